"""Equality and order: true, false, or null when two values cannot be compared."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from decisions.feel.run import Run
from decisions.feel.values.chronology import NANOSECONDS
from decisions.feel.values.kinds import DATE_TIME, ORDERED, SIMPLE, TEMPORAL, kind
from decisions.feel.values.moments import DateTime, Time
from decisions.feel.values.ranges import Range


def equal(left: Any, right: Any, run: Run) -> bool | None:
    """Tell whether two values are equal; null for values of different kinds."""
    if left is None or right is None:
        return left is right
    found = kind(left)
    if found != kind(right):
        return None
    if found in ("time", DATE_TIME):
        return bool(left.agrees(right) and seconds(left) == seconds(right))
    if found in SIMPLE or found in TEMPORAL:
        return bool(left == right)
    match found:
        case "list":
            return _equal_lists(left, right, run)
        case "context":
            return _equal_contexts(left, right, run)
        case "range":
            return _equal_ranges(left, right, run)
    return left is right


def seconds(moment: Time | DateTime) -> int:
    """Return the whole seconds in UTC: what decides whether two moments are equal.

    Source: the compatibility kit of DMN, 0068: the resolution of these values is a second.
    """
    return moment.utc // NANOSECONDS


def _equal_lists(left: list[Any], right: list[Any], run: Run) -> bool | None:
    if len(left) != len(right):
        return False
    run.use(1 + len(left))
    result: bool | None = True
    for one, other in zip(left, right, strict=True):
        same = equal(one, other, run)
        if same is False:
            return False
        if same is None:
            result = False
    return result


def _equal_contexts(left: dict[str, Any], right: dict[str, Any], run: Run) -> bool:
    if left.keys() != right.keys():
        return False
    run.use(1 + len(left))
    return all(equal(left[key], right[key], run) is True for key in left)


def _equal_ranges(left: Range, right: Range, run: Run) -> bool:
    return (
        left.operator == right.operator
        and left.start_included == right.start_included
        and left.end_included == right.end_included
        and equal(left.start, right.start, run) is True
        and equal(left.end, right.end, run) is True
    )


def less(left: Any, right: Any, *, or_equal: bool = False) -> bool | None:
    """Tell whether one value comes before another; null when they have no order."""
    if type(left) is Decimal and type(right) is Decimal:
        return left <= right if or_equal else left < right
    if left is None or right is None:
        return None
    found = kind(left)
    if found != kind(right) or found not in ORDERED:
        return None
    if found in ("time", DATE_TIME) and not left.agrees(right):
        return None
    return bool(left <= right if or_equal else left < right)


def compare(operator: str, left: Any, right: Any, run: Run) -> bool | None:
    """Apply `=`, `!=`, `<`, `<=`, `>` or `>=`."""
    match operator:
        case "=":
            return equal(left, right, run)
        case "!=":
            same = equal(left, right, run)
            return None if same is None else not same
        case "<":
            return less(left, right)
        case "<=":
            return less(left, right, or_equal=True)
        case ">":
            return less(right, left)
    return less(right, left, or_equal=True)


def within(value: Any, bounds: Range) -> bool | None:
    """Tell whether a value lies in a range; null when it cannot be compared with it."""
    if value is None or (bounds.start is None and bounds.end is None):
        return None
    above: bool | None = True
    below: bool | None = True
    if bounds.start is not None:
        above = less(bounds.start, value, or_equal=bounds.start_included)
    if bounds.end is not None:
        below = less(value, bounds.end, or_equal=bounds.end_included)
    if above is False or below is False:
        return False
    return True if above and below else None
