"""When the mail of a week is due, and which days it tells of. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta, tzinfo

from kpi import Period
from web.settings import DAYS

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def next_due(now: datetime, day: str, hour: int, zone: tzinfo) -> datetime:
    """Return the next instant, after now, of a day of the week and an hour in a time zone."""
    local = now.astimezone(zone)
    first = local.date() + ((DAYS.index(day) - local.weekday()) % 7) * DAY
    found = datetime.combine(first, time(hour), zone)
    return (found if found > local else found + WEEK).astimezone(UTC)


def week_told(due_at: datetime, zone: tzinfo) -> Period:
    """Return the seven days before the day on which a mail is due."""
    last = due_at.astimezone(zone).date() - DAY
    return Period(last - WEEK + DAY, last)
