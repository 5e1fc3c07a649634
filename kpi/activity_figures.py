"""Figures of activities, for the diagram: how often, how long, how late, what waits there now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from engine.base import table
from kpi import day_sums
from kpi.facts import ActivityFact
from kpi.questions import ACTIVITY, Question, in_days, of_activities, of_dimensions, of_work
from kpi.spread import Spread, spread, unpack
from kpi.tables import KpiActivity, KpiActivityDay

DAY = table(KpiActivityDay).c
Key = tuple[str, str]


class _Day(NamedTuple):
    process_key: str
    activity_id: str
    completed: int
    cancelled: int
    dated: int
    late: int
    repeated: int
    duration: bytes
    waiting: bytes
    working: bytes


COUNTS = ("completed", "cancelled", "dated", "late", "repeated")
DURATIONS = ("duration", "waiting", "working")


@dataclass(frozen=True, slots=True)
class ActivityFigures:
    """One activity of one process: what ended in the period, what is open now.

    Attributes:
        dated: completed ones that had a due date; `late` of them after it.
        repeated: completed ones that were not the first of their case.
        overdue: of those open now.
        waiting, working: of tasks for people.
    """

    process_key: str
    activity_id: str
    completed: int
    cancelled: int
    dated: int
    late: int
    repeated: int
    open: int
    overdue: int
    duration: Spread
    waiting: Spread
    working: Spread


def activity_figures(session: Session, asked: Question, now: datetime) -> list[ActivityFigures]:
    """Return the figures of each activity that something ended or is open at, by process and id.

    Raises:
        PeriodMissingError: the question has no period.
    """
    by_key: dict[Key, list[_Day]] = defaultdict(list)
    for day in _days(session, asked):
        by_key[day[:2]].append(day)
    open_ones = _open(session, asked, now)
    return [
        _figures(key, by_key.get(key, []), open_ones.get(key, (0, 0)))
        for key in sorted(by_key.keys() | open_ones.keys())
    ]


def _figures(key: Key, days: list[_Day], open_ones: tuple[int, int]) -> ActivityFigures:
    sums = {name: sum(getattr(day, name) for day in days) for name in COUNTS}
    duration, waiting, working = (
        spread(unpack(getattr(day, name) for day in days)) for name in DURATIONS
    )
    return ActivityFigures(
        process_key=key[0],
        activity_id=key[1],
        open=open_ones[0],
        overdue=open_ones[1],
        duration=duration,
        waiting=waiting,
        working=working,
        **sums,
    )


def _days(session: Session, asked: Question) -> Iterable[_Day]:
    days = asked.days
    if asked.persons is None and asked.groups is None:
        statement = select(*(DAY[name] for name in _Day._fields))
        conditions = [*of_dimensions(DAY, asked), *of_work(DAY, asked)]
        return map(
            _Day._make, session.execute(statement.where(in_days(DAY.day, days), *conditions))
        )
    rows = select(table(KpiActivity)).where(
        in_days(ACTIVITY.ended_day, days), *of_activities(asked)
    )
    sums = day_sums.activity_days(map(ActivityFact._make, session.execute(rows)), days)
    return [_Day(**{name: row[name] for name in _Day._fields}) for row in sums]


def _open(session: Session, asked: Question, now: datetime) -> dict[Key, tuple[int, int]]:
    overdue = func.sum(case((ACTIVITY.due_at < now, 1), else_=0))
    key = (ACTIVITY.process_key, ACTIVITY.activity_id)
    statement = select(*key, func.count(), overdue).where(ACTIVITY.ended_at.is_(None))
    rows = session.execute(statement.where(*of_activities(asked)).group_by(*key))
    return {(process, activity): (n, int(late)) for process, activity, n, late in rows}
