"""Facts summed up by day: the rows of the `*_day` tables, made from facts alone. Pure.

Exclusions are applied here, once: sandbox cases are in no sum, imported ones in no duration.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from kpi.activity_log import FOR_PEOPLE
from kpi.facts import CANCELLED, COMPLETED, TERMINATED, ActivityFact, CaseFact
from kpi.spread import pack

Row = dict[str, Any]


@dataclass(slots=True)
class _CaseSum:
    started: int = 0
    finished: int = 0
    cancelled: int = 0
    terminated: int = 0
    late: int = 0
    reworked: int = 0
    repeats: int = 0
    cycle: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    working: list[int] = field(default_factory=list)

    def end(self, case: CaseFact) -> None:
        self.cancelled += case.status == CANCELLED
        self.terminated += case.status == TERMINATED
        if case.status != COMPLETED:
            return
        self.finished += 1
        self.late += case.late
        self.reworked += case.repeats > 0
        self.repeats += case.repeats
        if not case.imported:
            self.cycle.append(case.cycle_seconds or 0)
            self.waiting.append(case.waiting_seconds or 0)
            self.working.append(case.working_seconds or 0)


def case_days(cases: Iterable[CaseFact], days: Container[int]) -> list[Row]:
    """Return the rows of `kpi_case_day` for some days; a case counts when it started and ended."""
    sums: dict[tuple[Any, ...], _CaseSum] = {}
    for case in cases:
        if case.sandbox:
            continue
        key = (case.process_key, case.version, case.office, case.channel)
        if case.started_day in days:
            sums.setdefault((case.started_day, *key), _CaseSum()).started += 1
        if case.ended_day is not None and case.ended_day in days:
            sums.setdefault((case.ended_day, *key), _CaseSum()).end(case)
    names = ("day", "process_key", "version", "office", "channel")
    return [_row(names, key, total) for key, total in sums.items()]


@dataclass(slots=True)
class _ActivitySum:
    completed: int = 0
    cancelled: int = 0
    dated: int = 0
    late: int = 0
    repeated: int = 0
    duration: list[int] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    working: list[int] = field(default_factory=list)

    def end(self, activity: ActivityFact) -> None:
        if activity.status != COMPLETED:
            self.cancelled += 1
            return
        self.completed += 1
        self.dated += activity.due_at is not None
        self.late += activity.late
        self.repeated += activity.repeated
        if activity.imported:
            return
        self.duration.append(activity.duration_seconds or 0)
        if activity.activity_type == FOR_PEOPLE:
            self.waiting.append(activity.waiting_seconds or 0)
            self.working.append(activity.working_seconds or 0)


def activity_days(activities: Iterable[ActivityFact], days: Container[int]) -> list[Row]:
    """Return the rows of `kpi_activity_day` for some days."""
    sums: dict[tuple[Any, ...], _ActivitySum] = {}
    for a in activities:
        if a.sandbox or a.ended_day is None or a.ended_day not in days:
            continue
        key = (a.process_key, a.ended_day, a.activity_id, a.version, a.office, a.channel)
        sums.setdefault(key, _ActivitySum()).end(a)
    names = ("process_key", "day", "activity_id", "version", "office", "channel")
    return [_row(names, key, total) for key, total in sums.items()]


@dataclass(slots=True)
class _PersonSum:
    completed: int = 0
    dated: int = 0
    late: int = 0
    working: list[int] = field(default_factory=list)

    def end(self, activity: ActivityFact) -> None:
        self.completed += 1
        self.dated += activity.due_at is not None
        self.late += activity.late
        if not activity.imported:
            self.working.append(activity.working_seconds or 0)


def person_days(activities: Iterable[ActivityFact], days: Container[int]) -> list[Row]:
    """Return the rows of `kpi_person_day` for some days: tasks that people completed."""
    sums: dict[tuple[Any, ...], _PersonSum] = {}
    for a in activities:
        if a.sandbox or a.activity_type != FOR_PEOPLE or a.status != COMPLETED:
            continue
        if a.ended_day is not None and a.ended_day in days:
            key = (a.process_key, a.ended_day, a.activity_id, a.person, a.group)
            sums.setdefault(key, _PersonSum()).end(a)
    names = ("process_key", "day", "activity_id", "person", "group")
    return [_row(names, key, total) for key, total in sums.items()]


def _row(names: tuple[str, ...], key: tuple[Any, ...], total: Any) -> Row:
    row: Row = dict(zip(names, key, strict=True))
    for name in total.__slots__:
        value = getattr(total, name)
        row[name] = pack(value) if isinstance(value, list) else value
    return row
