"""When which customer comes with what: busier on Saturdays, on office days, and in the heat."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from web.demo.customers import Customer
from web.demo.items import ITEMS, Item
from web.demo.office_hours import CLOSES, OPENS, ZONE, is_open

SHARES = {
    "complaint_handling": 38,
    "warranty_claim": 24,
    "onboarding": 20,
    "repair": 14,
    "refund": 4,
}
CHANNELS = {"phone": 42, "web": 28, "email": 12, "in_person": 12, "social": 6}
SATURDAY = 5
CLOSED, BUSY = 0.12, 1.35  # of an ordinary day
GROWTH = 0.35  # from the first day to the last
HOT = {6: 3.0, 7: 4.5, 8: 3.5}  # air conditioners by month


class Arrival(NamedTuple):
    """One case to come."""

    at: datetime
    process_key: str
    channel: str
    customer: Customer
    item: Item
    seed: int


def arrivals(
    rng: random.Random,
    known: Sequence[Customer],
    period: tuple[datetime, datetime],
    shares: dict[str, int],
    count: int,
) -> list[Arrival]:
    """Return the cases of a period by time."""
    days = _days(*period)
    weights = [customer.weight for customer in known]
    keys = rng.choices(list(shares), list(shares.values()), k=count)
    chosen = rng.choices(list(days), list(days.values()), k=count)
    found = []
    for key, day in zip(keys, chosen, strict=True):
        channel = rng.choices(list(CHANNELS), list(CHANNELS.values()))[0] if is_open(day) else "web"
        who = rng.choices(known, weights)[0]
        made = Arrival(
            _moment(rng, day, channel), key, channel, who, _item(rng, day), rng.getrandbits(63)
        )
        found.append(made)
    return sorted(one for one in found if period[0] <= one.at < period[1])


def _days(start: datetime, end: datetime) -> dict[date, float]:
    first, last = start.astimezone(ZONE).date(), end.astimezone(ZONE).date()
    span = (last - first).days
    days = (first + timedelta(days=number) for number in range(span + 1))
    return {day: _busy(day) * (1 + GROWTH * (day - first).days / span) for day in days}


def _busy(day: date) -> float:
    if not is_open(day):
        return CLOSED
    return BUSY if day.weekday() == SATURDAY else 1.0


def _moment(rng: random.Random, day: date, channel: str) -> datetime:
    first, last = (7.0, 23.5) if channel == "web" else (OPENS + 0.1, CLOSES - 0.2)
    hours = rng.triangular(first, last, 10.5)
    return datetime.combine(day, time(), ZONE) + timedelta(seconds=round(hours * 3600))


def _item(rng: random.Random, day: date) -> Item:
    weights = [HOT.get(day.month, 1.0) if item.code == "AC-240" else 1.0 for item in ITEMS]
    return rng.choices(ITEMS, weights)[0]
