"""FEEL values from Python's and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from math import isfinite
from typing import Any
from uuid import UUID

from decisions.feel.errors import LimitExceededError
from decisions.feel.run import EXACT
from decisions.feel.values.chronology import DAY_SECONDS, NANOSECONDS
from decisions.feel.values.durations import DaysTime
from decisions.feel.values.kinds import is_value, kind
from decisions.feel.values.moments import Date, DateTime, Time
from decisions.feel.values.text import to_text
from decisions.feel.values.zones import Zone

MAX_NESTING = 200
MAX_VALUES = 1_000_000
# 1E6144 is a text of 6,145 digits
CHARACTERS_PER_VALUE = 16
LARGEST_EXACT_INTEGER = 2**53
FAST_INTEGER = 10**34
MICROSECOND = 1_000


def from_python(value: Any) -> Any:
    """Return the FEEL value of a plain Python value; FEEL values stay as they are.

    Raises:
        TypeError: FEEL has no such type.
        ValueError: a number beyond decimal128, or NaN; or nested deeper than 200.
    """
    return _from_python(value, 0)


def _from_python(value: Any, nesting: int) -> Any:
    known = type(value)
    if known is str or known is bool or value is None:
        return value
    if known is int or known is Decimal or known is float:
        return _number(value)
    if known is list or known is tuple or known is dict:
        if nesting >= MAX_NESTING:
            raise ValueError(f"nested deeper than {MAX_NESTING}")
        return _collection(value, nesting + 1)
    return value if is_value(value) else _by_base(value, nesting)


def _number(value: float | Decimal) -> Decimal:
    if type(value) is int and -FAST_INTEGER < value < FAST_INTEGER:
        return Decimal(value)
    number = Decimal(repr(value)) if type(value) is float else Decimal(value)
    if not number.is_finite():
        raise ValueError(f"{value} is not a number")
    try:
        return EXACT.create_decimal(number)
    except ArithmeticError as error:
        raise ValueError("a number beyond 34 digits and an exponent of 6144") from error


def _collection(value: Any, nesting: int) -> Any:
    if type(value) is dict:
        return {str(key): _from_python(item, nesting) for key, item in value.items()}
    return [_from_python(item, nesting) for item in value]


def _by_base(value: Any, nesting: int) -> Any:
    temporal = _temporal(value)
    if temporal is not None:
        return temporal
    for base in (str, int, float, Decimal):
        if isinstance(value, base):
            return _from_python(base(value), nesting)
    if isinstance(value, Mapping):
        return _from_python(dict(value), nesting)
    if isinstance(value, list | tuple):
        return _from_python(list(value), nesting)
    if isinstance(value, set | frozenset):
        return _from_python(sorted(value, key=repr), nesting)
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"FEEL has no type for {type(value).__name__}")


def _temporal(value: Any) -> Any:
    if isinstance(value, datetime):
        day = Date(value.year, value.month, value.day)
        return DateTime(day, _clock(value), _zone(value.tzinfo, value.utcoffset()))
    if isinstance(value, date):
        return Date(value.year, value.month, value.day)
    if isinstance(value, time):
        return Time(_clock(value), _zone(value.tzinfo, value.utcoffset()))
    if isinstance(value, timedelta):
        seconds = value.days * DAY_SECONDS + value.seconds
        return DaysTime(seconds * NANOSECONDS + value.microseconds * MICROSECOND)
    return None


def _clock(value: datetime | time) -> int:
    seconds = value.hour * 3600 + value.minute * 60 + value.second
    return seconds * NANOSECONDS + value.microsecond * MICROSECOND


def _zone(zone: tzinfo | None, offset: timedelta | None) -> Zone:
    key = getattr(zone, "key", None)
    if key is not None:
        return 0 if key == "UTC" else str(key)
    return None if offset is None else int(offset.total_seconds())


def to_python(value: Any, limit: int = MAX_VALUES, *, rounded: bool = False) -> Any:
    """Return plain data that JSON can hold.

    Numbers become int when integral and below 2**53, else float when that is exact, else the
    text of the decimal; temporal values, ranges and functions become their FEEL text.

    Args:
        rounded: numbers become the nearest float instead of a text, if there is a finite one.

    Raises:
        LimitExceededError: more values than the limit, or nested deeper than 200.
    """
    return _Plain(limit, rounded=rounded).convert(value, 0)


class _Plain:
    def __init__(self, limit: int, *, rounded: bool) -> None:
        self.left = limit
        self.rounded = rounded

    def convert(self, value: Any, nesting: int) -> Any:
        self.left -= 1
        if self.left < 0 or nesting > MAX_NESTING:
            raise LimitExceededError("items", "its value is too large to hand out")
        match kind(value):
            case "null" | "boolean" | "string":
                return value
            case "number":
                number = plain_number(value)
                if type(number) is str:
                    if self.rounded and isfinite(near := float(value)):
                        return near
                    self.left -= len(number) // CHARACTERS_PER_VALUE
                return number
            case "list":
                return [self.convert(item, nesting + 1) for item in value]
            case "context":
                return {key: self.convert(item, nesting + 1) for key, item in value.items()}
            case _:
                return to_text(value)


def plain_number(number: Decimal) -> int | float | str:
    """Return a number as JSON holds it without loss, else its text."""
    if abs(number) < LARGEST_EXACT_INTEGER:
        integer = int(number)
        if integer == number:
            return integer
    near = float(number)
    if Decimal(repr(near)) == number:
        return near
    return to_text(number)
