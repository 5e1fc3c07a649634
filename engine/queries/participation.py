"""A person's own cases: those they started or work on, and what cases wait for."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, literal, select, union
from sqlalchemy.orm import Session

from engine.tables import ActivityInstance, ProcessInstance, UserTask

MOST_LOOKED_AT = 200
# what holds others is not what is waited for
SCOPES = (
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "callActivity",
    "multiInstanceBody",
    "eventBasedGateway",
)


class Wait(NamedTuple):
    """What a case waits for; `assignee` is None unless it is a task that somebody has."""

    instance_id: str
    activity_id: str
    activity_name: str | None
    activity_type: str
    assignee: str | None


def part_of(person: str) -> ColumnElement[bool]:
    """Return the condition that a person started an instance, or has or had a task in it."""
    i, t = ProcessInstance, UserTask
    # written into the statement, since the indexes of open tasks are partial
    is_open = t.status == literal("created", literal_execute=True)
    mine = union(
        select(i.id).where(i.started_by == person),
        select(t.instance_id).where(t.ended_by == person),
        select(t.instance_id).where(is_open, t.assignee == person),
        select(t.instance_id).where(is_open, t.owner == person),
    )
    return i.id.in_(mine)


def started_recently(session: Session, person: str, limit: int) -> list[str]:
    """Return the keys of the processes that a person started last, the latest first, each once."""
    i = ProcessInstance
    wanted = select(i.definition_key).where(i.started_by == person)
    keys = session.scalars(wanted.order_by(i.id.desc()).limit(MOST_LOOKED_AT))
    return list(dict.fromkeys(keys))[:limit]


def waits(session: Session, instance_ids: Collection[str]) -> dict[str, list[Wait]]:
    """Return what some instances wait for, oldest first, by instance; none: no entry."""
    a, t = ActivityInstance, UserTask
    columns = (a.instance_id, a.activity_id, a.activity_name, a.activity_type, t.assignee)
    statement = (
        select(*columns)
        .outerjoin(t, and_(t.instance_id == a.instance_id, t.token_id == a.token_id))
        .where(a.instance_id.in_(instance_ids), a.status == "active")
        .where(a.activity_type.not_in(SCOPES))
        .order_by(a.instance_id, a.sequence)
    )
    found: dict[str, list[Wait]] = {}
    for row in session.execute(statement):
        found.setdefault(row.instance_id, []).append(Wait(*row))
    return found
