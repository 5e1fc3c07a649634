"""Findings about decision files that the check of their rules does not know, as templates."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from engine.ports import Problem

_TEXTS = (
    Problem(
        "error",
        "too_large",
        "The file is larger than {limit} MiB.",
        "Divide it into several files.",
    ),
    Problem(
        "error",
        "decision_id",
        "The decision {element} has no usable id: {id}.",
        "Give it an id of letters, digits, ., - and _.",
    ),
    Problem(
        "error",
        "decision_twice",
        "The decision {key} is in {other} as well.",
        "Deploy it once, or give one of them another id.",
    ),
    Problem(
        "error",
        "tests_alone",
        "The tests are of {file}, which is not deployed with them.",
        "Deploy both files together.",
    ),
    Problem(
        "error",
        "tests_unreadable",
        "The tests can not be read: {reason}.",
        "Write decision, and tests with name, inputs and expected.",
    ),
    Problem(
        "error",
        "tested_decision_unknown",
        "Test {test} is of the decision {decision}, which is not in {file}.",
        "Correct the id of the decision.",
    ),
    Problem(
        "error",
        "decision_test_failed",
        "Test {test} of decision {decision} expects {expected}, the rules give {got}.",
        "Correct the rules, or what the test expects.",
    ),
    Problem(
        "error",
        "tests_too_long",
        "The tests take longer than {seconds} seconds.",
        "Divide them, or simplify the rules.",
    ),
    Problem(
        "warning",
        "decision_elsewhere",
        "{element} evaluates the decision {decision}, which is not deployed yet.",
        "Deploy it too, before an instance gets there.",
    ),
    Problem(
        "error",
        "decision_not_beside",
        "{element} evaluates the decision {decision} of its own deployment, where it is not.",
        "Deploy both files together, or bind the decision by latest.",
    ),
)
_BY_CODE = {text.code: text for text in _TEXTS}
UNREADABLE = Problem(
    "error", "", "", "Export the file again as DMN, from an editor of decision tables."
)


def finding(code: str, resource: str, element_id: str | None = None, **facts: Any) -> Problem:
    """Return a finding about a file, or about an element in it."""
    return replace(_BY_CODE[code], resource=resource, element_id=element_id, facts=facts)
