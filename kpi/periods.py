"""Days, weeks and months as people's calendars have them. Pure.

A day is counted as `datetime.date.toordinal` does; the instant itself stays UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

from persiantools.jdatetime import JalaliDate

from kpi.errors import PeriodInvalidError

MONDAY, SATURDAY = 0, 5  # as datetime.date.weekday counts
DAY = timedelta(days=1)


class Unit(Enum):
    """How long the parts of a series are."""

    DAY = "day"
    WEEK = "week"  # from Saturday
    MONTH = "month"  # of the Jalali calendar
    MONDAY_WEEK = "monday_week"
    GREGORIAN_MONTH = "gregorian_month"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise PeriodInvalidError(first=self.first, last=self.last)

    @property
    def days(self) -> range:
        """The ordinals of its days."""
        return range(self.first.toordinal(), self.last.toordinal() + 1)


def day_of(moment: datetime, zone: tzinfo) -> int:
    """Return the ordinal of the day on which an instant falls in a time zone."""
    return moment.astimezone(zone).toordinal()


def start_of(day: date, zone: tzinfo) -> datetime:
    """Return the instant at which a day begins in a time zone, in UTC."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def start_of_part(day: date, unit: Unit) -> date:
    """Return the first day of the week or month that a day is in."""
    if unit is Unit.DAY:
        return day
    if unit in WEEKDAYS:
        return day - timedelta(days=(day.weekday() - WEEKDAYS[unit]) % 7)
    if unit is Unit.GREGORIAN_MONTH:
        return day.replace(day=1)
    found: date = JalaliDate(day).replace(day=1).to_gregorian()
    return found


def parts(period: Period, unit: Unit) -> list[Period]:
    """Cut a period where weeks or months begin; its ends may be parts of one."""
    found, first = [], period.first
    while first <= period.last:
        following = FOLLOWING[unit](first)
        found.append(Period(first, min(following - DAY, period.last)))
        first = following
    return found


def _next_week(day: date, first: int) -> date:
    return day + timedelta(days=7 - (day.weekday() - first) % 7)


def _next_month(day: date) -> date:
    jalali = JalaliDate.to_jalali(day.year, day.month, day.day)
    year, month = (jalali.year, jalali.month + 1) if jalali.month < 12 else (jalali.year + 1, 1)
    found: date = JalaliDate(year, month, 1).to_gregorian()
    return found


def _next_gregorian_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)


WEEKDAYS = {Unit.WEEK: SATURDAY, Unit.MONDAY_WEEK: MONDAY}
FOLLOWING: dict[Unit, Callable[[date], date]] = {
    Unit.DAY: lambda day: day + DAY,
    Unit.WEEK: lambda day: _next_week(day, SATURDAY),
    Unit.MONTH: _next_month,
    Unit.MONDAY_WEEK: lambda day: _next_week(day, MONDAY),
    Unit.GREGORIAN_MONTH: _next_gregorian_month,
}
