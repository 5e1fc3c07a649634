"""How often and how soon work that failed is tried again. Pure."""

from __future__ import annotations

import logging
import re
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

logger = logging.getLogger(__name__)

_DURATION = re.compile(
    r"P(?=.)(?:(?P<years>\d+)Y)?(?:(?P<months>\d+)M)?(?:(?P<weeks>\d+)W)?(?:(?P<days>\d+)D)?"
    r"(?:T(?=.)(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?(?:(?P<seconds>\d+(?:[.,]\d+)?)S)?)?"
)
_REPEATED = re.compile(r"R(?P<tries>\d{1,9})/(?P<pause>.+)")
_DAYS = {"years": 365, "months": 30, "weeks": 7, "days": 1}
LONGEST = timedelta(days=3650)


@dataclass(frozen=True, slots=True)
class RetryCycle:
    """The tries and pauses of one job.

    Attributes:
        tries: how often it is tried in all, at least 1.
        pauses: before the second, third ... try; the last one repeats. At least one.
        growth: how much longer each pause is than the one before it.
    """

    tries: int
    pauses: tuple[timedelta, ...]
    growth: int = 1

    def pause(self, failures: int) -> timedelta:
        """Return how long to wait after so many failures, 1 or more."""
        base = self.pauses[min(failures, len(self.pauses)) - 1]
        exponent = min(max(failures - len(self.pauses), 0), 30)
        return min(base * int(self.growth**exponent), LONGEST)


DEFAULT_TRIES = 3
DEFAULT = RetryCycle(DEFAULT_TRIES, (timedelta(seconds=30),), growth=2)


@lru_cache(maxsize=1024)
def parse(text: str) -> RetryCycle:
    """Read `R3/PT10M` (three tries, ten minutes apart) or `PT10M,PT17M` (three tries).

    Raises:
        ValueError: it is neither.

    Source: Camunda 7, failedJobRetryTimeCycle.
    """
    stripped = text.strip()
    if repeated := _REPEATED.fullmatch(stripped):
        return RetryCycle(max(int(repeated["tries"]), 1), (_duration(repeated["pause"]),))
    pauses = tuple(_duration(part) for part in stripped.split(","))
    return RetryCycle(len(pauses) + 1, pauses)


def cycle(text: str | None) -> RetryCycle:
    """Return the cycle of a job. One that an expression got wrong is logged and the default."""
    if not text:
        return DEFAULT
    try:
        return parse(text)
    except ValueError as error:
        logger.warning("%s; the default of %s tries is used", error, DEFAULT.tries)
        return DEFAULT


def first_retries(text: str | None) -> int:
    """Return how often a new job is tried."""
    return cycle(text).tries


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text.strip())
    if not found:
        raise ValueError(f"{text!r} is no retry cycle such as R3/PT10M or PT10M,PT20M")
    parts = {name: value for name, value in found.groupdict().items() if value}
    days = sum(int(parts.get(name, 0)) * length for name, length in _DAYS.items())
    try:
        return timedelta(
            days=days,
            hours=int(parts.get("hours", 0)),
            minutes=int(parts.get("minutes", 0)),
            seconds=float(parts.get("seconds", "0").replace(",", ".")),
        )
    except OverflowError as error:
        raise ValueError(f"the pause {text!r} is too long") from error
