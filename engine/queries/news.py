"""The event log for those who are told what happened: what is new, and about which tasks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Integer, bindparam, func, literal, select
from sqlalchemy.orm import Session

from engine.base import table
from engine.statements import selecting
from engine.tables import Event, UserTask

ENDINGS = frozenset({"completed", "cancelled"})


class Happened(NamedTuple):
    """One entry of the event log, as far as people are told of it. Times are UTC."""

    seq: int
    instance_id: str | None
    task_id: str | None
    token_id: int | None
    lifecycle: str
    actor: str
    assignee: str | None
    sandbox: bool
    imported: bool
    data: dict[str, Any] | None


LOG = table(Event).c
RANGE = selecting(
    select(*(LOG[name] for name in Happened._fields))
    .where(LOG.seq >= bindparam("first"), LOG.seq <= bindparam("last"))
    .order_by(LOG.seq)
    .limit(bindparam("limit", type_=Integer))
)
LATEST = 2**62


def happened(
    session: Session, first: int, last: int = LATEST, limit: int = 1_000
) -> list[Happened]:
    """Return the entries of a range of numbers, both included, by number."""
    asked = {"first": first, "last": last, "limit": limit}
    return [Happened._make(row) for row in RANGE.all(session.connection(), asked)]


def tasks_of(session: Session, entries: Collection[Happened]) -> dict[str, UserTask]:
    """Return the tasks that entries are about, open or ended, as they are now, by id.

    An entry about the end of a task names only its token.
    """
    ids = {entry.task_id for entry in entries if entry.task_id}
    ended = {(e.instance_id, e.token_id) for e in entries if e.lifecycle in ENDINGS and e.token_id}
    found = list(session.scalars(select(UserTask).where(UserTask.id.in_(ids)))) if ids else []
    if ended:
        instances, tokens = zip(*ended, strict=True)
        places = UserTask.instance_id.in_(set(instances)), UserTask.token_id.in_(set(tokens))
        rows = session.scalars(select(UserTask).where(*places))
        found += [row for row in rows if (row.instance_id, row.token_id) in ended]
    return {row.id: row for row in found}


def due_tasks(session: Session, after: datetime, until: datetime) -> list[UserTask]:
    """Return open tasks that somebody has and that are due in (after, until], by due date."""
    t = UserTask
    is_open = t.status == literal("created", literal_execute=True)  # as the index has it
    due = t.assignee.is_not(None), t.due_at > after, t.due_at <= until
    return list(session.scalars(select(t).where(is_open, *due).order_by(t.due_at)))


def holders(session: Session, tasks: Collection[UserTask]) -> dict[str, set[str]]:
    """Return who has had some tasks so far, by task; who had none is left out."""
    ids = {row.id for row in tasks}
    about = LOG.instance_id.in_({row.instance_id for row in tasks}), LOG.task_id.in_(ids)
    statement = select(LOG.task_id, LOG.assignee).where(*about, LOG.assignee.is_not(None))
    found: dict[str, set[str]] = {}
    for task_id, name in session.execute(statement) if ids else ():
        found.setdefault(task_id, set()).add(name)
    return found


def last_of(session: Session, instance_id: str) -> int:
    """Return the number of the newest entry of a case, 0 if it has none."""
    newest = select(func.max(LOG.seq)).where(LOG.instance_id == instance_id)
    return session.scalar(newest) or 0
