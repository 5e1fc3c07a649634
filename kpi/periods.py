"""Days, weeks and Jalali months as the organisation's calendar has them. Pure.

A day is counted as `datetime.date.toordinal` does; the instant itself stays UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import Enum

from persiantools.jdatetime import JalaliDate

from kpi.errors import PeriodInvalidError

SATURDAY = 5  # as datetime.date.weekday counts
DAY = timedelta(days=1)


class Unit(Enum):
    """How long the parts of a series are."""

    DAY = "day"
    WEEK = "week"  # from Saturday
    MONTH = "month"  # of the Jalali calendar


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


def parts(period: Period, unit: Unit) -> list[Period]:
    """Cut a period where weeks or months begin; its ends may be parts of one."""
    found, first = [], period.first
    while first <= period.last:
        following = FOLLOWING[unit](first)
        found.append(Period(first, min(following - DAY, period.last)))
        first = following
    return found


def _next_week(day: date) -> date:
    return day + timedelta(days=7 - (day.weekday() - SATURDAY) % 7)


def _next_month(day: date) -> date:
    jalali = JalaliDate.to_jalali(day.year, day.month, day.day)
    year, month = (jalali.year, jalali.month + 1) if jalali.month < 12 else (jalali.year + 1, 1)
    found: date = JalaliDate(year, month, 1).to_gregorian()
    return found


FOLLOWING: dict[Unit, Callable[[date], date]] = {
    Unit.DAY: lambda day: day + DAY,
    Unit.WEEK: _next_week,
    Unit.MONTH: _next_month,
}
