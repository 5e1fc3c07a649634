"""Time zones: none, an offset in seconds, or a name of the IANA database."""

from __future__ import annotations

import functools
import re
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from decisions.feel.values.chronology import NANOSECONDS, civil, day_number

Zone = int | str | None
OFFSET = re.compile(r"([+-])(\d\d):?(\d\d)(?::?(\d\d))?", re.ASCII)
MAX_OFFSET_HOURS = 18
# a time of day has no date: its named zone is taken in winter
REFERENCE_DAY = day_number(2024, 1, 1)


@functools.lru_cache(256)
def _zone_info(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def is_known(name: str) -> bool:
    """Tell whether the IANA database has a zone of this name."""
    try:
        _zone_info(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def parse_offset(text: str) -> int | None:
    """Return the seconds of `Z`, `+03:30` or `-0330`; None when it is no offset."""
    if text in ("Z", "z"):
        return 0
    match = OFFSET.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = int(match[2]), int(match[3]), int(match[4] or 0)
    if hours > MAX_OFFSET_HOURS or minutes > 59 or seconds > 59:
        return None
    total = hours * 3600 + minutes * 60 + seconds
    return -total if match[1] == "-" else total


def zone_text(zone: Zone) -> str:
    """Return a zone as it is written behind a time."""
    if zone is None:
        return ""
    if isinstance(zone, str):
        return "@" + zone
    if zone == 0:
        return "Z"
    size = abs(zone)
    seconds = f":{size % 60:02d}" if size % 60 else ""
    sign = "-" if zone < 0 else "+"
    return f"{sign}{size // 3600:02d}:{size % 3600 // 60:02d}{seconds}"


def offset_at(zone: Zone, day: int, nanoseconds: int) -> int:
    """Return the offset of a zone in seconds at a local day number and time of day."""
    if zone is None:
        return 0
    if isinstance(zone, int):
        return zone
    year, month, day_of_month = civil(day)
    # outside Python's years the rules of its first and last years stand in
    if not 1 < year < 9999:
        year, day_of_month = min(max(year, 2), 9998), min(day_of_month, 28)
    second = nanoseconds // NANOSECONDS
    local = datetime(
        year,
        month,
        day_of_month,
        second // 3600,
        second % 3600 // 60,
        second % 60,
        tzinfo=_zone_info(zone),
    )
    offset = local.utcoffset()
    return int(offset.total_seconds()) if offset is not None else 0
