"""Thrown messages and signals on their way to other instances, exactly once each."""

from __future__ import annotations

from typing import Any, cast

from sqlalchemy import delete, insert

from engine import runtime
from engine.base import new_id, table
from engine.bpmn import values
from engine.errors import MessageNotCorrelatedError, NotFoundError, RequestInvalidError
from engine.ports import Variables
from engine.retries import DEFAULT_TRIES
from engine.store import buffered, correlation, failures, running, versions
from engine.store.correlation import Address, Waiting
from engine.tables import Job
from engine.transaction import Context

JOBS = table(Job)


def deliver(ctx: Context, job_id: str) -> None:
    """Bring a thrown message to the one that waits for it, a thrown signal to all.

    A message goes by its correlation keys, else by the business key of its sender; it starts a
    process when no instance waits, and is kept for its time to live when nothing does either. A
    signal becomes one job for each receiver, so that each receives it in its own transaction.

    Raises:
        NotFoundError: it was delivered already.
        MessageNotCorrelatedError: several instances match the message.
    """
    job = failures.job(ctx, job_id)
    payload = job.payload or {}
    if job.kind == "message":
        _deliver_message(ctx, job, payload)
    elif "receiver" in payload:
        _hand_over(ctx, job, payload)
    elif job.kind == "signal":
        _fan_out(ctx, job, payload)
    else:
        raise RequestInvalidError(field="job", reason=f"{job.kind} is nothing to deliver")


def _deliver_message(ctx: Context, job: Job, payload: dict[str, Any]) -> None:
    content, keys = _unpack(payload["payload"]), _unpack(payload["keys"])
    business_key = None if keys else payload.get("business_key")
    address = Address(payload["name"], business_key, None, keys)
    waiting = correlation.waiting(ctx.session, "message", address)
    instances = {found.instance_id: found for found in reversed(waiting)}
    if len(instances) > 1:
        raise MessageNotCorrelatedError(name=address.name, count=len(instances))
    starting = [] if instances else correlation.starting(ctx.session, "message", address.name)
    for receiver in instances.values():
        _receive(ctx, receiver, content, keys)
    for receiver in starting:
        _begin(ctx, receiver, content, payload.get("business_key"))
    if not instances and not starting:
        buffered.keep(ctx, address, content, ctx.services.limits.message_ttl_seconds)
    _drop(ctx, job)


def _receive(ctx: Context, receiver: Waiting, content: Variables, keys: Variables) -> None:
    instance = running.load(ctx, cast(str, receiver.instance_id))
    step = runtime.correlate(
        instance.version.definition,
        instance.state,
        cast(int, receiver.token_id),
        content,
        keys,
        instance.environment,
    )
    running.save(ctx, instance, step)


def _begin(ctx: Context, receiver: Waiting, content: Variables, business_key: str | None) -> None:
    version = versions.version(ctx.session, receiver.definition_id)
    running.begin(
        ctx, version, content, business_key=business_key, start_activity=receiver.activity_id
    )


def _fan_out(ctx: Context, job: Job, payload: dict[str, Any]) -> None:
    address = Address(payload["name"])
    waiting = correlation.waiting(ctx.session, "signal", address)
    # one instance may wait several times, and gets the signal once; the sender has had it
    instances = dict.fromkeys(w.instance_id for w in waiting if w.instance_id != payload["sender"])
    rows = [
        _row(ctx, job, w.definition_id, w.instance_id, w.activity_id)
        for w in {w.instance_id: w for w in waiting if w.instance_id in instances}.values()
    ]
    rows += [
        _row(ctx, job, w.definition_id, None, w.activity_id)
        for w in correlation.starting(ctx.session, "signal", address.name)
    ]
    if rows:
        ctx.connection.execute(insert(JOBS), rows)
    _drop(ctx, job)


def _row(
    ctx: Context, job: Job, definition_id: str, instance_id: str | None, activity_id: str
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "kind": "signal",
        "instance_id": instance_id,
        "definition_id": definition_id,
        "activity_id": activity_id,
        "payload": {**(job.payload or {}), "receiver": instance_id or definition_id},
        "priority": job.priority,
        "due_at": ctx.now,
        "retries_left": DEFAULT_TRIES,
        "failures": 0,
        "created_at": ctx.now,
    }


def _hand_over(ctx: Context, job: Job, payload: dict[str, Any]) -> None:
    content = _unpack(payload["payload"])
    if job.instance_id is None:
        receiver = Waiting(None, None, job.definition_id, job.activity_id or "")
        _begin(ctx, receiver, content, payload.get("business_key"))
        _drop(ctx, job)
        return
    instance = running.load(ctx, job.instance_id)
    step = runtime.signal(
        instance.version.definition,
        instance.state,
        payload["name"],
        content,
        instance.environment,
    )
    running.save(ctx, instance, step)
    _drop(ctx, job)


def _unpack(packed: str) -> Variables:
    return cast(Variables, values.unpack(packed.encode()))


def _drop(ctx: Context, job: Job) -> None:
    """End the job, last: when somebody else has, all of this is undone."""
    deleted = ctx.connection.execute(delete(JOBS).where(JOBS.c.id == job.id))
    if deleted.rowcount != 1:
        raise NotFoundError(what="job", id=job.id)
