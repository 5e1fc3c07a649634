"""The event log for measures: what is new, what a case left, which numbers may still appear."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import BigInteger, Integer, Text, bindparam, cast, func, select
from sqlalchemy.orm import Session

from engine.base import table
from engine.statements import selecting
from engine.store import event_log
from engine.tables import Event

ACTIVITY_TYPES = frozenset(event_log.ACTIVITY_TYPES)
LOOP_BODY = "multiInstanceBody"  # around the executions of a loop; logged when it ends


class Entry(NamedTuple):
    """One entry of the event log, as far as measures need it. Times are UTC."""

    seq: int
    instance_id: str
    process_key: str
    version: int
    office: str | None
    activity_id: str | None
    activity_type: str | None
    token_id: int | None
    task_id: str | None
    lifecycle: str
    at: datetime
    actor: str
    assignee: str | None
    group: str | None
    channel: str | None
    due_at: datetime | None
    reason: str | None
    sandbox: bool
    imported: bool


class News(NamedTuple):
    """What somebody who follows all cases as they go on wants to know of an entry."""

    seq: int
    instance_id: str
    activity_id: str | None
    task_id: str | None
    lifecycle: str
    group: str | None


class Sighting(NamedTuple):
    """That an entry is there; `instance_id` is None when it belongs to no case."""

    seq: int
    instance_id: str | None


LOG = table(Event).c
ENTRY = select(*(LOG[name] for name in Entry._fields))
BY_CASE = (LOG.instance_id, LOG.seq)
LIMIT = bindparam("limit", type_=Integer)
CASE = LOG.instance_id == bindparam("instance")
OF_CASE = selecting(ENTRY.where(CASE).order_by(LOG.seq))
REST = selecting(ENTRY.where(CASE, LOG.seq > bindparam("after")).order_by(LOG.seq))
PAGE = selecting(ENTRY.where(LOG.instance_id > bindparam("after")).order_by(*BY_CASE).limit(LIMIT))
SIGHTINGS = selecting(
    select(LOG.seq, LOG.instance_id)
    .where(LOG.seq >= bindparam("first"), LOG.seq <= bindparam("last"))
    .order_by(LOG.seq)
    .limit(LIMIT)
)
NEWS = selecting(
    select(*(LOG[name] for name in News._fields))
    .where(LOG.seq > bindparam("after"), LOG.instance_id.is_not(None))
    .order_by(LOG.seq)
)
LATEST, MOST = 2**62, 2**31 - 1


def last_seq(session: Session) -> int:
    """Return the highest number of the log, 0 when it is empty."""
    return session.scalar(select(func.max(LOG.seq))) or 0


def sightings(
    session: Session, first: int, last: int = LATEST, limit: int = MOST
) -> list[Sighting]:
    """Return which entries of a range of numbers, both included, are there, by number."""
    asked = {"first": first, "last": last, "limit": limit}
    return [Sighting(*row) for row in SIGHTINGS.all(session.connection(), asked)]


def news(session: Session, after: int) -> list[News]:
    """Return the entries of cases whose number is above `after`, by number."""
    return [News._make(row) for row in NEWS.all(session.connection(), {"after": after})]


def entries(session: Session, instance_id: str) -> list[Entry]:
    """Return the entries of one case by number."""
    rows = OF_CASE.all(session.connection(), {"instance": instance_id})
    return [Entry._make(row) for row in rows]


def entries_by_case(session: Session, after: str, limit: int) -> list[Entry]:
    """Return about `limit` entries of the cases whose id follows `after`, each case whole.

    They are sorted by case, then by number. Entries of no case are left out.
    """
    connection = session.connection()
    rows = PAGE.all(connection, {"after": after, "limit": limit})
    found = [Entry._make(row) for row in rows]
    if len(found) == limit:
        last = {"instance": found[-1].instance_id, "after": found[-1].seq}
        found += [Entry._make(row) for row in REST.all(connection, last)]
    return found


def missing(session: Session, last: int) -> list[tuple[int, int]]:
    """Return the ranges of numbers up to `last` that are not there: reads the whole log.

    Some belong to transactions that were undone, some to those that have not ended yet.
    """
    following = func.lead(LOG.seq).over(order_by=LOG.seq).label("following")
    pairs = select(LOG.seq, following).where(LOG.seq <= last).subquery()
    statement = select(pairs.c.seq + 1, pairs.c.following - 1)
    rows = session.execute(statement.where(pairs.c.following > pairs.c.seq + 1)).all()
    first = session.scalar(select(func.min(LOG.seq))) or 1
    return [(1, first - 1)] * (first > 1) + [(low, high) for low, high in rows]


def oldest_writer(session: Session) -> int | None:
    """Return the number of the oldest transaction that still writes; all before it have ended.

    None on SQLite, where one transaction writes at a time, so that numbers appear in order.
    """
    return _of_snapshot(session, "pg_snapshot_xmin")


def next_writer(session: Session) -> int | None:
    """Return a number that no writing transaction has had so far; None on SQLite."""
    return _of_snapshot(session, "pg_snapshot_xmax")


def _of_snapshot(session: Session, function: str) -> int | None:
    if session.connection().dialect.name != "postgresql":
        return None
    snapshot = getattr(func, function)(func.pg_current_snapshot())
    return session.scalar(select(cast(cast(snapshot, Text), BigInteger)))
