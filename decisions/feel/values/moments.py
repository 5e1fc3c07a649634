"""Dates, times of day, and dates with times: any year, nanoseconds, zones."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from decisions.feel.values.chronology import (
    DAY_NANOSECONDS,
    NANOSECONDS,
    civil,
    day_number,
    month_days,
)
from decisions.feel.values.durations import fraction_text
from decisions.feel.values.zones import REFERENCE_DAY, Zone, offset_at, zone_text

MAX_YEAR = 999_999_999


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class Date:
    """A day of the calendar.

    Raises:
        ValueError: there is no such day.
    """

    year: int
    month: int
    day: int

    def __post_init__(self) -> None:
        if not (1 <= self.month <= 12 and abs(self.year) <= MAX_YEAR):
            raise ValueError("no such date")
        if not 1 <= self.day <= month_days(self.year, self.month):
            raise ValueError("no such date")

    @classmethod
    def of(cls, number: int) -> Date:
        """Return the date of a day number."""
        return cls(*civil(number))

    @property
    def number(self) -> int:
        """Return the days since 1970-01-01."""
        return day_number(self.year, self.month, self.day)

    @property
    def weekday(self) -> int:
        """Return 1 for Monday to 7 for Sunday."""
        return (self.number + 3) % 7 + 1

    def __lt__(self, other: Date) -> bool:
        return (self.year, self.month, self.day) < (other.year, other.month, other.day)

    def __str__(self) -> str:
        sign = "-" if self.year < 0 else ""
        return f"{sign}{abs(self.year):04d}-{self.month:02d}-{self.day:02d}"

    def plus_months(self, months: int) -> Date:
        """Return the date some months later, on the month's last day at the latest."""
        year, month = divmod(self.year * 12 + self.month - 1 + months, 12)
        return Date(year, month + 1, min(self.day, month_days(year, month + 1)))


@functools.total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class Time:
    """A time of day in nanoseconds since midnight, with or without a zone."""

    nanoseconds: int
    zone: Zone = None

    @property
    def offset(self) -> int:
        """Return the seconds ahead of UTC; 0 without a zone."""
        return offset_at(self.zone, REFERENCE_DAY, self.nanoseconds)

    @property
    def utc(self) -> int:
        """Return the nanoseconds since midnight in UTC; may be negative."""
        return self.nanoseconds - self.offset * NANOSECONDS

    def agrees(self, other: Time) -> bool:
        """Tell whether both have a zone or neither."""
        return (self.zone is None) == (other.zone is None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Time) and self.agrees(other) and self.utc == other.utc

    def __hash__(self) -> int:
        return hash(self.utc)

    def __lt__(self, other: Time) -> bool:
        return self.utc < other.utc

    def __str__(self) -> str:
        second, fraction = divmod(self.nanoseconds, NANOSECONDS)
        clock = f"{second // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}"
        return clock + fraction_text(fraction) + zone_text(self.zone)


@functools.total_ordering
@dataclass(frozen=True, slots=True, eq=False)
class DateTime:
    """A date with a time of day in nanoseconds since midnight, with or without a zone."""

    date: Date
    nanoseconds: int
    zone: Zone = None

    @classmethod
    def of(cls, nanoseconds: int, zone: Zone) -> DateTime:
        """Return the moment of local nanoseconds since 1970-01-01."""
        number, rest = divmod(nanoseconds, DAY_NANOSECONDS)
        return cls(Date.of(number), rest, zone)

    @property
    def offset(self) -> int:
        """Return the seconds ahead of UTC; 0 without a zone."""
        return offset_at(self.zone, self.date.number, self.nanoseconds)

    @property
    def local(self) -> int:
        """Return the nanoseconds since 1970-01-01 on the clock of its zone."""
        return self.date.number * DAY_NANOSECONDS + self.nanoseconds

    @property
    def utc(self) -> int:
        """Return the nanoseconds since 1970-01-01 in UTC."""
        return self.local - self.offset * NANOSECONDS

    @property
    def time(self) -> Time:
        """Return the time of day."""
        return Time(self.nanoseconds, self.zone)

    def agrees(self, other: DateTime) -> bool:
        """Tell whether both have a zone or neither."""
        return (self.zone is None) == (other.zone is None)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, DateTime) and self.agrees(other) and self.utc == other.utc

    def __hash__(self) -> int:
        return hash(self.utc)

    def __lt__(self, other: DateTime) -> bool:
        return self.utc < other.utc

    def __str__(self) -> str:
        return f"{self.date}T{self.time}"

    def plus_months(self, months: int) -> DateTime:
        """Return the same time of day some months later."""
        return DateTime(self.date.plus_months(months), self.nanoseconds, self.zone)

    def plus(self, nanoseconds: int) -> DateTime:
        """Return the moment some nanoseconds later, in the same zone."""
        if not isinstance(self.zone, str):
            return DateTime.of(self.local + nanoseconds, self.zone)
        utc = self.utc + nanoseconds
        local = utc
        # the offset depends on the local time: the second look settles it
        for _ in range(2):
            offset = offset_at(self.zone, *divmod(local, DAY_NANOSECONDS))
            local = utc + offset * NANOSECONDS
        return DateTime.of(local, self.zone)


Temporal = Date | Time | DateTime
