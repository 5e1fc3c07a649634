"""Cron expressions on APScheduler's: five fields as in Unix, six or seven as in Quartz."""

from __future__ import annotations

import re
from datetime import UTC, datetime, tzinfo
from functools import lru_cache

from apscheduler.triggers.cron import CronTrigger

UNIX = ("minute", "hour", "day", "month", "day_of_week")
QUARTZ = ("second", "minute", "hour", "day", "month", "day_of_week", "year")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
ORDINALS = ("1st", "2nd", "3rd", "4th", "5th")
NICKNAMES = {
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
    "@monthly": "0 0 1 * *",
    "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@hourly": "0 * * * *",
}
ANY = ("*", "?")


def next_after(text: str, moment: datetime, zone: tzinfo = UTC) -> datetime:
    """Return the first instant after another that a cron expression names in a time zone.

    Raises:
        ValueError: it is no cron expression, or names no instant any more.
    """
    found = [due for trigger in _triggers(text, zone) if (due := _next(trigger, moment))]
    if not found:
        raise ValueError(f"{text!r} names no instant after {moment.isoformat()}")
    return min(found)


def _next(trigger: CronTrigger, moment: datetime) -> datetime | None:
    due: datetime | None = trigger.get_next_fire_time(moment, moment)
    return due


@lru_cache(maxsize=1024)
def _triggers(text: str, zone: tzinfo) -> tuple[CronTrigger, ...]:
    """Unix cron means "either" when both the day of month and the day of week are given."""
    fields = NICKNAMES.get(text.strip().lower(), text).split()
    if len(fields) == len(UNIX):
        return _unix(fields, zone)
    if len(fields) in (6, 7):
        return (_quartz(fields, zone),)
    raise ValueError(f"{text!r} is no cron expression: it has {len(fields)} fields")


def _unix(fields: list[str], zone: tzinfo) -> tuple[CronTrigger, ...]:
    named = dict(zip(UNIX, fields, strict=True))
    named["day_of_week"] = _week(named["day_of_week"], first_day=0)
    named["month"] = named["month"].lower()
    both = named["day"] not in ANY and named["day_of_week"] not in ANY
    either = [{**named, "day_of_week": "*"}, {**named, "day": "*"}] if both else [named]
    return tuple(_trigger(fields, zone) for fields in either)


def _quartz(fields: list[str], zone: tzinfo) -> CronTrigger:
    named = dict(zip(QUARTZ, fields, strict=False))
    named["month"] = named["month"].lower()
    weekday = named["day_of_week"].lower()
    placed = _placed_weekday(weekday)
    if placed is not None:
        if named["day"] not in ANY:
            raise ValueError("a day of month and a certain weekday of it can not be combined")
        return _trigger({**named, "day": placed, "day_of_week": "*"}, zone)
    if named["day"].upper() == "L":
        named["day"] = "last"
    return _trigger({**named, "day_of_week": _week(weekday, first_day=1)}, zone)


def _placed_weekday(text: str) -> str | None:
    """6#3 is the third Friday of the month, 6L the last one."""
    third = re.fullmatch(r"(\w+)#([1-5])", text)
    if third:
        return f"{ORDINALS[int(third[2]) - 1]} {_day(third[1], 1)}"
    last = re.fullmatch(r"(\d|[a-z]{3})l", text)
    return f"last {_day(last[1], 1)}" if last else None


def _week(text: str, first_day: int) -> str:
    """Return weekdays as names, one by one: the numbers mean different days everywhere."""
    if text in ANY:
        return "*"
    return ",".join(_days(part, first_day) for part in text.lower().split(","))


def _days(text: str, first_day: int) -> str:
    span, _, step = text.partition("/")
    if span == "*":
        names = list(WEEKDAYS)
    else:
        first, _, last = span.partition("-")
        start = WEEKDAYS.index(_day(first, first_day))
        open_end = len(WEEKDAYS) - 1 if step else start
        end = WEEKDAYS.index(_day(last, first_day)) if last else open_end
        names = [WEEKDAYS[day % 7] for day in range(start, end + 1 + 7 * (end < start))]
    return ",".join(names[:: int(step) if step else 1])


def _day(text: str, first_day: int) -> str:
    if text in WEEKDAYS:
        return text
    if not text.isdigit() or not first_day <= int(text) <= 7:
        raise ValueError(f"{text!r} is no weekday")
    return WEEKDAYS[(int(text) - first_day) % 7]


def _trigger(fields: dict[str, str], zone: tzinfo) -> CronTrigger:
    given = {name: "*" if value == "?" else value for name, value in fields.items()}
    try:
        return CronTrigger(timezone=zone, **given)
    except (ValueError, TypeError) as error:
        raise ValueError(str(error)) from error
