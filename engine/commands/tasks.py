"""Work on user tasks, by the rules of Camunda 7's task lifecycle."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from engine import runtime, store
from engine.bpmn.step import Step
from engine.errors import (
    RequestInvalidError,
    TaskAlreadyClaimedError,
    TaskAlreadyCompletedError,
)
from engine.store import event_log, names, rows
from engine.store.running import loaded
from engine.store.separation import DELEGATED_WORK, keep_apart
from engine.store.variables import checked
from engine.tables import ProcessInstance, UserTask
from engine.transaction import Context

PRIORITIES = range(101)
UNSET: Any = object()


def claim(ctx: Context, task_id: str, user: str | None = None) -> UserTask:
    """Take a task; claiming one's own again changes nothing.

    Raises:
        TaskAlreadyClaimedError: somebody else has it.
        TaskAlreadyCompletedError: it was completed or cancelled.
        SeparationOfDutiesError: they did what the task is to be kept apart from.
    """
    task = rows.open_task(ctx, task_id)
    user = names.given("userId", user) or ctx.actor
    if task.assignee == user:
        return task
    if task.assignee is not None:
        raise TaskAlreadyClaimedError(id=task_id, assignee=task.assignee)
    keep_apart(ctx, task, (user, ctx.on_behalf_of))
    claimed = {"claimed_at": ctx.now, "claimed_by": user}
    rows.change_task(ctx, task, assignee=user, **claimed)
    return _logged(ctx, task, "claimed")


def unclaim(ctx: Context, task_id: str) -> UserTask:
    """Put a task back to the group; without an assignee nothing changes."""
    task = rows.open_task(ctx, task_id)
    if task.assignee is None:
        return task
    rows.change_task(ctx, task, assignee=None, claimed_at=None, claimed_by=None)
    return _logged(ctx, task, "unassigned")


def assign(ctx: Context, task_id: str, user: str | None) -> UserTask:
    """Give a task to a person, whoever has it now; None takes it away.

    Raises:
        SeparationOfDutiesError: they did what the task is to be kept apart from.
    """
    if user is None:
        return unclaim(ctx, task_id)
    task = rows.open_task(ctx, task_id)
    names.given("userId", user)
    if task.assignee == user:
        return task
    keep_apart(ctx, task, (user,))
    rows.change_task(ctx, task, assignee=user, claimed_at=None, claimed_by=None)
    return _logged(ctx, task, "assigned")


def delegate(ctx: Context, task_id: str, user: str) -> UserTask:
    """Let somebody else do the work; the owner gets it back when it is resolved.

    Raises:
        SeparationOfDutiesError: they did what the task is to be kept apart from.
    """
    task = rows.open_task(ctx, task_id)
    names.given("userId", user)
    keep_apart(ctx, task, (user,))
    owner = task.owner or task.assignee or ctx.actor
    rows.change_task(ctx, task, assignee=user, owner=owner, delegation="pending")
    return _logged(ctx, task, "assigned")


def resolve(ctx: Context, task_id: str, variables: Mapping[str, Any] | None = None) -> UserTask:
    """Give delegated work back to its owner, with results; the task stays open.

    Raises:
        RequestInvalidError: the task is not delegated.
        SeparationOfDutiesError: the actor did what the task is to be kept apart from.
    """
    task = rows.open_task(ctx, task_id)
    if task.delegation != "pending":
        raise RequestInvalidError(field="task", reason="it is not delegated")
    keep_apart(ctx, task, (ctx.actor, ctx.on_behalf_of))
    if variables:
        given = checked(variables, ctx.services.limits)
        running = store.load(ctx, task.instance_id)
        step = runtime.set_variables(
            running.version.definition,
            running.state,
            given,
            running.environment,
            token_id=task.token_id,
        )
        store.save(ctx, running, step)
    rows.change_task(ctx, task, assignee=task.owner, delegation="resolved")
    return _logged(ctx, task, "assigned", data=DELEGATED_WORK)


def complete(
    ctx: Context, task_id: str, variables: Mapping[str, Any] | None = None
) -> ProcessInstance:
    """Complete a task and run its instance to the next wait states.

    Raises:
        NotFoundError: no such task.
        TaskAlreadyCompletedError: somebody, or a timer, was faster.
        ConcurrentUpdateError: the instance was advanced at the same moment.
        RequestInvalidError: the task is delegated and must be resolved first.
        SeparationOfDutiesError: the actor did what the task is to be kept apart from.
    """
    given = checked(variables, ctx.services.limits)
    task, instance = rows.task_and_instance(ctx, task_id)
    if task.delegation == "pending":
        raise RequestInvalidError(field="task", reason="it is delegated: resolve it first")
    keep_apart(ctx, task, (ctx.actor, ctx.on_behalf_of))

    def act(running: store.Running) -> Step:
        return runtime.complete(
            running.version.definition, running.state, task.token_id, given, running.environment
        )

    return _advance(ctx, task_id, loaded(ctx, instance), act)


def task_error(
    ctx: Context,
    task_id: str,
    code: str,
    message: str | None = None,
    variables: Mapping[str, Any] | None = None,
) -> ProcessInstance:
    """Report a business error from a task: its error boundary event takes over."""
    given = checked(variables, ctx.services.limits)
    task, instance = rows.task_and_instance(ctx, task_id)
    keep_apart(ctx, task, (ctx.actor, ctx.on_behalf_of))

    def act(running: store.Running) -> Step:
        return runtime.throw_error(
            running.version.definition,
            running.state,
            task.token_id,
            code,
            message or "",
            given,
            running.environment,
        )

    after = _advance(ctx, task_id, loaded(ctx, instance), act)
    event_log.log_task(ctx, task, "failed", reason=": ".join(filter(None, (code, message))))
    return after


def task_escalation(
    ctx: Context, task_id: str, code: str, variables: Mapping[str, Any] | None = None
) -> ProcessInstance:
    """Escalate from a task: the escalation event that matches takes over."""
    given = checked(variables, ctx.services.limits)
    task, instance = rows.task_and_instance(ctx, task_id)
    keep_apart(ctx, task, (ctx.actor, ctx.on_behalf_of))

    def act(running: store.Running) -> Step:
        return runtime.throw_escalation(
            running.version.definition,
            running.state,
            task.token_id,
            code,
            given,
            running.environment,
        )

    return _advance(ctx, task_id, loaded(ctx, instance), act)


def update_task(
    ctx: Context,
    task_id: str,
    *,
    due_at: datetime | None = UNSET,
    follow_up_at: datetime | None = UNSET,
    priority: int = UNSET,
) -> UserTask:
    """Change due date, follow-up date or priority; what is not given stays.

    Raises:
        RequestInvalidError: the priority is not from 0 to 100.
    """
    task = rows.open_task(ctx, task_id)
    given = {"due_at": due_at, "follow_up_at": follow_up_at, "priority": priority}
    changes = {name: value for name, value in given.items() if value is not UNSET}
    if changes.get("priority", 50) not in PRIORITIES:
        raise RequestInvalidError(field="priority", reason="it must be from 0 to 100")
    if not changes:
        return task
    rows.change_task(ctx, task, **changes)
    return _logged(ctx, task, "due_changed" if "due_at" in changes else "updated")


def _advance(
    ctx: Context, task_id: str, running: store.Running, act: Callable[[store.Running], Step]
) -> ProcessInstance:
    try:
        step = act(running)
    except runtime.NotWaitingError as error:
        raise TaskAlreadyCompletedError(id=task_id) from error
    store.save(ctx, running, step)
    return running.entity


def _logged(ctx: Context, task: UserTask, lifecycle: str, **facts: Any) -> UserTask:
    event_log.log_task(ctx, task, lifecycle, **facts)
    return task
