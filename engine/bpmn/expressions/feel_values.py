"""FEEL values as process variables, by a fixed rule that loses nothing.

Numbers: whole ones of 64 bits are int; others are float where its digits are the same, else
Decimal. Dates, times and durations of days are Python's where it can hold them: a named zone
becomes its offset. All else (months, functions, ranges, years beyond 9999, parts of microseconds)
is its FEEL text.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from typing import Any

from decisions import feel
from engine.bpmn.values import LEAST, MOST

MOST_VALUES = 1_000_000
MOST_NESTING = 200
NANOSECONDS = 1_000_000_000
MICROSECOND = 1_000
SAME = (str, bool, type(None))


def to_variable(value: Any) -> Any:
    """Return a FEEL value as a process variable.

    Raises:
        LimitExceededError: more than a million values, or nested deeper than 200.
    """
    kind = type(value)
    if kind in SAME:
        return value
    if kind is Decimal:
        return _number(value)
    return _Conversion().convert(value, 0)


class _Conversion:
    """Counts, because a small value may hold the same list a million times."""

    def __init__(self) -> None:
        self.left = MOST_VALUES

    def convert(self, value: Any, nesting: int) -> Any:
        self.left -= 1
        if self.left < 0 or nesting > MOST_NESTING:
            raise feel.LimitExceededError("items", "its value is too large to keep")
        kind = type(value)
        if kind in SAME:
            return value
        if kind is list:
            return [self.convert(item, nesting + 1) for item in value]
        if kind is dict:
            return {key: self.convert(item, nesting + 1) for key, item in value.items()}
        return _one(value)


def _one(value: Any) -> Any:
    convert = CONVERSIONS.get(type(value))
    found = None if convert is None else convert(value)
    return feel.to_text(value) if found is None else found


def _number(number: Decimal) -> int | float | Decimal:
    if number == number.to_integral_value():
        return int(number) if LEAST <= number <= MOST else number
    near = float(number)
    return near if Decimal(repr(near)) == number else number


def _date(value: feel.Date) -> date | None:
    in_range = 1 <= value.year <= date.max.year
    return date(value.year, value.month, value.day) if in_range else None


def _date_time(value: feel.DateTime) -> datetime | None:
    day, clock = _date(value.date), _clock(value.nanoseconds)
    if day is None or clock is None:
        return None
    return datetime.combine(day, clock, _zone(value))


def _time(value: feel.Time) -> time | None:
    clock = _clock(value.nanoseconds)
    return None if clock is None else clock.replace(tzinfo=_zone(value))


def _clock(nanoseconds: int) -> time | None:
    seconds, rest = divmod(nanoseconds, NANOSECONDS)
    microseconds, lost = divmod(rest, MICROSECOND)
    if lost:
        return None
    return time(seconds // 3600, seconds % 3600 // 60, seconds % 60, microseconds)


def _zone(value: feel.DateTime | feel.Time) -> tzinfo | None:
    if value.zone is None:
        return None
    return timezone(timedelta(seconds=value.offset)) if value.offset else UTC


def _span(value: feel.DaysTime) -> timedelta | None:
    microseconds, lost = divmod(value.nanoseconds, MICROSECOND)
    try:
        return None if lost else timedelta(microseconds=microseconds)
    except OverflowError:
        return None


CONVERSIONS: Mapping[type, Callable[[Any], Any]] = {
    Decimal: _number,
    feel.Date: _date,
    feel.DateTime: _date_time,
    feel.Time: _time,
    feel.DaysTime: _span,
}
