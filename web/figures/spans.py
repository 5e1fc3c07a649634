"""The periods that a manager chooses by name, in the calendar of their language. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from kpi import Period, Unit, start_of_part

DAY = timedelta(days=1)
UNITS = {
    "fa": {"day": Unit.DAY, "week": Unit.WEEK, "month": Unit.MONTH},
    "en": {"day": Unit.DAY, "week": Unit.MONDAY_WEEK, "month": Unit.GREGORIAN_MONTH},
}
USUAL = "weeks_12"
CUSTOM = "custom"


def week_of(today: date, language: str) -> date:
    """Return the first day of a day's week."""
    return start_of_part(today, UNITS[language]["week"])


def month_of(today: date, language: str) -> date:
    """Return the first day of a day's month."""
    return start_of_part(today, UNITS[language]["month"])


def span(name: str, today: date, language: str) -> Period:
    """Return the days of a period by its name, up to today where it goes on."""
    return SPANS[name](today, language)


def before(period: Period) -> Period:
    """Return the period of as many days that ends where one begins."""
    return Period(period.first - (period.last - period.first) - DAY, period.first - DAY)


def _this_week(today: date, language: str) -> Period:
    return Period(week_of(today, language), today)


def _last_week(today: date, language: str) -> Period:
    first = week_of(today, language)
    return Period(first - 7 * DAY, first - DAY)


def _weeks(count: int) -> Callable[[date, str], Period]:
    def weeks(today: date, language: str) -> Period:
        return Period(week_of(today, language) - (count - 1) * 7 * DAY, today)

    return weeks


def _this_month(today: date, language: str) -> Period:
    return Period(month_of(today, language), today)


def _last_month(today: date, language: str) -> Period:
    last = month_of(today, language) - DAY
    return Period(month_of(last, language), last)


def _months(count: int) -> Callable[[date, str], Period]:
    def months(today: date, language: str) -> Period:
        first = month_of(today, language)
        for _ in range(count - 1):
            first = month_of(first - DAY, language)
        return Period(first, today)

    return months


SPANS: dict[str, Callable[[date, str], Period]] = {
    "week": _this_week,
    "last_week": _last_week,
    "weeks_4": _weeks(4),
    "weeks_12": _weeks(12),
    "month": _this_month,
    "last_month": _last_month,
    "months_6": _months(6),
    "months_12": _months(12),
}
