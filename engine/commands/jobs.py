"""What the job executor asks: each verb ends a job, or its try, in one transaction."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import delete, update

from engine import runtime
from engine.base import table
from engine.bpmn import values
from engine.errors import NotFoundError
from engine.ports import Call, Variables
from engine.store import failures, running, variables, versions
from engine.store.failures import Failure
from engine.store.running import Running
from engine.store.versions import Version
from engine.tables import Job
from engine.transaction import Context

logger = logging.getLogger(__name__)

JOBS = table(Job)
CATCH_UP = 10_000
MOST_ROUNDS = 10  # of the step budget, until an instance is taken to loop for ever


def call(ctx: Context, job_id: str) -> Call:
    """Return what a connector is told: the mapped inputs, or else all that its token sees.

    Raises:
        NotFoundError: the job is done or cancelled.
    """
    job, instance = _work(ctx, job_id)
    if job.payload is None:
        seen = runtime.variables(
            instance.version.definition, instance.state, instance.environment, job.token_id
        )
    else:
        seen = values.unpack(job.payload["inputs"].encode())
    return Call(
        job_id=job.id,
        topic=job.topic or "",
        instance_id=instance.id,
        business_key=instance.business_key,
        activity_id=job.activity_id or "",
        variables=seen,
    )


def finish_job(ctx: Context, job_id: str, result: Variables) -> None:
    """Give a waiting service task the result of its connector and run the instance on.

    Raises:
        NotFoundError: the job is done or cancelled.
        VariableInvalidError: the result can not be stored.
    """
    job, instance = _work(ctx, job_id)
    result = variables.checked(result, ctx.services.limits)
    step = runtime.complete(
        instance.version.definition,
        instance.state,
        cast(int, job.token_id),
        result,
        instance.environment,
    )
    running.save(ctx, instance, step)  # the token leaves, its job with it


def _work(ctx: Context, job_id: str) -> tuple[Job, Running]:
    job = failures.job(ctx, job_id)
    return job, running.load(ctx, cast(str, job.instance_id))


def fire_timer(ctx: Context, job_id: str) -> None:
    """Fire what is due in the instance of a timer; or start an instance and set the next date.

    Raises:
        NotFoundError: the timer was cancelled.
    """
    job = failures.job(ctx, job_id)
    if job.instance_id is None:
        _start_by_timer(ctx, job)
        return
    _go_on(ctx, job.instance_id)
    _postpone(ctx, job)


def resume(ctx: Context, job_id: str) -> None:
    """Let an instance go on whose step budget ran out; one that never rests becomes an incident.

    Raises:
        NotFoundError: the job is done.
    """
    job = failures.job(ctx, job_id)
    # a person who retries gives it as many rounds again
    rounds = 1 if job.failures else int((job.payload or {}).get("rounds", 1))
    if rounds > MOST_ROUNDS:
        limits = ctx.services.limits
        steps, seconds = MOST_ROUNDS * limits.steps, MOST_ROUNDS * limits.step_seconds
        done = f"it made {steps} steps, or ran for {seconds} seconds,"
        text = f"{done} without waiting for anything: look for an endless loop"
        failures.fail(ctx, job, Failure(text, tries=0))
        return
    _go_on(ctx, cast(str, job.instance_id), rounds)
    _drop(ctx, job)


def _go_on(ctx: Context, instance_id: str, rounds: int = 0) -> None:
    instance = running.load(ctx, instance_id)
    instance.rounds = rounds
    step = runtime.resume(instance.version.definition, instance.state, instance.environment)
    running.save(ctx, instance, step)


def _postpone(ctx: Context, timer: Job) -> None:
    """Free a timer that did not fire yet, because the step budget ran out before it."""
    later = ctx.now + timedelta(seconds=1)
    ctx.connection.execute(
        update(JOBS)
        .where(JOBS.c.id == timer.id)
        .values(worker=None, locked_until=None, due_at=later)
    )


def _start_by_timer(ctx: Context, job: Job) -> None:
    version = versions.version(ctx.session, job.definition_id)
    due_at = _next(ctx, version, job)
    # the instance first: its scripts run before anything is written
    running.begin(ctx, version, {}, start_activity=job.activity_id)
    if due_at is None:
        _drop(ctx, job)
        return
    failures.change(
        ctx, job.id, due_at=due_at, worker=None, locked_until=None, failures=0, error=None
    )


def _next(ctx: Context, version: Version, job: Job) -> datetime | None:
    """Return the next date after now: those that passed while nobody ran are not made up for."""
    start = next(
        (s for s in version.info.starts if s.kind == "timer" and s.activity_id == job.activity_id),
        None,
    )
    if start is None:
        raise NotFoundError(what="timer start event", id=job.activity_id)
    environment, due_at = running.outside(ctx, version), job.due_at
    for _ in range(CATCH_UP):
        following = runtime.next_start(start, due_at, environment)
        if following is None or following > ctx.now:
            return following
        due_at = following
    return runtime.next_start(start, ctx.now, environment)


def fail_job(
    ctx: Context, job_id: str, error: str, details: str | None, *, tries: int | None = None
) -> None:
    """Record a failed try: the job comes again after a pause, or asks for a person.

    `tries` is how many are left; None takes one off.

    Raises:
        NotFoundError: the job is done or cancelled.
    """
    failures.fail(ctx, failures.job(ctx, job_id), Failure(error, details, tries))


def discard(ctx: Context, job_id: str, reason: str) -> None:
    """Remove a job that nobody waits for any more."""
    logger.info("job %s is dropped: %s", job_id, reason)
    ctx.connection.execute(delete(JOBS).where(JOBS.c.id == job_id))


def _drop(ctx: Context, job: Job) -> None:
    """End a job last, after the rows of the instance, as every step writes them in that order."""
    deleted = ctx.connection.execute(delete(JOBS).where(JOBS.c.id == job.id))
    if deleted.rowcount != 1:
        raise NotFoundError(what="job", id=job.id)
