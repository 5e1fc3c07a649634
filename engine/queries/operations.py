"""The operation log: who did what, when and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.tables import Operation


@dataclass(frozen=True, slots=True)
class OperationFilter:
    """Which acts; None does not restrict. `since` is included, `before` is not."""

    actor: str | None = None
    verb: str | None = None
    entity: str | None = None
    process_key: str | None = None
    instance_id: str | None = None
    case_no: str | None = None
    since: datetime | None = None
    before: datetime | None = None


def operations(
    session: Session, wanted: OperationFilter, first: int = 0, limit: int = 100
) -> list[Operation]:
    """Return acts, newest first."""
    statement = select(Operation).where(*_conditions(wanted)).order_by(Operation.seq.desc())
    return list(session.scalars(statement.offset(first).limit(limit)))


def all_operations(session: Session, wanted: OperationFilter, size: int) -> Iterator[Operation]:
    """Yield every act that matches, newest first, read in pages of a size."""
    last: int | None = None
    while True:
        statement = select(Operation).where(*_conditions(wanted)).order_by(Operation.seq.desc())
        if last is not None:
            statement = statement.where(Operation.seq < last)
        rows = list(session.scalars(statement.limit(size)))
        yield from rows
        if len(rows) < size:
            return
        last = rows[-1].seq


def count_operations(session: Session, wanted: OperationFilter) -> int:
    """Return how many acts match."""
    statement = select(func.count()).select_from(Operation).where(*_conditions(wanted))
    return session.scalar(statement) or 0


def _conditions(wanted: OperationFilter) -> list[ColumnElement[bool]]:
    o = Operation
    equal = {
        o.actor: wanted.actor,
        o.verb: wanted.verb,
        o.entity: wanted.entity,
        o.process_key: wanted.process_key,
        o.instance_id: wanted.instance_id,
        o.case_no: wanted.case_no,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    if wanted.since is not None:
        found.append(o.at >= wanted.since)
    if wanted.before is not None:
        found.append(o.at < wanted.before)
    return found
