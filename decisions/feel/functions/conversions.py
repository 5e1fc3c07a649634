"""Functions that make a value of one type from another."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from decisions.feel.functions.registry import NoValueError, built_in
from decisions.feel.run import EXACT, Run
from decisions.feel.values.comparison import equal
from decisions.feel.values.durations import Duration
from decisions.feel.values.kinds import DATE_TIME, kind
from decisions.feel.values.temporal_text import parse_duration
from decisions.feel.values.text import to_text

NUMBER = re.compile(r"-?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
GROUPING_SEPARATORS = (" ", ",", ".")
DECIMAL_SEPARATORS = (",", ".")


@built_in(
    "number",
    "from: string, grouping separator?: string|null, decimal separator?: string|null",
)
def number(text: str, grouping: str | None = None, point: str | None = None) -> Decimal:
    """Return the number a text is, with the separators told."""
    if grouping is not None and (grouping not in GROUPING_SEPARATORS or grouping == point):
        raise NoValueError("the grouping separator is a space, comma or point")
    if point is not None and point not in DECIMAL_SEPARATORS:
        raise NoValueError("the decimal separator is a comma or point")
    plain = text.replace(grouping, "") if grouping else text
    plain = plain.replace(point, ".") if point else plain
    if not NUMBER.fullmatch(plain):
        raise NoValueError(f"{text[:80]!r} is no number")
    return EXACT.create_decimal(plain)


@built_in("number", "from: number")
def same_number(value: Decimal) -> Decimal:
    """Return the number itself."""
    return value


@built_in("string", "from: any")
def string(run: Run, value: Any) -> str | None:
    """Return the text of a value, null of null."""
    return None if value is None else to_text(value, run.limits.text)


@built_in("duration", "from: string")
def duration(text: str) -> Duration:
    """Return the duration of an ISO 8601 text."""
    found = parse_duration(text)
    if found is None:
        raise NoValueError(f"{text[:80]!r} is no duration")
    return found


@built_in("duration", "from: duration")
def same_duration(value: Duration) -> Duration:
    """Return the duration itself."""
    return value


@built_in("is", "value1?: any, value2?: any")
def identical(run: Run, left: Any = None, right: Any = None) -> bool:
    """Tell whether two values are the same: equal, and of one type and one zone."""
    if kind(left) != kind(right):
        return False
    if kind(left) in ("time", DATE_TIME):
        return bool(left.zone == right.zone and left == right)
    return equal(left, right, run) is True
