"""From a figure to its cases: the ids behind each measure, a page at a time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, distinct, func, select
from sqlalchemy.orm import Session

from kpi.activity_log import FOR_PEOPLE
from kpi.errors import UnknownMeasureError
from kpi.facts import CANCELLED, COMPLETED, TERMINATED
from kpi.questions import (
    ACTIVITY,
    CASE,
    INCIDENT,
    Condition,
    Question,
    in_days,
    of_activities,
    of_age,
    of_cases,
    of_incidents,
    open_now,
)

Given = Callable[[Question, datetime], list[Condition]]


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list: `limit` ids from number `first`, counted from 0."""

    first: int = 0
    limit: int = 50


@dataclass(frozen=True, slots=True)
class CaseList:
    """A part of the ids of cases.

    Attributes:
        total: how many cases there are in all.
        counted: how many of what the measure counts; of activities a case may have several.
    """

    ids: tuple[str, ...]
    total: int
    counted: int


@dataclass(frozen=True, slots=True)
class _Source:
    """Where the cases of a measure are found, and in which order: `by` a column, highest first."""

    columns: Any
    wanted: Callable[[Question], list[Condition]]
    given: Given
    by: ColumnElement[Any]
    lowest_first: bool = False


def cases(
    session: Session, key: str, asked: Question, now: datetime, page: Page | None = None
) -> CaseList:
    """Return the cases behind a figure: those that it counts, or whose durations it tells.

    A figure of one week, activity, person or group is asked for by a question that names it.

    Args:
        key: of a measure.

    Returns:
        The longest first for durations, the longest open first for what is open, else the latest
        first; each case once.

    Raises:
        UnknownMeasureError: there is no such measure.
        PeriodMissingError: the measure is of a period, and the question has none.
    """
    if key not in SOURCES:
        raise UnknownMeasureError(key=key)
    source, page = SOURCES[key], page or Page()
    conditions = [*source.given(asked, now), *source.wanted(asked)]
    case_id = source.columns.instance_id
    different = func.count() if source.columns is CASE else func.count(distinct(case_id))
    sizes = select(different, func.count()).select_from(case_id.table).where(*conditions)
    total, counted = session.execute(sizes).one()
    found = _ordered(select(case_id).where(*conditions), source)
    ids = session.scalars(found.offset(page.first).limit(page.limit))
    return CaseList(tuple(ids), total, counted)


def _ordered(statement: Select[Any], source: _Source) -> Select[Any]:
    case_id, by = source.columns.instance_id, source.by
    if source.columns is not CASE:  # several rows of a case: the first of them in this order counts
        statement = statement.group_by(case_id)
        by = func.min(by) if source.lowest_first else func.max(by)
    # the day before the instant: that order is in an index, so that few rows are sorted
    order = [DAYS[source.by], by] if source.by in DAYS else [by]
    sorted_by = [one.asc() if source.lowest_first else one.desc() for one in order]
    return statement.order_by(*sorted_by, case_id)


def _ended(by: ColumnElement[Any], *others: Condition) -> _Source:
    def given(asked: Question, _now: datetime) -> list[Condition]:
        return [in_days(CASE.ended_day, asked.days), *others]

    return _Source(CASE, of_cases, given, by)


def _finished(by: ColumnElement[Any], *others: Condition) -> _Source:
    return _ended(by, CASE.status == COMPLETED, *others)


def _done(by: ColumnElement[Any], *others: Condition) -> _Source:
    def given(asked: Question, _now: datetime) -> list[Condition]:
        done = (in_days(ACTIVITY.ended_day, asked.days), ACTIVITY.status == COMPLETED)
        return [*done, *others]

    return _Source(ACTIVITY, of_activities, given, by)


def _broken_off(asked: Question, _now: datetime) -> list[Condition]:
    return [in_days(ACTIVITY.ended_day, asked.days), ACTIVITY.status == CANCELLED]


def _timed(by: ColumnElement[Any]) -> _Source:
    return _done(by, by.is_not(None), ACTIVITY.imported.is_(False))


def _waiting(*others: Condition) -> _Source:
    def given(_asked: Question, _now: datetime) -> list[Condition]:
        return [ACTIVITY.ended_at.is_(None), *others]

    return _Source(ACTIVITY, of_activities, given, ACTIVITY.created_at, lowest_first=True)


