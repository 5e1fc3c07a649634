"""Dates, times and durations from their ISO 8601 texts.

Every function returns None for a text that is none; ValueError is for a day that is not.
"""

from __future__ import annotations

import re

from decisions.feel.values.chronology import DAY_SECONDS, NANOSECONDS
from decisions.feel.values.durations import DaysTime, Duration, YearsMonths
from decisions.feel.values.moments import Date, DateTime, Temporal, Time
from decisions.feel.values.zones import Zone, is_known, parse_offset

DATE = re.compile(r"(-?(?:[1-9]\d{4,8}|\d{4}))-(\d\d)-(\d\d)", re.ASCII)
TIME = re.compile(
    r"T?(\d\d):(\d\d):(\d\d)(?:\.(\d+))?"
    r"(?:(Z|z|[+-]\d\d:?\d\d(?::?\d\d)?)|@([A-Za-z_]+(?:/[A-Za-z0-9_+-]+)*))?",
    re.ASCII,
)
DURATION = re.compile(
    r"(-)?P(?=\d|T\d)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?"
    r"(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?",
    re.ASCII,
)


def parse_date(text: str) -> Date | None:
    """Return the date of a text such as `2026-03-21`."""
    match = DATE.fullmatch(text)
    return Date(int(match[1]), int(match[2]), int(match[3])) if match else None


def parse_time(text: str) -> Time | None:
    """Return the time of a text such as `10:30:00.5+03:30` or `10:30:00@Asia/Tehran`."""
    match = TIME.fullmatch(text)
    if match is None:
        return None
    hour, minute, second = int(match[1]), int(match[2]), int(match[3])
    if hour == 24 and not (minute or second):
        hour = 0
    if hour > 23 or minute > 59 or second > 59:
        return None
    zone: Zone = parse_offset(match[5]) if match[5] else match[6]
    if (zone is None and match[5]) or (isinstance(zone, str) and not is_known(zone)):
        return None
    return Time((hour * 3600 + minute * 60 + second) * NANOSECONDS + _fraction(match[4]), zone)


def parse_date_time(text: str) -> DateTime | None:
    """Return the moment of a text such as `2026-03-21T10:30:00Z`; midnight without a time."""
    first, separator, second = text.partition("T")
    date = parse_date(first)
    if date is None or not separator:
        return DateTime(date, 0) if date else None
    time = None if second.startswith("T") else parse_time(second)
    if time is None:
        return None
    if second.startswith("24"):
        date = Date.of(date.number + 1)
    return DateTime(date, time.nanoseconds, time.zone)


def parse_duration(text: str) -> Duration | None:
    """Return the duration of a text such as `P1Y6M` or `P2DT3H`; None when it mixes both."""
    match = DURATION.fullmatch(text)
    if match is None:
        return None
    sign = -1 if match[1] else 1
    years, months, days, hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:7])
    if all(part is None for part in match.groups()[3:]):
        return YearsMonths(sign * (years * 12 + months))
    if match[2] or match[3]:
        return None
    total = days * DAY_SECONDS + hours * 3600 + minutes * 60 + seconds
    return DaysTime(sign * (total * NANOSECONDS + _fraction(match[8])))


def parse_temporal(text: str) -> Temporal | Duration | None:
    """Return whatever temporal value a text is, as `@"..."` does."""
    for parse in (parse_duration, parse_date, parse_date_time, parse_time):
        try:
            value = parse(text)
        except ValueError:
            return None
        if value is not None:
            return value
    return None


def _fraction(digits: str | None) -> int:
    return int((digits or "0")[:9].ljust(9, "0"))
