"""Figures of cases: how many started and ended, how long they took, how many were open.

Whatever started counts on the day it started, whatever ended on the day it ended: a share or a
duration is always one of cases that ended in the period.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.base import table
from kpi import day_sums
from kpi.facts import CaseFact
from kpi.periods import Period, Unit, parts
from kpi.questions import CASE, Question, in_days, of_cases, of_dimensions
from kpi.spread import Spread, spread, unpack
from kpi.tables import KpiCase, KpiCaseDay

DAY = table(KpiCaseDay).c


class _Day(NamedTuple):
    day: int
    process_key: str
    started: int
    finished: int
    cancelled: int
    terminated: int
    late: int
    reworked: int
    repeats: int
    cycle: bytes
    waiting: bytes
    working: bytes


DURATIONS = ("cycle", "waiting", "working")
COUNTS = tuple(name for name in _Day._fields if name not in ("day", "process_key", *DURATIONS))


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """What happened to cases in a period; durations are seconds of cases that were completed.

    Attributes:
        cancelled: ended by a person or a program.
        terminated: ended by the diagram otherwise than by a normal end event.
        finished_late: of those finished.
        reworked: of those finished, with an activity carried out again.
        open_at_end: at the end of its last day.
    """

    period: Period
    started: int
    finished: int
    cancelled: int
    terminated: int
    finished_late: int
    reworked: int
    repeats: int
    open_at_end: int
    cycle: Spread
    waiting: Spread
    working: Spread

    @property
    def ended(self) -> int:
        """How many ended, in whatever way."""
        return self.finished + self.cancelled + self.terminated

    @property
    def cancelled_share(self) -> float | None:
        """The share cancelled of those that ended; None when none did."""
        return self.cancelled / self.ended if self.ended else None

    @property
    def reworked_share(self) -> float | None:
        """The share reworked of those finished; None when none were."""
        return self.reworked / self.finished if self.finished else None

    @property
    def late_share(self) -> float | None:
        """The share late of those finished; None when none were."""
        return self.finished_late / self.finished if self.finished else None


@dataclass(frozen=True, slots=True)
class CaseHistory:
    """The figures of a period, those of its weeks or months in order, and those by process.

    `processes` is empty unless it was asked for; else it holds those with open or ended cases.
    """

    total: CaseFigures
    parts: tuple[CaseFigures, ...]
    processes: Mapping[str, CaseFigures]


def case_history(
    session: Session, asked: Question, unit: Unit = Unit.WEEK, *, by_process: bool = False
) -> CaseHistory:
    """Return what happened to cases in a period, in all and by week or month.

    Raises:
        PeriodMissingError: the question has no period.
    """
    found = sorted(_days(session, asked), key=lambda day: day.day)
    before = _open_before(session, asked)
    open_before = sum(before.values())
    figures, values, position = [], [], 0
    assert asked.period is not None  # noqa: S101 - it has days
    for part in parts(asked.period, unit):
        of_part = []
        while position < len(found) and found[position].day in part.days:
            of_part.append(found[position])
            position += 1
        lists = _values(of_part)
        figures.append(_figures(part, of_part, open_before, lists))
        values.append(lists)
        open_before = figures[-1].open_at_end
    together = [[value for lists in values for value in lists[n]] for n in range(len(DURATIONS))]
    first_open = figures[0].open_at_end - figures[0].started + figures[0].ended
    total = _figures(asked.period, found, first_open, together)
    of_each = _by_process(asked.period, found, before) if by_process else {}
    return CaseHistory(total, tuple(figures), of_each)


def _by_process(
    period: Period, days: Sequence[_Day], open_before: Mapping[str, int]
) -> dict[str, CaseFigures]:
    by_key: dict[str, list[_Day]] = {key: [] for key, n in open_before.items() if n}
    for day in days:
        by_key.setdefault(day.process_key, []).append(day)
    return {
        key: _figures(period, of_key, open_before.get(key, 0), _values(of_key))
        for key, of_key in sorted(by_key.items())
    }


def _values(days: Sequence[_Day]) -> list[list[int]]:
    return [sorted(unpack(getattr(day, name) for day in days)) for name in DURATIONS]


def _figures(
    period: Period, days: Sequence[_Day], open_before: int, values: Sequence[list[int]]
) -> CaseFigures:
    sums = {name: sum(getattr(day, name) for day in days) for name in COUNTS}
    ended = sums["finished"] + sums["cancelled"] + sums["terminated"]
    cycle, waiting, working = map(spread, values)
    return CaseFigures(
        period=period,
        finished_late=sums.pop("late"),
        open_at_end=open_before + sums["started"] - ended,
        cycle=cycle,
        waiting=waiting,
        working=working,
        **sums,
    )


def _days(session: Session, asked: Question) -> Iterable[_Day]:
    """Return the sums of days: those that are kept, or, where those can not tell, new ones."""
    days = asked.days
    if not asked.names_work:
        statement = select(*(DAY[name] for name in _Day._fields))
        statement = statement.where(in_days(DAY.day, days), *of_dimensions(DAY, asked))
        return map(_Day._make, session.execute(statement))
    ended, started = in_days(CASE.ended_day, days), in_days(CASE.started_day, days)
    rows = session.execute(select(table(KpiCase)).where(ended | started, *of_cases(asked)))
    sums = day_sums.case_days(map(CaseFact._make, rows), days)
    return [_Day(**{name: row[name] for name in _Day._fields}) for row in sums]


def _open_before(session: Session, asked: Question) -> dict[str, int]:
    """Return how many cases were open when the period began, by process."""
    first = asked.days.start
    if asked.names_work:
        still: Any = CASE.ended_day.is_(None) | (CASE.ended_day >= first)
        counted = select(CASE.process_key, func.count()).group_by(CASE.process_key)
        counted = counted.where(CASE.started_day < first, still, *of_cases(asked))
        return {key: n for key, n in session.execute(counted)}
    change = func.sum(DAY.started - DAY.finished - DAY.cancelled - DAY.terminated)
    statement = select(DAY.process_key, change).group_by(DAY.process_key)
    rows = session.execute(statement.where(DAY.day < first, *of_dimensions(DAY, asked)))
    return {key: int(n) for key, n in rows}
