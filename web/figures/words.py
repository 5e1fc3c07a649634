"""Words for what figures are about: ages, periods, filters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from persiantools.jdatetime import JalaliDate

from kpi import Age, Period
from web.figures.asked import Asked
from web.i18n import _, language, lazy_gettext, zone
from web.jalali import MONTHS, format_date, localise_digits

AGES: Mapping[Age, Any] = {
    Age.DAYS_0_TO_1: lazy_gettext("Up to 1 day"),
    Age.DAYS_2_TO_3: lazy_gettext("2 to 3 days"),
    Age.DAYS_4_TO_7: lazy_gettext("4 to 7 days"),
    Age.DAYS_8_TO_14: lazy_gettext("8 to 14 days"),
    Age.DAYS_15_TO_30: lazy_gettext("15 to 30 days"),
    Age.DAYS_OVER_30: lazy_gettext("Over 30 days"),
}


def day(value: Any) -> str:
    """Return a day as people write it."""
    return format_date(value, language(), zone())


def days(period: Period) -> str:
    """Return a period by its first and last day."""
    if period.first == period.last:
        return day(period.first)
    return str(_("%(first)s to %(last)s", first=day(period.first), last=day(period.last)))


def part(asked: Asked, period: Period) -> str:
    """Return the name of a part of the history: a month by its name, else its days."""
    return month(period) if asked.unit == "month" else days(period)


def month(period: Period) -> str:
    """Return the month in which a period lies."""
    if language() == "fa":
        jalali = JalaliDate(period.first)
        return localise_digits(f"{MONTHS[jalali.month - 1]} {jalali.year}", "fa")
    return f"{period.first:%B %Y}"


def short(asked: Asked, period: Period) -> str:
    """Return the name of a part of the history for an axis."""
    if asked.unit == "month":
        return month(period)
    if language() == "fa":
        jalali = JalaliDate(period.first)
        return localise_digits(f"{jalali.day} {MONTHS[jalali.month - 1]}", "fa")
    return f"{period.first.day} {period.first:%b}"
