"""The rows of cases, activities and incidents: read, replaced, and which days that touches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from sqlalchemy import bindparam, delete, select

from engine.base import Base, table
from engine.statements import Prepared, selecting, upserting
from engine.transaction import Context
from kpi.facts import ActivityFact, CaseFact, CaseFacts, IncidentFact
from kpi.tables import KpiActivity, KpiCase, KpiIncident

Day = tuple[int, str]  # ordinal and process
Fact = TypeVar("Fact", CaseFact, ActivityFact, IncidentFact)


class _Rows(Generic[Fact]):
    """The rows of one table; a fact has the names of its columns."""

    def __init__(self, entity: type[Base], make: Callable[[Iterable[Any]], Fact]) -> None:
        rows = table(entity)
        fields: tuple[str, ...] = tuple(column.name for column in rows.c)
        keys = [column.name for column in rows.primary_key]
        self._make: Callable[[Iterable[Any]], Fact] = make
        self._keys, self._width = keys, len(keys)
        self._put = upserting(rows, keys, [name for name in fields if name not in keys])
        self._read = selecting(select(rows).where(rows.c.instance_id == bindparam("instance")))
        matches = [rows.c[name] == bindparam(name) for name in keys]
        self._drop = Prepared(lambda _: delete(rows).where(*matches))

    def of_case(self, ctx: Context, instance_id: str) -> set[Fact]:
        """Return what is known of a case."""
        return set(map(self._make, self._read.all(ctx.connection, {"instance": instance_id})))

    def put(self, ctx: Context, facts: Sequence[Fact]) -> None:
        """Write rows, in place of those with the same keys."""
        if facts:
            self._put.run(ctx.connection, [fact._asdict() for fact in facts])

    def change(self, ctx: Context, old: set[Fact], new: Sequence[Fact]) -> list[Fact]:
        """Make old rows the new ones; return what is no longer true and what is newly so."""
        now = set(new)
        known = {fact[: self._width] for fact in now}
        gone = [fact for fact in old - now if fact[: self._width] not in known]
        if gone:
            keys = [dict(zip(self._keys, fact, strict=False)) for fact in gone]
            self._drop.run(ctx.connection, keys)
        self.put(ctx, list(now - old))
        return list(old ^ now)


CASES: _Rows[CaseFact] = _Rows(KpiCase, CaseFact._make)
ACTIVITIES: _Rows[ActivityFact] = _Rows(KpiActivity, ActivityFact._make)
INCIDENTS: _Rows[IncidentFact] = _Rows(KpiIncident, IncidentFact._make)


@dataclass(slots=True)
class Touched:
    """The days whose sums may no longer be right, each for one process."""

    cases: set[Day] = field(default_factory=set)
    activities: set[Day] = field(default_factory=set)


def add(ctx: Context, found: Sequence[CaseFacts]) -> None:
    """Write the rows of cases that have none yet."""
    CASES.put(ctx, [facts.case for facts in found])
    ACTIVITIES.put(ctx, [one for facts in found for one in facts.activities])
    INCIDENTS.put(ctx, [one for facts in found for one in facts.incidents])


def replace(ctx: Context, found: Sequence[CaseFacts]) -> Touched:
    """Write what is known of some cases now; return the days that are to be summed up again."""
    touched = Touched()
    for facts in found:
        instance_id = facts.case.instance_id
        old = CASES.of_case(ctx, instance_id)
        CASES.change(ctx, old, [facts.case])
        touched.cases |= _changed_days(old, facts.case)
        activities = ACTIVITIES.of_case(ctx, instance_id)
        changed = ACTIVITIES.change(ctx, activities, facts.activities)
        touched.activities |= {
            (one.ended_day, one.process_key) for one in changed if one.ended_day is not None
        }
        INCIDENTS.change(ctx, INCIDENTS.of_case(ctx, instance_id), facts.incidents)
    return touched


def _changed_days(old: Iterable[CaseFact], new: CaseFact) -> set[Day]:
    before = {part for case in old for part in _parts(case)}
    return {part[:2] for part in before ^ set(_parts(new))}


def _parts(case: CaseFact) -> list[tuple[Any, ...]]:
    """Return what a case adds to the sums, the day and the process first."""
    key = (case.process_key, case.version, case.office, case.channel, case.sandbox)
    parts: list[tuple[Any, ...]] = [(case.started_day, *key)]
    if case.ended_day is not None:
        parts.append((case.ended_day, *key, case))
    return parts
