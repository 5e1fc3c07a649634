"""Functions that make dates and times, and look into the calendar."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from decisions.feel.functions.registry import NoValueError, built_in
from decisions.feel.run import Run
from decisions.feel.values.chronology import NANOSECONDS, day_number
from decisions.feel.values.durations import DaysTime, YearsMonths
from decisions.feel.values.moments import Date, DateTime, Time
from decisions.feel.values.python import from_python
from decisions.feel.values.temporal_text import parse_date, parse_date_time, parse_time
from decisions.feel.values.zones import MAX_OFFSET_HOURS

MAX_OFFSET = MAX_OFFSET_HOURS * 3600 * NANOSECONDS
# calendar's names follow the locale of the process
DAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
Day = Date | DateTime


def as_date(value: Day) -> Date:
    """Return the date of a moment."""
    return value.date if isinstance(value, DateTime) else value


def _found(value: Any, text: str, what: str) -> Any:
    if value is None:
        raise NoValueError(f"{text[:80]!r} is no {what}")
    return value


@built_in("date", "from: string")
def date_of_text(text: str) -> Date:
    """Return the date of an ISO 8601 text."""
    return _found(parse_date(text), text, "date")  # type: ignore[no-any-return]


@built_in("date", "from: date|date and time")
def date_of(value: Day) -> Date:
    """Return the date of a moment."""
    return as_date(value)


@built_in("date", "year: number, month: number, day: number")
def date_of_parts(year: Decimal, month: Decimal, day: Decimal) -> Date:
    """Return the date of a year, month and day."""
    return Date(int(year), int(month), int(day))


@built_in("time", "from: string")
def time_of_text(text: str) -> Time:
    """Return the time of an ISO 8601 text."""
    return _found(parse_time(text), text, "time")  # type: ignore[no-any-return]


@built_in("time", "from: time|date and time|date")
def time_of(value: Time | Day) -> Time:
    """Return the time of a moment, midnight UTC of a date."""
    if isinstance(value, DateTime):
        return value.time
    return Time(0, 0) if isinstance(value, Date) else value


@built_in(
    "time",
    "hour: number, minute: number, second: number, offset?: days and time duration|null",
)
def time_of_parts(
    hour: Decimal, minute: Decimal, second: Decimal, offset: DaysTime | None = None
) -> Time:
    """Return the time of hour, minute, second (with a fraction) and offset from UTC."""
    if not (0 <= hour <= 23 and 0 <= minute <= 59 and 0 <= second < 60):
        raise NoValueError("there is no such time of day")
    if hour != int(hour) or minute != int(minute):
        raise NoValueError("hour and minute are integers")
    clock = (int(hour) * 3600 + int(minute) * 60) * NANOSECONDS + int(second * NANOSECONDS)
    if offset is None:
        return Time(clock)
    if abs(offset.nanoseconds) > MAX_OFFSET:
        raise NoValueError(f"an offset has {MAX_OFFSET_HOURS} hours at most")
    return Time(clock, offset.nanoseconds // NANOSECONDS)


@built_in("date and time", "from: string")
def date_time_of_text(text: str) -> DateTime:
    """Return the moment of an ISO 8601 text."""
    return _found(parse_date_time(text), text, "date and time")  # type: ignore[no-any-return]


@built_in("date and time", "from: date|date and time")
def date_time_of(value: Day) -> DateTime:
    """Return the moment itself, midnight UTC of a date."""
    return DateTime(value, 0, 0) if isinstance(value, Date) else value


@built_in("date and time", "date: date|date and time, time: time")
def date_time_of_parts(date: Day, time: Time) -> DateTime:
    """Return a date at a time of day."""
    return DateTime(as_date(date), time.nanoseconds, time.zone)


@built_in("years and months duration", "from: date|date and time, to: date|date and time")
def months_between(start: Day, end: Day) -> YearsMonths:
    """Return the whole months between two dates."""
    first, last = as_date(start), as_date(end)
    if last < first:
        return YearsMonths(-months_between(last, first).months)
    months = (last.year - first.year) * 12 + last.month - first.month
    return YearsMonths(months - (last.day < first.day))


@built_in("now", "")
def now(run: Run) -> DateTime:
    """Return the moment of the evaluation."""
    if run.now is None:
        raise NoValueError("this expression is evaluated without a clock")
    return from_python(run.now)  # type: ignore[no-any-return]


@built_in("today", "")
def today(run: Run) -> Date:
    """Return the day of the evaluation."""
    return now(run).date


@built_in("day of year", "date: date|date and time")
def day_of_year(value: Day) -> Decimal:
    """Return 1 for the first of January, and so on."""
    date = as_date(value)
    return Decimal(date.number - day_number(date.year, 1, 1) + 1)


@built_in("day of week", "date: date|date and time")
def day_of_week(value: Day) -> str:
    """Return the English name of the day."""
    return DAY_NAMES[as_date(value).weekday - 1]


@built_in("month of year", "date: date|date and time")
def month_of_year(value: Day) -> str:
    """Return the English name of the month."""
    return MONTH_NAMES[as_date(value).month - 1]


@built_in("week of year", "date: date|date and time")
def week_of_year(value: Day) -> Decimal:
    """Return the number of the week by ISO 8601."""
    date = as_date(value)
    # the week belongs to the year of its Thursday
    thursday = Date.of(date.number - date.weekday + 4)
    return Decimal((thursday.number - day_number(thursday.year, 1, 1)) // 7 + 1)
