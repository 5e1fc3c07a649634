"""The properties of values: `date.year`, `duration.hours`, `range.start`, the keys of contexts."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from decisions.feel.values.chronology import NANOSECONDS
from decisions.feel.values.durations import DaysTime, YearsMonths
from decisions.feel.values.kinds import DATE_TIME, DAYS_TIME, YEARS_MONTHS, kind
from decisions.feel.values.moments import Date, DateTime, Time

MISSING = object()
"""Stands for a property a value does not have."""


def _seconds(seconds: int, nanoseconds: int) -> Decimal:
    return Decimal(seconds) + Decimal(nanoseconds) / NANOSECONDS


def _clock(value: Time | DateTime) -> tuple[int, int]:
    return divmod(value.nanoseconds, NANOSECONDS)


def _offset(value: Time | DateTime) -> DaysTime | None:
    return None if value.zone is None else DaysTime(value.offset * NANOSECONDS)


def _signed(number: Decimal, *, negative: bool) -> Decimal:
    return -number if negative and number else number


def _duration(index: int) -> Callable[[DaysTime], Decimal]:
    def read(value: DaysTime) -> Decimal:
        return _signed(Decimal(value.parts()[index]), negative=value.nanoseconds < 0)

    return read


def _duration_seconds(value: DaysTime) -> Decimal:
    return _signed(_seconds(*value.parts()[3:]), negative=value.nanoseconds < 0)


def _months(value: YearsMonths, index: int) -> Decimal:
    part = divmod(abs(value.months), 12)[index]
    return _signed(Decimal(part), negative=value.months < 0)


_DATE: dict[str, Callable[[Date], Any]] = {
    "year": lambda date: Decimal(date.year),
    "month": lambda date: Decimal(date.month),
    "day": lambda date: Decimal(date.day),
    "weekday": lambda date: Decimal(date.weekday),
}
_CLOCK: dict[str, Callable[[Any], Any]] = {
    "hour": lambda value: Decimal(_clock(value)[0] // 3600),
    "minute": lambda value: Decimal(_clock(value)[0] % 3600 // 60),
    "second": lambda value: _seconds(_clock(value)[0] % 60, _clock(value)[1]),
    "time offset": _offset,
    "timezone": lambda value: value.zone if isinstance(value.zone, str) else None,
}


def _always(value: Any) -> Callable[[Any], Any]:
    return lambda _: value


def _of_date(read: Callable[[Date], Any]) -> Callable[[DateTime], Any]:
    return lambda moment: read(moment.date)


# DMN 1.5, table 60: a date is midnight UTC where a time is asked for
_MIDNIGHT = {name: _always(read(Time(0, 0))) for name, read in _CLOCK.items()}
_PROPERTIES: dict[str, dict[str, Callable[[Any], Any]]] = {
    "date": _DATE | _MIDNIGHT,
    "time": _CLOCK,
    DATE_TIME: {name: _of_date(read) for name, read in _DATE.items()} | _CLOCK,
    DAYS_TIME: {
        "days": _duration(0),
        "hours": _duration(1),
        "minutes": _duration(2),
        "seconds": _duration_seconds,
    },
    YEARS_MONTHS: {
        "years": lambda value: _months(value, 0),
        "months": lambda value: _months(value, 1),
    },
    "range": {
        "start": lambda value: value.start,
        "end": lambda value: value.end,
        "start included": lambda value: value.start_included,
        "end included": lambda value: value.end_included,
    },
}


def read_property(value: Any, name: str) -> Any:
    """Return a property of one value, or MISSING; lists have no properties of their own."""
    if type(value) is dict:
        return value.get(name, MISSING)
    read = _PROPERTIES.get(kind(value), {}).get(name)
    return MISSING if read is None else read(value)
