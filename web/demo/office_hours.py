"""When the company works: Saturday to Wednesday, eight to five in Tehran, but for holidays."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate

ZONE = ZoneInfo("Asia/Tehran")
OPENS, CLOSES = 8, 17
HOURS = CLOSES - OPENS
THURSDAY, FRIDAY = 3, 4
# of the solar calendar: Nowruz, the days of nature, mourning and the republic
HOLIDAYS = {(1, 1), (1, 2), (1, 3), (1, 4), (1, 12), (1, 13), (3, 14), (3, 15), (11, 22), (12, 29)}


def is_open(day: date) -> bool:
    """Tell whether the company works on a day."""
    solar = JalaliDate.to_jalali(day)
    return day.weekday() not in (THURSDAY, FRIDAY) and (solar.month, solar.day) not in HOLIDAYS


def opening(moment: datetime) -> datetime:
    """Return the first moment of office hours that is not before `moment`, in its zone."""
    local = moment.astimezone(ZONE)
    if local.hour >= CLOSES:
        local = _morning(local.date() + timedelta(days=1))
    elif local.hour < OPENS:
        local = _morning(local.date())
    while not is_open(local.date()):
        local = _morning(local.date() + timedelta(days=1))
    return local.astimezone(moment.tzinfo)


def later(moment: datetime, hours: float) -> datetime:
    """Return the moment that lies so many office hours after `moment`."""
    found = opening(moment).astimezone(ZONE)
    while hours > 0:
        left = (_at(found.date(), CLOSES) - found) / timedelta(hours=1)
        if hours < left:
            found += timedelta(hours=hours)
            break
        hours -= left
        found = opening(_at(found.date(), CLOSES)).astimezone(ZONE)
    return found.astimezone(moment.tzinfo)


def _morning(day: date) -> datetime:
    return _at(day, OPENS)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), ZONE)
