"""The tests of a file of decisions: as JSON in the file beside it, as typed rows on pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from decisions import dmn
from decisions.dmn.model import Model
from web.decisions.attempts import AttemptFailedError, attempt
from web.decisions.questions import Question, questions
from web.decisions.values import answers, shown, typed
from web.i18n import _

ENDING = ".tests.json"
LONGEST_NAME = 200
MOST_TESTS = 1_000
Typed = Mapping[str, Sequence[Mapping[str, Any]]]
"""By the id of the decision: rows of `name`, `inputs` and `expected`, both texts by name."""


@dataclass(frozen=True, slots=True)
class Result:
    """How a test went; `text` says what came out instead, or what is wrong with the test."""

    passed: bool
    text: str = ""


PASSED = Result(passed=True)


def _failed(text: str) -> Result:
    return Result(passed=False, text=text)


def typed_tests(model: Model, content: bytes | None) -> dict[str, list[dict[str, Any]]]:
    """Return the tests of a file as they are typed, by the id of the decision."""
    by_id = {each.id: each for each in questions(model)}
    found: dict[str, list[dict[str, Any]]] = {}
    for group in _groups(content):
        asked = by_id.get(str(group.get("decision")))
        if asked is not None:
            rows = [_typed(asked, test) for test in group.get("tests", [])]
            found.setdefault(asked.id, []).extend(rows)
    return found


def _groups(content: bytes | None) -> list[dict[str, Any]]:
    found = orjson.loads(content) if content else []
    return found if isinstance(found, list) else [found]


def _typed(asked: Question, test: Mapping[str, Any]) -> dict[str, Any]:
    inputs, expected = test.get("inputs", {}), test.get("expected")
    whole = asked.is_whole or not isinstance(expected, Mapping)
    return {
        "name": str(test.get("name", "")),
        "inputs": {each.name: typed(each, inputs.get(each.name)) for each in asked.fields},
        "expected": {
            each.name: typed(each, expected if whole else (expected or {}).get(each.name))
            for each in asked.results
        },
    }


def content_of(model: Model, tests: Typed) -> tuple[bytes | None, dict[str, list[Result]]]:
    """Return typed tests as the content of a file, and the rows in which something is no value.

    The content is None when there is no test. Decisions that are gone lose their tests.
    """
    groups: list[dict[str, Any]] = []
    faults: dict[str, list[Result]] = {}
    for asked in questions(model):
        rows = list(tests.get(asked.id) or ())[:MOST_TESTS]
        read = [_read(asked, row, number) for number, row in enumerate(rows, 1)]
        wrong = [fault for _, fault in read if not fault.passed]
        if wrong:
            faults[asked.id] = wrong
        if rows:
            groups.append({"decision": asked.id, "tests": [test for test, _ in read]})
    content = orjson.dumps(groups, option=orjson.OPT_INDENT_2) if groups else None
    return content, faults


def _read(asked: Question, row: Mapping[str, Any], number: int) -> tuple[dict[str, Any], Result]:
    inputs, wrong = answers(asked.fields, _texts(row.get("inputs")))
    outputs, wrong_outputs = answers(asked.results, _texts(row.get("expected")))
    name = str(row.get("name") or "").strip()[:LONGEST_NAME] or _("Test %(number)s", number=number)
    values = {each.name: outputs.get(each.name) for each in asked.results}
    expected = values[asked.results[0].name] if asked.is_whole else values
    if not asked.is_whole and not outputs:
        expected = None
    faults = [*wrong.values(), *wrong_outputs.values()]
    test = {"name": name, "inputs": inputs, "expected": expected}
    return test, _failed(" ".join([f"{name}:", *faults])) if faults else PASSED


def _texts(given: Any) -> Mapping[str, Any]:
    return given if isinstance(given, Mapping) else {}


def run(
    models: Model | dmn.Models, model: Model, tests: Typed, now: datetime
) -> dict[str, list[Result]]:
    """Run typed tests, and return how each went, by the id of the decision.

    Args:
        models: the model, linked to what it imports.
    """
    return {
        asked.id: [_run(models, asked, row, now) for row in list(tests[asked.id])[:MOST_TESTS]]
        for asked in questions(model)
        if tests.get(asked.id)
    }


def _run(
    models: Model | dmn.Models, asked: Question, row: Mapping[str, Any], now: datetime
) -> Result:
    test, fault = _read(asked, row, 1)
    if not fault.passed:
        return fault
    try:
        found = attempt(models, asked, test["inputs"], now)
    except AttemptFailedError as error:
        return _failed(error.said)
    if found.value == test["expected"]:
        return PASSED
    return _failed(_("It gives: %(value)s", value=shown(found.value)))
