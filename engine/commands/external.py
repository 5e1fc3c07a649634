"""External tasks on their way back: what their workers say.

A worker may answer as long as nobody else has fetched its task, also after its lock has ended.
Source: Camunda 7 REST, external task.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, cast

from engine import runtime
from engine.errors import JobLockedError, NotFoundError, RequestInvalidError
from engine.store import failures, running
from engine.store.failures import Failure
from engine.store.variables import checked
from engine.tables import Job
from engine.transaction import Context

MOST_RETRIES = 1_000
LONGEST_SECONDS = 366 * 24 * 3600.0


def complete_external(
    ctx: Context,
    job_id: str,
    worker_id: str,
    variables: Mapping[str, Any] | None = None,
    local: Mapping[str, Any] | None = None,
) -> None:
    """Complete an external task and run its instance to its next wait states.

    Args:
        local: variables of the task alone, for its output mappings.

    Raises:
        NotFoundError: the task is done or cancelled.
        JobLockedError: another worker has it.
        VariableInvalidError: a variable can not be stored.
        ConcurrentUpdateError: the instance was changed at the same time; send it again.
    """
    job = _mine(ctx, job_id, worker_id)
    given, own = (checked(each, ctx.services.limits) for each in (variables, local))
    instance = running.load(ctx, cast(str, job.instance_id))
    step = runtime.complete(
        instance.version.definition,
        instance.state,
        cast(int, job.token_id),
        given,
        instance.environment,
        local=own,
    )
    running.save(ctx, instance, step)


def fail_external(  # noqa: PLR0913 - the parameters of Camunda's answer
    ctx: Context,
    job_id: str,
    worker_id: str,
    message: str,
    details: str | None = None,
    retries: int | None = None,
    retry_timeout_seconds: float | None = None,
) -> None:
    """Record that a worker failed; with no tries left, ask for a person.

    Args:
        ctx: the transaction.
        job_id: the task.
        worker_id: who has it.
        message: what went wrong, in a line.
        details: more of it, a traceback for instance.
        retries: how many tries are left; None counts down those of the diagram.
        retry_timeout_seconds: until the next try; None waits as the diagram says.

    Raises:
        NotFoundError: the task is done or cancelled.
        JobLockedError: another worker has it.
        RequestInvalidError: the tries or the pause are not acceptable.
    """
    if retries is not None:
        _check_tries(retries)
    if retry_timeout_seconds is not None and not 0 <= retry_timeout_seconds <= LONGEST_SECONDS:
        raise RequestInvalidError(field="retryTimeout", reason="it must be 0 to a year")
    job = _mine(ctx, job_id, worker_id)
    failures.fail(ctx, job, Failure(message, details, retries, retry_timeout_seconds))


def external_error(  # noqa: PLR0913 - the parameters of Camunda's answer
    ctx: Context,
    job_id: str,
    worker_id: str,
    code: str,
    message: str | None = None,
    variables: Mapping[str, Any] | None = None,
) -> None:
    """Report a business error, for the diagram to catch; if it does not, ask for a person.

    Raises:
        NotFoundError: the task is done or cancelled.
        JobLockedError: another worker has it.
        VariableInvalidError: a variable can not be stored.
        ConcurrentUpdateError: the instance was changed at the same time; send it again.
    """
    job = _mine(ctx, job_id, worker_id)
    given = checked(variables, ctx.services.limits)
    instance = running.load(ctx, cast(str, job.instance_id))
    step = runtime.throw_error(
        instance.version.definition,
        instance.state,
        cast(int, job.token_id),
        code,
        message or "",
        given,
        instance.environment,
    )
    if any(thrown.kind == "error" for thrown in step.thrown):
        text = f"nothing in the diagram catches the error {code!r}"
        failures.fail(ctx, job, Failure(f"{text}: {message}" if message else text, tries=0))
    else:
        running.save(ctx, instance, step)


def extend_lock(ctx: Context, job_id: str, worker_id: str, seconds: float) -> None:
    """Lock a task for so many seconds from now.

    Raises:
        NotFoundError: the task is done or cancelled.
        JobLockedError: another worker has it, or the lock has ended.
        RequestInvalidError: the time is not acceptable.
    """
    if not 0 < seconds <= LONGEST_SECONDS:
        raise RequestInvalidError(field="newDuration", reason="it must be above 0, a year at most")
    job = _mine(ctx, job_id, worker_id)
    if job.locked_until is None or job.locked_until <= ctx.now:
        raise JobLockedError(id=job_id, worker=worker_id)
    failures.change(ctx, job_id, locked_until=ctx.now + timedelta(seconds=seconds))


def unlock(ctx: Context, job_id: str) -> None:
    """Take a task from its worker, for others to fetch.

    Raises:
        NotFoundError: there is no such external task.
    """
    _external(ctx, job_id)
    failures.change(ctx, job_id, worker=None, locked_until=None)


def set_retries(ctx: Context, job_id: str, retries: int) -> None:
    """Set how many tries a job has left: some close its incident, none raises one.

    Raises:
        NotFoundError: the job is done or cancelled.
        RequestInvalidError: the number is not acceptable.
    """
    _check_tries(retries)
    job = failures.job(ctx, job_id)
    if retries:
        failures.revive(ctx, job, retries)
    else:
        failures.change(ctx, job_id, retries_left=0)
        failures.raise_incident(ctx, job, job.error or "no tries are left", job.error_details)


def _mine(ctx: Context, job_id: str, worker_id: str) -> Job:
    job = _external(ctx, job_id)
    if job.worker != worker_id:
        raise JobLockedError(id=job_id, worker=worker_id)
    return job


def _external(ctx: Context, job_id: str) -> Job:
    job = failures.job(ctx, job_id)
    if job.kind != "external":
        raise NotFoundError(what="external task", id=job_id)
    return job


def _check_tries(tries: int) -> None:
    if not 0 <= tries <= MOST_RETRIES:
        raise RequestInvalidError(field="retries", reason=f"it must be 0 to {MOST_RETRIES}")
