"""Rows of an instance that goes over to another version: what it waits for keeps its ids."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, update

from engine.base import table
from engine.bpmn.migration import Moved
from engine.store import versions
from engine.store.searching import searchable
from engine.tables import (
    ActivityInstance,
    EventSubscription,
    Incident,
    Job,
    ProcessInstance,
    UserTask,
)
from engine.transaction import Context

if TYPE_CHECKING:
    from engine.store.running import Running
    from engine.store.versions import Version

INSTANCES, TASKS = table(ProcessInstance), table(UserTask)
WAITING = (table(Job), table(EventSubscription))
INCIDENTS, ACTIVITIES = table(Incident), table(ActivityInstance)


def move_rows(ctx: Context, running: Running, target: Version, moved: Sequence[Moved]) -> None:
    """Let the rows of an instance name the elements of another version."""
    execute, of_instance = ctx.connection.execute, running.id
    execute(update(INSTANCES).where(INSTANCES.c.id == of_instance).values(definition_id=target.id))
    running.row["definition_id"] = target.id
    for one in moved:
        named = {"activity_id": one.activity_id}
        for rows in (*WAITING, INCIDENTS):
            where = (rows.c.instance_id == of_instance) & (rows.c.token_id == one.token_id)
            execute(update(rows).where(where).values(definition_id=target.id, **named))
        where = (ACTIVITIES.c.instance_id == of_instance) & (ACTIVITIES.c.token_id == one.token_id)
        execute(update(ACTIVITIES).where(where).values(activity_name=one.name, **named))
    _move_tasks(ctx, running, target, {one.token_id: one for one in moved})
    for rows in WAITING:  # what belongs to no token: to go on after a spent budget
        execute(
            update(rows).where(rows.c.instance_id == of_instance).values(definition_id=target.id)
        )


def _move_tasks(ctx: Context, running: Running, target: Version, moved: dict[int, Moved]) -> None:
    where = (TASKS.c.instance_id == running.id) & (TASKS.c.status == "created")
    found = ctx.connection.execute(select(TASKS).where(where)).mappings().all()
    for task in found:
        one = moved.get(task["token_id"])
        if one is not None:
            columns = _columns(ctx, target, dict(task), one)
            ctx.connection.execute(update(TASKS).where(TASKS.c.id == task["id"]).values(columns))


def _columns(ctx: Context, target: Version, task: dict[str, Any], one: Moved) -> dict[str, Any]:
    key = versions.form_key(target, one.activity_id, one.form_key or task["form_key"])
    name, names = one.name or one.activity_id, dict(one.names)
    words = (name, *names.values(), task["case_no"], task["business_key"])
    return {
        "definition_id": target.id,
        "activity_id": one.activity_id,
        "name": name,
        "names": names,
        "search": searchable(" ".join(filter(None, words))),
        "form_key": key,
        "form_id": versions.form_id(ctx.session, target, key),
        "revision": task["revision"] + 1,
        "updated_at": ctx.now,
    }
