"""Dates and times in expressions, moved as Joda-Time moves them."""

from __future__ import annotations

import calendar
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from engine.bpmn.expressions.juel.coercion import kind
from engine.ports import ScriptError

SECONDS: Mapping[str, int] = {
    "Seconds": 1,
    "Minutes": 60,
    "Hours": 3600,
    "Days": 86_400,
    "Weeks": 604_800,
}
MONTHS: Mapping[str, int] = {"Months": 1, "Years": 12}
UNITS = (*SECONDS, *MONTHS)


def moved(moment: date, unit: str, amount: int) -> date:
    """Return the moment so many units later; the last day of a shorter month stands in for more.

    Raises:
        ScriptError: the result is outside the years 1 to 9999.
    """
    try:
        if unit in MONTHS:
            return _months_later(moment, amount * MONTHS[unit])
        return moment + timedelta(seconds=amount * SECONDS[unit])
    except (OverflowError, ValueError) as error:
        raise ScriptError("The date is outside the years 1 to 9999.") from error


def _months_later(moment: date, months: int) -> date:
    count = moment.year * 12 + moment.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if not date.min.year <= year <= date.max.year:
        raise OverflowError
    last = calendar.monthrange(year, month)[1]
    return moment.replace(year=year, month=month, day=min(moment.day, last))


def is_before(one: Any, other: Any) -> bool:
    """Tell whether one moment is earlier.

    Raises:
        ScriptError: one of them is no date.
    """
    return instant(one) < instant(other)


def instant(moment: Any) -> datetime:
    """Return the point in time: in UTC unless it says otherwise, a day at its start.

    Raises:
        ScriptError: it is no date.
    """
    if isinstance(moment, datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    if isinstance(moment, date):
        return datetime.combine(moment, time(), UTC)
    raise ScriptError(f"Expected a date, found {kind(moment)}.")
