"""Figures of people and groups, under rules of fairness.

Volume and mix are always shown beside a time; the time of a person is compared with that of
everybody at the same activities; nothing is said of fewer than 5 values, and nobody is ranked on
fewer than 20. Lists are sorted by name, never by result.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import NamedTuple

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from engine.base import table
from kpi import day_sums
from kpi.activity_log import FOR_PEOPLE
from kpi.facts import ActivityFact
from kpi.questions import ACTIVITY, Question, in_days, of_activities, of_dimensions, of_work
from kpi.spread import SHOWN_FROM, Spread, percentile, spread, unpack
from kpi.tables import KpiActivity, KpiPersonDay

DAY = table(KpiPersonDay).c
RANKED_FROM = 20
Work = tuple[str, str]  # process and activity
Values = Mapping[Work, list[int]]


class _Day(NamedTuple):
    process_key: str
    activity_id: str
    person: str
    group: str
    completed: int
    dated: int
    late: int
    working: bytes


@dataclass(frozen=True, slots=True)
class Load:
    """Open tasks: all, those past their date, and those that nobody has."""

    open: int = 0
    overdue: int = 0
    unclaimed: int = 0


@dataclass(frozen=True, slots=True)
class WorkFigures:
    """The work of a person or of a group.

    Attributes:
        name: of the person or group; empty: none is known.
        completed: tasks in the period; `dated` with a due date, `late` of these after it.
        mix: how many of which activity, most first.
        load: what is open now: what the person has, what was offered to the group.
        working: seconds of work at a task.
        compared: their median against everybody's at the same activities, weighted by volume;
            1 is the same, 2 twice as long. None when it says nothing.
    """

    name: str
    completed: int
    dated: int
    late: int
    mix: tuple[tuple[Work, int], ...]
    load: Load
    working: Spread
    compared: float | None

    @property
    def on_time_share(self) -> float | None:
        """The share in time of the tasks with a due date; None when there are fewer than 5."""
        return (self.dated - self.late) / self.dated if self.dated >= SHOWN_FROM else None

    @property
    def may_be_ranked(self) -> bool:
        """Whether there is enough work to compare this person or group with others at all."""
        return self.completed >= RANKED_FROM


def people(session: Session, asked: Question, now: datetime) -> list[WorkFigures]:
    """Return the work of each person who completed or has a task, by name.

    Raises:
        PeriodMissingError: the question has no period.
    """
    return _figures(session, asked, now, "person")


def groups(session: Session, asked: Question, now: datetime) -> list[WorkFigures]:
    """Return the work of each group to which tasks are offered, by name; errors as `people`."""
    return _figures(session, asked, now, "group")


def _figures(session: Session, asked: Question, now: datetime, by: str) -> list[WorkFigures]:
    everything = _days(session, asked.of_everybody)
    all_values = _values(everything, by)
    medians = _medians(all_values)
    wanted = [day for day in everything if _wanted(day, asked)]
    values = all_values if len(wanted) == len(everything) else _values(wanted, by)
    by_name: dict[str, list[_Day]] = defaultdict(list)
    for day in wanted:
        by_name[getattr(day, by)].append(day)
    loads = _loads(session, asked, now, by)
    return [
        _of_name(
            name, by_name[name], loads.get(name, Load()), _times(values.get(name, {}), medians)
        )
        for name in sorted((by_name.keys() | loads.keys()) - {""})
    ]


def _wanted(day: _Day, asked: Question) -> bool:
    return (asked.persons is None or day.person in asked.persons) and (
        asked.groups is None or day.group in asked.groups
    )


def _of_name(
    name: str, days: Sequence[_Day], load: Load, times: tuple[Spread, float | None]
) -> WorkFigures:
    mix: Counter[Work] = Counter()
    for day in days:
        mix[day[:2]] += day.completed
    return WorkFigures(
        name=name,
        completed=sum(day.completed for day in days),
        dated=sum(day.dated for day in days),
        late=sum(day.late for day in days),
        mix=tuple(sorted(mix.items(), key=lambda item: (-item[1], item[0]))),
        load=load,
        working=times[0],
        compared=times[1],
    )


def _times(values: Values, medians: Mapping[Work, float]) -> tuple[Spread, float | None]:
    """Return how the times of one name lie, and how they compare with everybody's."""
    ratios = [
        (len(ordered), percentile(ordered, 50) / medians[work])
        for work, ordered in values.items()
        if len(ordered) >= SHOWN_FROM and medians[work]
    ]
    weight = sum(n for n, _ in ratios)
    compared = sum(n * ratio for n, ratio in ratios) / weight if weight else None
    return spread(chain.from_iterable(values.values())), compared


def _medians(by_name: Mapping[str, Values]) -> dict[Work, float]:
    together: dict[Work, list[int]] = defaultdict(list)
    for values in by_name.values():
        for work, ordered in values.items():
            together[work] += ordered  # sorted runs are sorted again in a moment
    return {work: percentile(sorted(of_work), 50) for work, of_work in together.items()}


def _values(days: Iterable[_Day], by: str) -> dict[str, Values]:
    """Return the sorted times by name and activity; activities without any are left out."""
    packs: dict[str, dict[Work, list[bytes]]] = defaultdict(lambda: defaultdict(list))
    for day in days:
        if day.working:
            packs[getattr(day, by)][day[:2]].append(day.working)
    return {
        name: {work: sorted(unpack(of_work)) for work, of_work in works.items()}
        for name, works in packs.items()
    }


def _days(session: Session, asked: Question) -> list[_Day]:
    days = asked.days
    if (asked.versions, asked.offices, asked.channels) == (None, None, None):
        statement = select(*(DAY[name] for name in _Day._fields))
        conditions = [*of_dimensions(DAY, asked), *of_work(DAY, asked)]
        found = session.execute(statement.where(in_days(DAY.day, days), *conditions))
        return list(map(_Day._make, found))
    rows = select(table(KpiActivity)).where(
        in_days(ACTIVITY.ended_day, days), *of_activities(asked)
    )
    sums = day_sums.person_days(map(ActivityFact._make, session.execute(rows)), days)
    return [_Day(**{name: row[name] for name in _Day._fields}) for row in sums]


def _loads(session: Session, asked: Question, now: datetime, by: str) -> dict[str, Load]:
    overdue = func.sum(case((ACTIVITY.due_at < now, 1), else_=0))
    unclaimed = func.sum(case((ACTIVITY.person == "", 1), else_=0))
    statement = select(ACTIVITY[by], func.count(), overdue, unclaimed).where(
        ACTIVITY.ended_at.is_(None), ACTIVITY.activity_type == FOR_PEOPLE, *of_activities(asked)
    )
    rows = session.execute(statement.group_by(ACTIVITY[by]))
    return {name: Load(n, int(late), int(free)) for name, n, late, free in rows}
