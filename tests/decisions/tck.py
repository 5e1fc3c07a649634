"""The standard's own tests: reading them, and comparing values strictly.

A check is one expected result of one test case. Types matter (1 is not "1"); temporal values are
compared by their meaning (PT24H is P1D); numbers to eight places, as the standard's runner does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lxml import etree

from decisions import dmn, feel

_TEST = "{http://www.omg.org/spec/DMN/20160719/testcase}"
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}"
_NUMBERS = frozenset(("decimal", "double", "float", "integer", "int", "long"))
_DURATIONS = frozenset(("duration", "dayTimeDuration", "yearMonthDuration"))
_TEMPORAL = _DURATIONS | {"date", "time", "dateTime"}
NOW = datetime(2026, 3, 21, 10, 30, tzinfo=UTC)
_PLACES = Decimal("1e-8")


@dataclass(frozen=True)
class Check:
    """One expected result.

    Attributes:
        service: the decision service that is called, else the node itself is evaluated.
    """

    case: str
    node: str
    inputs: dict[str, Any]
    expected: Any
    service: str | None
    error: bool


def files_of(folder: Path) -> list[Path]:
    """Return the files of checks of a level."""
    return sorted(folder.glob("*/*-test-*.xml"))


def models(path: Path) -> dmn.Models:
    """Return the model a file of checks is about, with the other models beside it."""
    name = etree.parse(path).getroot().findtext(f"{_TEST}modelName")
    main = path.parent / str(name).strip()
    others = sorted(each for each in path.parent.glob("*.dmn") if each != main)
    return dmn.link([dmn.read(each.read_bytes()) for each in (main, *others)])


def checks(path: Path) -> Iterator[Check]:
    """Return the checks of a file, in order."""
    for case in etree.parse(path).getroot().findall(f"{_TEST}testCase"):
        called = case.get("invocableName") if case.get("type") == "decisionService" else None
        inputs = {str(each.get("name")): _value(each) for each in case.findall(f"{_TEST}inputNode")}
        for node in case.findall(f"{_TEST}resultNode"):
            expected = node.find(f"{_TEST}expected")
            yield Check(
                str(case.get("id")),
                str(node.get("name")),
                inputs,
                None if expected is None else _value(expected),
                called,
                node.get("errorResult") == "true",
            )


def passes(linked: dmn.Models, check: Check) -> bool:
    """Evaluate, and tell whether the result is the expected one."""
    value = dmn.evaluate(linked, check.service or check.node, check.inputs, now=NOW).value
    if check.service is not None and type(value) is dict and check.node in value:
        value = value[check.node]
    return value is None if check.error else same(value, check.expected)


def _value(node: etree._Element) -> Any:
    value = node.find(f"{_TEST}value")
    if value is not None:
        return _simple(value)
    listed = node.find(f"{_TEST}list")
    if listed is not None:
        missing = listed.get(f"{_SCHEMA}nil") == "true"
        return None if missing else [_value(item) for item in listed.findall(f"{_TEST}item")]
    parts = node.findall(f"{_TEST}component")
    return {str(each.get("name")): _value(each) for each in parts} if parts else None


def _simple(value: etree._Element) -> Any:
    if value.get(f"{_SCHEMA}nil") == "true":
        return None
    told = (value.get(f"{_SCHEMA}type") or "string").rpartition(":")[2]
    text = value.text or ""
    if told in _NUMBERS:
        return Decimal(text.strip())
    if told == "boolean":
        return text.strip() == "true"
    if told in _TEMPORAL:
        return _temporal(told, text.strip())
    return text


def _temporal(told: str, text: str) -> Any:
    function = "duration" if told in _DURATIONS else {"dateTime": "date and time"}.get(told, told)
    return feel.parse(f'{function}("{text}")').evaluate({}).value


def same(value: Any, expected: Any) -> bool:
    """Tell whether a value is the expected one, of the same type."""
    if type(value) is not type(expected):
        return False
    if type(expected) is Decimal:
        return abs(value - expected) < _PLACES
    if type(expected) is list:
        pairs = zip(value, expected, strict=False)
        return len(value) == len(expected) and all(same(*pair) for pair in pairs)
    if type(expected) is dict:
        return value.keys() == expected.keys() and all(
            same(value[key], each) for key, each in expected.items()
        )
    return bool(value == expected)
