"""Rows by id, or the error that says there is none; changes guarded by their revision."""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import bindparam, select, update

from engine.base import Base, table
from engine.errors import (
    ConcurrentUpdateError,
    NotFoundError,
    SuspendedError,
    TaskAlreadyCompletedError,
)
from engine.store.running import TABLE as INSTANCES
from engine.tables import UserTask
from engine.transaction import Context

Entity = TypeVar("Entity", bound=Base)
TASKS = table(UserTask)
TASK_BY_ID = (
    select(TASKS, INSTANCES.c.suspended)
    .join(INSTANCES, INSTANCES.c.id == TASKS.c.instance_id)
    .where(TASKS.c.id == bindparam("task_id"))
)


def get(ctx: Context, entity: type[Entity], what: str, row_id: str) -> Entity:
    """Return a row by its primary key.

    Raises:
        NotFoundError: there is none.
    """
    found = ctx.session.get(entity, row_id)
    if found is None:
        raise NotFoundError(what=what, id=row_id)
    return found


def open_task(ctx: Context, task_id: str) -> UserTask:
    """Return a task that waits, detached.

    Raises:
        NotFoundError: no such task.
        TaskAlreadyCompletedError: it was completed or cancelled.
        SuspendedError: its process instance is suspended.
    """
    found = ctx.session.connection().execute(TASK_BY_ID, {"task_id": task_id})
    row = found.mappings().one_or_none()
    if row is None:
        raise NotFoundError(what="user task", id=task_id)
    columns = dict(row)
    if columns["status"] != "created":
        raise TaskAlreadyCompletedError(id=task_id)
    if columns.pop("suspended"):
        raise SuspendedError(what="Process instance", id=columns["case_no"])
    return UserTask(**columns)


def change_task(ctx: Context, task: UserTask, **values: Any) -> UserTask:
    """Write new values to an open task.

    Raises:
        ConcurrentUpdateError: somebody changed or ended it first.
    """
    values |= {"revision": task.revision + 1, "updated_at": ctx.now}
    where = (TASKS.c.id == task.id) & (TASKS.c.revision == task.revision)
    statement = update(TASKS).where(where, TASKS.c.status == "created").values(values)
    if ctx.session.connection().execute(statement).rowcount != 1:
        raise ConcurrentUpdateError(id=task.case_no)
    for name, value in values.items():
        setattr(task, name, value)
    return task