def _cancelled(asked: Question, _now: datetime) -> list[Condition]:
    found = [in_days(CASE.ended_day, asked.days), CASE.status == CANCELLED]
    if asked.reasons is not None:
        found.append(func.coalesce(CASE.end_reason, "").in_(asked.reasons))
    return found


def _started(asked: Question, _now: datetime) -> list[Condition]:
    return [in_days(CASE.started_day, asked.days)]


def _open(asked: Question, now: datetime) -> list[Condition]:
    return [*open_now(), *(of_age(asked.age, now) if asked.age else [])]


def _overdue(asked: Question, now: datetime) -> list[Condition]:
    return [*_open(asked, now), CASE.due_at < now]


def _overdue_work(_asked: Question, now: datetime) -> list[Condition]:
    return [ACTIVITY.ended_at.is_(None), ACTIVITY.due_at < now]


def _raised(asked: Question, _now: datetime) -> list[Condition]:
    return [in_days(INCIDENT.raised_day, asked.days)]


def _resolved(asked: Question, _now: datetime) -> list[Condition]:
    return [in_days(INCIDENT.resolved_day, asked.days), INCIDENT.imported.is_(False)]


def _unresolved(_asked: Question, _now: datetime) -> list[Condition]:
    return [INCIDENT.resolved_at.is_(None)]


DAYS: dict[ColumnElement[Any], ColumnElement[Any]] = {
    CASE.started_at: CASE.started_day,
    CASE.ended_at: CASE.ended_day,
}
NOT_IMPORTED = CASE.imported.is_(False)
DATED = ACTIVITY.due_at.is_not(None)
FOR_PERSON = ACTIVITY.activity_type == FOR_PEOPLE
SOURCES: dict[str, _Source] = {
    "started": _Source(CASE, of_cases, _started, CASE.started_at),
    "finished": _finished(CASE.ended_at),
    "cancelled": _Source(CASE, of_cases, _cancelled, CASE.ended_at),
    "cancelled_share": _ended(CASE.ended_at, CASE.status == CANCELLED),
    "terminated": _ended(CASE.ended_at, CASE.status == TERMINATED),
    "finished_late": _finished(CASE.ended_at, CASE.late),
    "rework": _finished(CASE.repeats, CASE.repeats > 0),
    "cycle_time": _finished(CASE.cycle_seconds, NOT_IMPORTED),
    "waiting_time": _finished(CASE.waiting_seconds, NOT_IMPORTED),
    "working_time": _finished(CASE.working_seconds, NOT_IMPORTED),
    "open": _Source(CASE, of_cases, _open, CASE.started_at, lowest_first=True),
    "ageing": _Source(CASE, of_cases, _open, CASE.started_at, lowest_first=True),
    "overdue": _Source(CASE, of_cases, _overdue, CASE.due_at, lowest_first=True),
    "activity_count": _done(ACTIVITY.ended_at),
    "activity_cancelled": _Source(ACTIVITY, of_activities, _broken_off, ACTIVITY.ended_at),
    "activity_duration": _timed(ACTIVITY.duration_seconds),
    "activity_waiting": _timed(ACTIVITY.waiting_seconds),
    "activity_working": _timed(ACTIVITY.working_seconds),
    "activity_late": _done(ACTIVITY.ended_at, ACTIVITY.late),
    "activity_repeats": _done(ACTIVITY.ended_at, ACTIVITY.repeated),
    "activity_open": _waiting(),
    "activity_overdue": _Source(
        ACTIVITY, of_activities, _overdue_work, ACTIVITY.due_at, lowest_first=True
    ),
    "tasks_completed": _done(ACTIVITY.ended_at, FOR_PERSON),
    "tasks_on_time": _done(ACTIVITY.ended_at, FOR_PERSON, DATED, ~ACTIVITY.late),
    "tasks_open": _waiting(FOR_PERSON),
    "tasks_unclaimed": _waiting(FOR_PERSON, ACTIVITY.person == ""),
    "task_time": _timed(ACTIVITY.working_seconds),
    "incidents": _Source(INCIDENT, of_incidents, _raised, INCIDENT.raised_at),
    "incidents_open": _Source(
        INCIDENT, of_incidents, _unresolved, INCIDENT.raised_at, lowest_first=True
    ),
    "incident_time": _Source(INCIDENT, of_incidents, _resolved, INCIDENT.open_seconds),
}
