"""Four eyes: who did the activities of a case from which a task is to be kept apart.

The event log tells it, since a task may be done in parts (delegated work) and for somebody else.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import NamedTuple

from sqlalchemy import Connection, select

from engine.base import table
from engine.errors import SeparationOfDutiesError
from engine.tables import Event, UserTask
from engine.transaction import Context

EVENTS = table(Event).c
KINDS = ("userTask", "manualTask")
DELEGATED_WORK = {"resolved": True}  # of the entry with which delegated work is given back


class Doing(NamedTuple):
    """That a person did an activity of a case, or somebody did it for them."""

    instance_id: str
    activity_id: str
    activity_name: str
    person: str


def doings(
    connection: Connection, instances: Collection[str], activities: Collection[str]
) -> list[Doing]:
    """Return who did some activities of some cases, the first one first."""
    wanted = (EVENTS.instance_id, EVENTS.activity_id, EVENTS.activity_name)
    statement = (
        select(*wanted, EVENTS.actor, EVENTS.on_behalf_of, EVENTS.lifecycle, EVENTS.data)
        .where(EVENTS.instance_id.in_(instances), EVENTS.activity_id.in_(activities))
        .where(EVENTS.lifecycle.in_(("completed", "assigned")), EVENTS.activity_type.in_(KINDS))
        .order_by(EVENTS.seq)
    )
    found = []
    for instance_id, activity_id, name, *people, lifecycle, data in connection.execute(statement):
        if lifecycle == "completed" or data == DELEGATED_WORK:
            done = (instance_id, activity_id, name or activity_id)
            found += [Doing(*done, person) for person in people if person]
    return found


def keep_apart(ctx: Context, task: UserTask, people: Iterable[str | None]) -> None:
    """Refuse a task to people who did what it is to be kept apart from.

    Raises:
        SeparationOfDutiesError: one of them did.
    """
    if not task.separate_from:  # nearly always
        return
    wanted = {person for person in people if person}
    for done in doings(ctx.connection, [task.instance_id], task.separate_from):
        if done.person in wanted:
            facts = {"activity": done.activity_name, "activity_id": done.activity_id}
            raise SeparationOfDutiesError(person=done.person, **facts)
