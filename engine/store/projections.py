"""What an instance waits for, as rows: user tasks, jobs, subscriptions, incidents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, update

from engine import retries
from engine.base import new_id, table
from engine.bpmn import step as steps
from engine.bpmn.step import Step
from engine.bpmn.values import pack
from engine.statements import Prepared, inserting
from engine.store import candidates, versions
from engine.store.searching import searchable
from engine.tables import EventSubscription, Incident, Job, UserTask
from engine.transaction import Context

if TYPE_CHECKING:
    from engine.store.running import Running

TASKS = table(UserTask)
JOBS = table(Job)
SUBSCRIPTIONS = table(EventSubscription)
INCIDENTS = table(Incident)
INSERT_TASKS = inserting(TASKS)
INSERT_JOBS, INSERT_SUBSCRIPTIONS = inserting(JOBS), inserting(SUBSCRIPTIONS)
INSERT_INCIDENTS = inserting(INCIDENTS)
END_TASKS = Prepared(
    lambda _: (
        update(TASKS)
        .where(
            TASKS.c.instance_id == bindparam("for_instance"),
            TASKS.c.token_id == bindparam("for_token"),
            TASKS.c.status == "created",
        )
        .values(
            status=bindparam("new_status"),
            end_reason=bindparam("why"),
            ended_at=bindparam("at"),
            updated_at=bindparam("at"),
            ended_by=bindparam("by"),
            revision=TASKS.c.revision + 1,
        )
    )
)
TIMER_RETRIES = retries.DEFAULT.tries


def write(
    ctx: Context, running: Running, step: Step, reason: str | None
) -> dict[int, dict[str, Any]]:
    """Close the rows of tokens that left, insert those of tokens that now wait.

    Returns:
        The inserted rows of user tasks by token id, candidates as `users` and `groups`.
    """
    _close(ctx, running, step, reason)
    tasks = _open_tasks(ctx, running, step.user_tasks)
    _open_jobs(ctx, running, step)
    _open_subscriptions(ctx, running, step)
    _open_incidents(ctx, running, step)
    return tasks


def _close(ctx: Context, running: Running, step: Step, reason: str | None) -> None:
    kinds: dict[str, list[int]] = {}
    for token_id, kind in step.closed.items():
        kinds.setdefault(kind, []).append(token_id)
    if "user_task" in kinds:
        _end_tasks(ctx, running, step, kinds["user_task"], reason)
    if "job" in kinds or "event" in kinds:
        gone = kinds.get("job", []) + kinds.get("event", [])
        where = (JOBS.c.instance_id == running.id) & JOBS.c.token_id.in_(gone)
        ctx.connection.execute(delete(JOBS).where(where))
        _resolve_incidents(ctx, running, gone)
    if "event" in kinds:
        gone = kinds["event"]
        where = (SUBSCRIPTIONS.c.instance_id == running.id) & SUBSCRIPTIONS.c.token_id.in_(gone)
        ctx.connection.execute(delete(SUBSCRIPTIONS).where(where))
    if "incident" in kinds:
        _resolve_incidents(ctx, running, kinds["incident"])


def _end_tasks(
    ctx: Context, running: Running, step: Step, tokens: list[int], reason: str | None
) -> None:
    done = {h.token_id for h in step.happenings if h.what == "completed"}
    ended: dict[str, Any] = {"for_instance": running.id, "at": ctx.now, "by": ctx.actor}
    for status, chosen in (
        ("completed", [t for t in tokens if t in done]),
        ("cancelled", [t for t in tokens if t not in done]),
    ):
        if chosen:
            why = reason if status == "cancelled" else None
            ended |= {"new_status": status, "why": why}
            END_TASKS.run(ctx.connection, [ended | {"for_token": token} for token in chosen])
    candidates.withdraw(ctx, running.id, tokens)


def _resolve_incidents(ctx: Context, running: Running, tokens: list[int]) -> None:
    where = (INCIDENTS.c.instance_id == running.id) & INCIDENTS.c.token_id.in_(tokens)
    status = "resolved" if running.status == "active" else "deleted"
    ctx.connection.execute(
        update(INCIDENTS)
        .where(where, INCIDENTS.c.status == "open")
        .values(status=status, ended_at=ctx.now, ended_by=ctx.actor)
    )


def _open_tasks(
    ctx: Context, running: Running, tasks: Sequence[steps.UserTask]
) -> dict[int, dict[str, Any]]:
    if not tasks:
        return {}
    rows = {task.token_id: _task_row(ctx, running, task) for task in tasks}
    INSERT_TASKS.run(ctx.connection, list(rows.values()))
    candidates.offer(ctx, tasks, rows)
    return rows


def _task_row(ctx: Context, running: Running, task: steps.UserTask) -> dict[str, Any]:
    key = running.business_key
    form_key = versions.form_key(running.version, task.activity_id, task.form_key)
    return {
        "id": new_id(),
        "instance_id": running.id,
        "token_id": task.token_id,
        "revision": 1,
        "definition_id": running.version.id,
        "definition_key": running.version.key,
        "case_no": running.case_no,
        "business_key": key,
        "activity_id": task.activity_id,
        "name": task.name,
        "names": dict(task.names),
        "search": searchable(
            " ".join(filter(None, (task.name, *task.names.values(), running.case_no, key)))
        ),
        "description": task.description,
        "lane": task.lane,
        "status": "created",
        "assignee": task.assignee,
        "priority": task.priority,
        "due_at": task.due_at,
        "follow_up_at": task.follow_up_at,
        "form_key": form_key,
        "separate_from": list(task.separate_from) or None,
        "form_id": versions.form_id(ctx.session, running.version, form_key),
        "created_at": ctx.now,
        "updated_at": ctx.now,
    }


def _open_jobs(ctx: Context, running: Running, step: Step) -> None:
    rows = [_timer_row(ctx, running, timer) for timer in step.timers]
    rows += [_work_row(ctx, running, job) for job in step.jobs]
    rows += [_thrown_row(ctx, running, thrown) for thrown in step.thrown if thrown.kind in THROWN]
    if step.exhausted:
        again = {"payload": {"rounds": running.rounds + 1}}
        rows.append(_row(ctx, running, "resume") | again)
    if rows:
        INSERT_JOBS.run(ctx.connection, rows)


THROWN = ("message", "signal")


def _row(ctx: Context, running: Running, kind: str) -> dict[str, Any]:
    own = {"instance_id": running.id, "definition_id": running.version.id}
    return {**_free_row(ctx, kind), **own}


def _free_row(ctx: Context, kind: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "kind": kind,
        "instance_id": None,
        "token_id": None,
        "definition_id": "",
        "activity_id": None,
        "topic": None,
        "payload": None,
        "priority": 0,
        "due_at": ctx.now,
        "retry_cycle": None,
        "retries_left": TIMER_RETRIES,
        "failures": 0,
        "created_at": ctx.now,
    }


def _timer_row(ctx: Context, running: Running, timer: steps.Timer) -> dict[str, Any]:
    return {
        **_row(ctx, running, "timer"),
        "token_id": timer.token_id,
        "activity_id": timer.activity_id,
        "due_at": timer.due_at,
    }


def _work_row(ctx: Context, running: Running, job: steps.Job) -> dict[str, Any]:
    return {
        **_row(ctx, running, job.kind),
        "token_id": job.token_id,
        "activity_id": job.activity_id,
        "topic": job.topic,
        "payload": None if job.inputs is None else {"inputs": packed(job.inputs)},
        "priority": job.priority,
        "retry_cycle": job.retry_cycle,
        "retries_left": retries.first_retries(job.retry_cycle),
    }


def _thrown_row(ctx: Context, running: Running, thrown: steps.Thrown) -> dict[str, Any]:
    payload = {
        "name": thrown.name,
        "payload": packed(thrown.payload),
        "keys": packed(thrown.keys),
        "business_key": running.business_key,
        "sender": running.id,
    }
    return {**_row(ctx, running, thrown.kind), "instance_id": None, "payload": payload}


def broadcast(ctx: Context, name: str, payload: Mapping[str, Any]) -> None:
    """Write the job that gives a signal to everybody who waits for it."""
    row = {
        **_free_row(ctx, "signal"),
        "payload": {"name": name, "payload": packed(payload), "keys": "{}", "sender": None},
    }
    INSERT_JOBS.run(ctx.connection, row)


def packed(values: Any) -> str:
    """Return variables as text that keeps every type, for a JSON column."""
    return pack(dict(values)).decode()


def _open_subscriptions(ctx: Context, running: Running, step: Step) -> None:
    rows = [
        {
            "id": new_id(),
            "kind": subscription.kind,
            "name": subscription.name,
            "instance_id": running.id,
            "token_id": subscription.token_id,
            "definition_id": running.version.id,
            "activity_id": subscription.activity_id,
            "keys": {key: plain(value) for key, value in subscription.keys.items()},
            "created_at": ctx.now,
        }
        for subscription in step.subscriptions
        if subscription.kind != "condition"
    ]
    if rows:
        INSERT_SUBSCRIPTIONS.run(ctx.connection, rows)


def plain(value: Any) -> Any:
    """Return a correlation value as JSON can hold it; compared as text otherwise."""
    return value if value is None or isinstance(value, str | int | float) else str(value)


def _open_incidents(ctx: Context, running: Running, step: Step) -> None:
    rows = [
        {
            "id": new_id(),
            "kind": incident.kind,
            "instance_id": running.id,
            "token_id": incident.token_id,
            "definition_id": running.version.id,
            "activity_id": incident.activity_id,
            "message": incident.message,
            "line": incident.line,
            "status": "open",
            "created_at": ctx.now,
        }
        for incident in step.incidents
    ]
    if rows:
        INSERT_INCIDENTS.run(ctx.connection, rows)
