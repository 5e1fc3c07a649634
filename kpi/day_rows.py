"""The `*_day` tables: summed up again from the rows, a day of a process at a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, bindparam, delete, func, or_, select

from engine.base import Base, table
from engine.statements import Prepared, inserting, selecting
from engine.transaction import Context
from kpi import day_sums
from kpi.fact_rows import Touched
from kpi.facts import ActivityFact, CaseFact
from kpi.tables import KpiActivity, KpiActivityDay, KpiCase, KpiCaseDay, KpiPersonDay

CASES, ACTIVITIES = table(KpiCase), table(KpiActivity)
CASE_DAY, ACTIVITY_DAY, PERSON_DAY = map(table, (KpiCaseDay, KpiActivityDay, KpiPersonDay))
INSERTS = {rows: inserting(rows) for rows in (CASE_DAY, ACTIVITY_DAY, PERSON_DAY)}
TABLES: tuple[type[Base], ...] = (KpiCaseDay, KpiActivityDay, KpiPersonDay)


def _between(column: ColumnElement[Any]) -> ColumnElement[bool]:
    return column.between(bindparam("first"), bindparam("last"))


SPAN_CASES = selecting(
    select(CASES).where(or_(_between(CASES.c.started_day), _between(CASES.c.ended_day)))
)
SPAN_ACTIVITIES = selecting(select(ACTIVITIES).where(_between(ACTIVITIES.c.ended_day)))
OF_DAY: tuple[Any, Any] = (bindparam("day"), bindparam("process"))
DAY_CASES = selecting(
    select(CASES).where(
        CASES.c.process_key == OF_DAY[1],
        or_(CASES.c.started_day == OF_DAY[0], CASES.c.ended_day == OF_DAY[0]),
    )
)
DAY_ACTIVITIES = selecting(
    select(ACTIVITIES).where(
        ACTIVITIES.c.process_key == OF_DAY[1], ACTIVITIES.c.ended_day == OF_DAY[0]
    )
)


def _emptying(rows: Any) -> Prepared:
    of_day = (rows.c.day == OF_DAY[0]) & (rows.c.process_key == OF_DAY[1])
    return Prepared(lambda _: delete(rows).where(of_day))


EMPTY = {rows: _emptying(rows) for rows in INSERTS}


def refresh(ctx: Context, touched: Touched) -> None:
    """Sum up some days again."""
    for day, process_key in sorted(touched.cases):
        asked = {"day": day, "process": process_key}
        EMPTY[CASE_DAY].run(ctx.connection, asked)
        cases = map(CaseFact._make, DAY_CASES.all(ctx.connection, asked))
        _insert(ctx, CASE_DAY, day_sums.case_days(cases, (day,)))
    for day, process_key in sorted(touched.activities):
        asked = {"day": day, "process": process_key}
        EMPTY[ACTIVITY_DAY].run(ctx.connection, asked)
        EMPTY[PERSON_DAY].run(ctx.connection, asked)
        found = DAY_ACTIVITIES.all(ctx.connection, asked)
        _insert_activities(ctx, map(ActivityFact._make, found), range(day, day + 1))


def fill(ctx: Context, days: range) -> None:
    """Sum up days that have no sums yet."""
    asked = {"first": days.start, "last": days.stop - 1}
    cases = map(CaseFact._make, SPAN_CASES.all(ctx.connection, asked))
    _insert(ctx, CASE_DAY, day_sums.case_days(cases, days))
    found = SPAN_ACTIVITIES.all(ctx.connection, asked)
    _insert_activities(ctx, map(ActivityFact._make, found), days)


def next_day(ctx: Context, after: int) -> int | None:
    """Return the first day after one on which something started or ended; None if there is none."""
    started = select(func.min(CASES.c.started_day)).where(CASES.c.started_day > after)
    ended = select(func.min(ACTIVITIES.c.ended_day)).where(ACTIVITIES.c.ended_day > after)
    closed = select(func.min(CASES.c.ended_day)).where(CASES.c.ended_day > after)
    found = (ctx.session.scalar(statement) for statement in (started, ended, closed))
    return min((day for day in found if day is not None), default=None)


def _insert_activities(ctx: Context, activities: Iterable[ActivityFact], days: range) -> None:
    known = list(activities)
    _insert(ctx, ACTIVITY_DAY, day_sums.activity_days(known, days))
    _insert(ctx, PERSON_DAY, day_sums.person_days(known, days))


def _insert(ctx: Context, rows: Any, found: list[day_sums.Row]) -> None:
    if found:
        INSERTS[rows].run(ctx.connection, found)
