"""How long people take: who is quick, what lies long, and when somebody is away."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from web.accounts.demo import PEOPLE
from web.demo.office_hours import later

SPREAD = 0.75  # of the logarithms of waits
WORK_SPREAD = 0.5
SOON = 1 / 60


class Pace(NamedTuple):
    """Medians of an activity: office hours until it is taken, minutes of work on it."""

    wait_hours: float
    work_minutes: float


USUAL = Pace(2.5, 20)
PACES = {
    "assess_complaint": Pace(1.2, 15),
    "acknowledge_by_phone": Pace(0.8, 8),
    "contain_danger": Pace(0.4, 40),
    "check_technically": Pace(13, 100),  # the bottleneck
    "check_finances": Pace(5, 35),
    "propose_remedy": Pace(2.5, 30),
    "approve_remedy": Pace(4, 10),
    "communicate_decision": Pace(2, 12),
    "handle_delay": Pace(2, 15),
    "close_record": Pace(6, 15),
    "receive_item": Pace(1.5, 10),
    "diagnose": Pace(5, 55),
    "obtain_parts": Pace(26, 30),
    "repair_item": Pace(6, 110),
    "check_quality": Pace(3, 30),
    "hand_over": Pace(9, 10),
    "check_refund": Pace(4, 20),
    "approve_refund": Pace(4, 8),
    "pay_refund": Pace(5, 12),
    "find_item": Pace(1.2, 10),
    "complete_profile": Pace(4, 25),
    "verify_documents": Pace(3, 20),
    "check_credit": Pace(7, 45),
    "welcome_call": Pace(5, 12),
}
BOTTLENECK, WORSE_DAYS, WORST = "check_technically", 60, 1.9
# some customers keep us waiting: share of the cases, days at least, days at most
PATIENCE = {"hand_over": (0.08, 8, 38), "complete_profile": (0.1, 3, 14)}
SPEED = {
    "sara": 0.8,
    "omid": 1.2,
    "leila": 0.8,
    "reza": 1.35,
    "nima": 1.5,
    "shirin": 0.9,
    "farhad": 1.0,
    "maryam": 0.85,
    "kaveh": 1.1,
    "mina": 1.4,
}
# who was away: days before the end, for how many
AWAY = {"nima": (66, 12), "leila": (101, 9), "omid": (31, 7), "farhad": (140, 14)}
# done by somebody else than who did the other
APART = {
    "check_quality": "repair_item",
    "approve_remedy": "propose_remedy",
    "review_decision": "propose_remedy",
    "approve_refund": "check_refund",
    "pay_refund": "approve_refund",
}


def members(group: str) -> list[str]:
    """Return who is in a group."""
    return [one.id for one in PEOPLE if group in one.groups]


def somebody(
    rng: random.Random, group: str, avoided: str | None, now: datetime, end: datetime
) -> str | None:
    """Return who of a group takes a task now; None if nobody is there."""
    there = [one for one in members(group) if one != avoided]
    at_work = [one for one in there if not _is_away(one, now, end)] or there
    if not at_work:
        return None
    return rng.choices(at_work, [1 / SPEED.get(one, 1) for one in at_work])[0]


def times(
    rng: random.Random, activity_id: str, person: str, now: datetime, end: datetime
) -> Sequence[datetime]:
    """Return when a task that appears now is taken and when it is done."""
    pace = PACES.get(activity_id, USUAL)
    factor = SPEED.get(person, 1.0) * _growth(activity_id, now, end)
    share, least, most = PATIENCE.get(activity_id, (0.0, 0, 0))
    if rng.random() < share:
        now += timedelta(days=rng.uniform(least, most))
    wait = _drawn(rng, pace.wait_hours * factor, SPREAD)
    work = _drawn(rng, pace.work_minutes * factor, WORK_SPREAD) / 60
    taken = later(now, max(wait, SOON))
    return taken, later(taken, max(work, SOON))


def _drawn(rng: random.Random, median: float, spread: float) -> float:
    return rng.lognormvariate(math.log(median), spread)


def _growth(activity_id: str, now: datetime, end: datetime) -> float:
    """Return how much longer the bottleneck takes the nearer the end is."""
    left = (end - now) / timedelta(days=1)
    if activity_id != BOTTLENECK or left > WORSE_DAYS:
        return 1.0
    return WORST - (WORST - 1) * left / WORSE_DAYS


def _is_away(person: str, now: datetime, end: datetime) -> bool:
    before, days = AWAY.get(person, (0, 0))
    since = end - timedelta(days=before)
    return since <= now < since + timedelta(days=days)


def soon(rng: random.Random, now: datetime) -> datetime:
    """Return when a manager comes upon a case that should not be there."""
    return later(now, _drawn(rng, 12, SPREAD))
