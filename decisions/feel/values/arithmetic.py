"""The operators + - * / ** and unary minus, on numbers, texts and temporal values.

Every function returns None when the operands have no result; numbers are exact to 34 digits
as long as the decimal context of a run is set (`exact`).
"""

from __future__ import annotations

import decimal
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

from decisions.feel.run import EXACT, Run
from decisions.feel.values.chronology import DAY_NANOSECONDS
from decisions.feel.values.durations import DaysTime, YearsMonths
from decisions.feel.values.kinds import DURATIONS, kind
from decisions.feel.values.moments import Date, DateTime, Time

LARGEST_EXPONENT = 9_999_999


def exact() -> AbstractContextManager[decimal.Context]:
    """Return a context manager in which numbers have 34 digits."""
    return decimal.localcontext(EXACT)


def arithmetic(operator: str, left: Any, right: Any, run: Run) -> Any:
    """Apply an operator to two values; None when there is no result.

    Raises:
        LimitExceededError: a text becomes too long.
    """
    if left is None or right is None:
        return None
    try:
        if type(left) is Decimal and type(right) is Decimal:
            return numeric(operator, left, right)
        if type(left) is str and type(right) is str:
            return _joined(left, right, run) if operator == "+" else None
        return temporal(operator, left, right)
    except (ArithmeticError, ValueError):
        return None


def numeric(operator: str, left: Decimal, right: Decimal) -> Decimal | None:
    """Apply an operator to two numbers.

    Raises:
        ArithmeticError: the result is no number of 34 digits.
    """
    match operator:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right if right else None
    # 0 to a negative power is Infinity to decimal, without a signal
    without = abs(right) > LARGEST_EXPONENT or (not left and right < 0)
    return None if without else left**right


def _joined(left: str, right: str, run: Run) -> str:
    run.text(len(left) + len(right))
    return left + right


def negated(value: Any) -> Any:
    """Apply the unary minus."""
    if type(value) is Decimal:
        return -value
    if type(value) is DaysTime:
        return DaysTime(-value.nanoseconds)
    return YearsMonths(-value.months) if type(value) is YearsMonths else None


def temporal(operator: str, left: Any, right: Any) -> Any:
    """Apply an operator to operands of which one is temporal.

    Raises:
        ValueError: the result is no date.
    """
    kinds = (kind(left), kind(right))
    if operator in "*/":
        return _scaled(operator, left, right, kinds)
    if operator not in "+-":
        return None
    if kinds[0] in DURATIONS and kinds[1] in DURATIONS:
        return _combined(operator, left, right) if kinds[0] == kinds[1] else None
    if kinds[0] in DURATIONS and operator == "+":
        left, right, kinds = right, left, (kinds[1], kinds[0])
    if kinds[1] in DURATIONS:
        return _moved(left, right if operator == "+" else negated(right))
    return _between(left, right) if operator == "-" else None


def _size(duration: Any) -> int:
    return duration.nanoseconds if type(duration) is DaysTime else int(duration.months)


def _scaled(operator: str, left: Any, right: Any, kinds: tuple[str, str]) -> Any:
    if kinds[0] == "number" and operator == "*":
        left, right, kinds = right, left, (kinds[1], kinds[0])
    if kinds[0] not in DURATIONS:
        return None
    size = Decimal(_size(left))
    if kinds[1] == "number":
        if operator == "*":
            return type(left)(int(size * right))
        return type(left)(int(size / right)) if right else None
    if operator == "/" and kinds[0] == kinds[1]:
        other = _size(right)
        return size / Decimal(other) if other else None
    return None


def _combined(operator: str, left: Any, right: Any) -> Any:
    other = _size(right)
    return type(left)(_size(left) + (other if operator == "+" else -other))


def _moved(moment: Any, duration: Any) -> Any:
    if type(duration) is YearsMonths:
        can = isinstance(moment, Date | DateTime)
        return moment.plus_months(duration.months) if can else None
    if type(moment) is Date:
        start = moment.number * DAY_NANOSECONDS
        return Date.of((start + duration.nanoseconds) // DAY_NANOSECONDS)
    if type(moment) is DateTime:
        return moment.plus(duration.nanoseconds)
    if type(moment) is Time:
        clock = (moment.nanoseconds + duration.nanoseconds) % DAY_NANOSECONDS
        return Time(clock, moment.zone)
    return None


def _between(left: Any, right: Any) -> DaysTime | None:
    if type(left) is not Time or type(right) is not Time:
        left, right = as_moment(left), as_moment(right)
    if left is None or right is None or not left.agrees(right):
        return None
    return DaysTime(left.utc - right.utc)


def as_moment(value: Any) -> DateTime | None:
    """Return a date as midnight in UTC; a date and time as it is."""
    if type(value) is Date:
        return DateTime(value, 0, 0)
    return value if type(value) is DateTime else None
