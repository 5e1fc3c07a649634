"""Tests of decisions: inputs and what is expected of them, in a file deployed with the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from engine.dmn.catalogue import finding
from engine.dmn.evaluating import Decision, evaluate
from engine.errors import DecisionFailedError
from engine.ports import NAME_LENGTH, Limits, Problem

ENDING = ".tests.json"
SHOWN = 200  # letters of a value in a message


@dataclass(frozen=True, slots=True)
class Test:
    """One row: `expected` is the value of the decision as plain data."""

    decision: str
    name: str
    inputs: dict[str, Any]
    expected: Any


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test went; `reason` says why there is no value at all."""

    test: Test
    got: Any
    passed: bool
    reason: str | None = None


class UnreadableError(ValueError):
    """The file of tests is not as it should be; the message says what is wrong."""


def read(content: bytes, most: int) -> list[Test]:
    """Return the tests of a file, in its order.

    Raises:
        UnreadableError: it is no JSON, of another shape, or holds more than `most` tests.
    """
    try:
        whole = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise UnreadableError(f"it is no JSON: {error}") from error
    groups = whole if isinstance(whole, list) else [whole]
    tests = [test for group in groups for test in _group(group)]
    if len(tests) > most:
        raise UnreadableError(f"it holds {len(tests)} tests, at most {most} are run")
    return tests


def _group(group: Any) -> Iterator[Test]:
    if not isinstance(group, dict) or not isinstance(group.get("decision"), str):
        raise UnreadableError("decision is missing: the id of the decision that is tested")
    tests = group.get("tests")
    if not isinstance(tests, list):
        raise UnreadableError("tests is missing: a list of tests")
    for number, test in enumerate(tests, start=1):
        if not isinstance(test, dict) or not isinstance(test.get("inputs"), dict):
            raise UnreadableError(f"test {number} of {group['decision']} has no inputs")
        if "expected" not in test:
            raise UnreadableError(f"test {number} of {group['decision']} has nothing expected")
        name = str(test.get("name") or number)[:SHOWN]
        yield Test(group["decision"][:NAME_LENGTH], name, test["inputs"], test["expected"])


def run(decision: Decision, test: Test, limits: Limits, now: datetime) -> Outcome:
    """Evaluate a decision with the inputs of a test."""
    try:
        got = evaluate(decision, test.inputs, limits, now).result
    except DecisionFailedError as error:
        return Outcome(test, None, passed=False, reason=str(error))
    return Outcome(test, got, same(got, test.expected))


def same(got: Any, expected: Any) -> bool:
    """Tell whether two plain values are equal: 1 is 1.0, but not true."""
    if isinstance(got, list) and isinstance(expected, list):
        return len(got) == len(expected) and all(map(same, got, expected))
    if isinstance(got, dict) and isinstance(expected, dict):
        return got.keys() == expected.keys() and all(same(got[k], expected[k]) for k in got)
    return isinstance(got, bool) == isinstance(expected, bool) and bool(got == expected)


def problem(outcome: Outcome, resource: str) -> Problem:
    """Return the finding about a test that failed."""
    got = shown(outcome.got) if outcome.reason is None else outcome.reason[:SHOWN]
    test = outcome.test
    facts = {"decision": test.decision, "test": test.name, "got": got}
    return finding(
        "decision_test_failed", resource, test.decision, expected=shown(test.expected), **facts
    )


def shown(value: Any) -> str:
    """Return a value as messages show it."""
    try:
        text = orjson.dumps(value).decode()
    except TypeError:  # nested deeper than it writes
        text = str(value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"
