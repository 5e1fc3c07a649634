"""The two durations of FEEL: years and months, days and time."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from decisions.feel.values.chronology import DAY_SECONDS, NANOSECONDS

MAX_YEARS = 10**12
MAX_MONTHS = 12 * MAX_YEARS
MAX_NANOSECONDS = MAX_YEARS * 366 * DAY_SECONDS * NANOSECONDS


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class YearsMonths:
    """A duration counted in months.

    Raises:
        ValueError: it is longer than a million million years.
    """

    months: int

    def __post_init__(self) -> None:
        if abs(self.months) > MAX_MONTHS:
            raise ValueError("the duration is too long")

    def __lt__(self, other: YearsMonths) -> bool:
        return self.months < other.months

    def __str__(self) -> str:
        years, months = divmod(abs(self.months), 12)
        sign = "-" if self.months < 0 else ""
        written = (f"{years}Y" if years else "") + (f"{months}M" if months else "")
        return f"{sign}P{written or '0M'}"


@functools.total_ordering
@dataclass(frozen=True, slots=True)
class DaysTime:
    """A duration counted in nanoseconds.

    Raises:
        ValueError: it is longer than about a million million years.
    """

    nanoseconds: int

    def __post_init__(self) -> None:
        if abs(self.nanoseconds) > MAX_NANOSECONDS:
            raise ValueError("the duration is too long")

    def __lt__(self, other: DaysTime) -> bool:
        return self.nanoseconds < other.nanoseconds

    def parts(self) -> tuple[int, int, int, int, int]:
        """Return days, hours, minutes, seconds and nanoseconds, without the sign."""
        seconds, fraction = divmod(abs(self.nanoseconds), NANOSECONDS)
        days, rest = divmod(seconds, DAY_SECONDS)
        return days, rest // 3600, rest % 3600 // 60, rest % 60, fraction

    def __str__(self) -> str:
        days, hours, minutes, seconds, fraction = self.parts()
        if not self.nanoseconds:
            return "PT0S"
        time = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")
        if seconds or fraction:
            time += f"{seconds}{fraction_text(fraction)}S"
        sign = "-" if self.nanoseconds < 0 else ""
        return f"{sign}P{f'{days}D' if days else ''}{'T' + time if time else ''}"


Duration = YearsMonths | DaysTime


def fraction_text(nanoseconds: int) -> str:
    """Return a fraction of a second with its point, empty when there is none."""
    return f".{nanoseconds:09d}".rstrip("0") if nanoseconds else ""
