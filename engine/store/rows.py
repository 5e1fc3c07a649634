"""Rows by id, or the error that says there is none; changes guarded by their revision."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select, update

from engine.base import Entity, detached, table
from engine.errors import (
    ConcurrentUpdateError,
    NotFoundError,
    SuspendedError,
    TaskAlreadyCompletedError,
)
from engine.statements import selecting
from engine.store import candidates
from engine.store.running import TABLE as INSTANCES
from engine.tables import UserTask
from engine.transaction import Context

TASKS = table(UserTask)
# the columns of both tables by position: the task's, then its instance's
TASK_BY_ID = selecting(
    select(*TASKS.c, *INSTANCES.c)
    .join_from(TASKS, INSTANCES, INSTANCES.c.id == TASKS.c.instance_id)
    .where(TASKS.c.id == bindparam("task_id"))
)
TASK_COLUMNS = [column.name for column in TASKS.c]
INSTANCE_COLUMNS = [column.name for column in INSTANCES.c]


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
    return task_and_instance(ctx, task_id)[0]


def task_and_instance(ctx: Context, task_id: str) -> tuple[UserTask, dict[str, Any]]:
    """Return a task that waits, detached, and the row of its instance; errors as `open_task`."""
    found = TASK_BY_ID.first(ctx.connection, {"task_id": task_id})
    if found is None:
        raise NotFoundError(what="user task", id=task_id)
    task = detached(UserTask, dict(zip(TASK_COLUMNS, found, strict=False)))
    instance = dict(zip(INSTANCE_COLUMNS, found[len(TASK_COLUMNS) :], strict=True))
    if task.status != "created":
        raise TaskAlreadyCompletedError(id=task_id)
    if instance["suspended"]:
        raise SuspendedError(what="Process instance", id=task.case_no)
    return task, instance


def _keep_lists(ctx: Context, task: UserTask, changed: Mapping[str, Any]) -> None:
    """Move the task in the lists of its candidates."""
    if "assignee" in changed and (changed["assignee"] is None) != (task.assignee is None):
        candidates.take(ctx, task.id, taken=changed["assignee"] is not None)
    if "priority" in changed:
        candidates.rank(ctx, task.id, changed["priority"])


def change_task(ctx: Context, task: UserTask, **values: Any) -> UserTask:
    """Write new values to an open task.

    Raises:
        ConcurrentUpdateError: somebody changed or ended it first.
    """
    values |= {"revision": task.revision + 1, "updated_at": ctx.now}
    where = (TASKS.c.id == task.id) & (TASKS.c.revision == task.revision)
    statement = update(TASKS).where(where, TASKS.c.status == "created").values(values)
    if ctx.connection.execute(statement).rowcount != 1:
        raise ConcurrentUpdateError(id=task.case_no)
    _keep_lists(ctx, task, values)
    for name, value in values.items():
        setattr(task, name, value)
    return task
