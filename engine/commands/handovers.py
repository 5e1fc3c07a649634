"""Give the open tasks of somebody who leaves to others, one by one, with the reason."""

from __future__ import annotations

from sqlalchemy import select

from engine.errors import RequestInvalidError
from engine.store import event_log, names, rows
from engine.store.separation import keep_apart
from engine.tables import TaskCandidate, UserTask
from engine.transaction import Context


def hand_over(ctx: Context, task_id: str, person: str, to: str | None, reason: str) -> UserTask:
    """Give what a person has of a task to somebody, or back to those it is offered to.

    A task that the person delegated comes back to `to`; to nobody: who works it keeps it. Nothing
    is written when it is refused.

    Raises:
        RequestInvalidError: the person has nothing to do with it, or nobody else is offered it.
        SeparationOfDutiesError: they did what the task is to be kept apart from.
    """
    task = rows.open_task(ctx, task_id)
    if to is not None:
        names.given("userId", to)
        keep_apart(ctx, task, (to,))
    if task.owner == person and task.delegation == "pending":
        changes = {"owner": to, "delegation": "pending" if to else None}
    elif task.assignee == person or (task.assignee is None and _offered(ctx, task, person)):
        changes = {"assignee": to, "claimed_at": None, "claimed_by": None}
    else:
        raise RequestInvalidError(field="task", reason="the person does not have it any more")
    if to is None and "assignee" in changes and not _offered_to_others(ctx, task, person):
        raise RequestInvalidError(field="task", reason="it is offered to nobody else")
    rows.change_task(ctx, task, **changes)
    lifecycle = "unassigned" if task.assignee is None else "assigned"
    event_log.log_task(ctx, task, lifecycle, reason=reason)
    return task


def _offered(ctx: Context, task: UserTask, person: str) -> bool:
    return ("user", person) in _candidates(ctx, task)


def _offered_to_others(ctx: Context, task: UserTask, person: str) -> bool:
    return bool(_candidates(ctx, task) - {("user", person)})


def _candidates(ctx: Context, task: UserTask) -> set[tuple[str, str]]:
    c = TaskCandidate
    found = ctx.session.execute(select(c.kind, c.name).where(c.task_id == task.id))
    return {(kind, name) for kind, name in found}
