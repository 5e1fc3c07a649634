"""Jobs that fail: tries are counted, the last one leaves an incident, a person revives it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update

from engine import retries
from engine.base import new_id, table
from engine.bpmn.names import storable
from engine.errors import NotFoundError
from engine.store import event_log, running, versions
from engine.tables import Incident, Job, ProcessInstance
from engine.transaction import Context

JOBS = table(Job)
INCIDENTS = table(Incident)
INSTANCES = table(ProcessInstance)
LONGEST_ERROR = 2_000
LONGEST_DETAILS = 20_000
INCIDENT_KINDS = {"external": "failed_external_task"}


def job(ctx: Context, job_id: str) -> Job:
    """Return a job as it is now, detached.

    Raises:
        NotFoundError: it is done, cancelled, or never was.
    """
    found = ctx.connection.execute(select(JOBS).where(JOBS.c.id == job_id))
    row = found.mappings().one_or_none()
    if row is None:
        raise NotFoundError(what="job", id=job_id)
    return Job(**row)


@dataclass(frozen=True, slots=True)
class Failure:
    """How a try failed.

    Attributes:
        tries: how many are left; None takes one off.
        pause_seconds: until the next; None takes it from the job's retry cycle.
    """

    error: str
    details: str | None = None
    tries: int | None = None
    pause_seconds: float | None = None


def fail(ctx: Context, failed: Job, failure: Failure) -> None:
    """Count a failed try, free the job, set its next time; after the last one, ask for a person."""
    left = max(failed.retries_left - 1, 0) if failure.tries is None else failure.tries
    failures = failed.failures + 1
    pause = retries.cycle(failed.retry_cycle).pause(failures)
    if failure.pause_seconds is not None:
        pause = timedelta(seconds=failure.pause_seconds)
    error = storable(failure.error[:LONGEST_ERROR])
    details = failure.details and storable(failure.details[-LONGEST_DETAILS:])
    change(
        ctx,
        failed.id,
        retries_left=left,
        failures=failures,
        due_at=ctx.now + pause,
        worker=None,
        locked_until=None,
        error=error,
        error_details=details,
    )
    if left == 0:
        raise_incident(ctx, failed, error, details)


def change(ctx: Context, job_id: str, **columns: Any) -> None:
    """Set columns of a job.

    Raises:
        NotFoundError: it is done or cancelled.
    """
    statement = update(JOBS).where(JOBS.c.id == job_id).values(columns)
    if ctx.connection.execute(statement).rowcount != 1:
        raise NotFoundError(what="job", id=job_id)


def raise_incident(ctx: Context, failed: Job, error: str, details: str | None) -> None:
    """Ask for a person, once per job, and say so in the event log."""
    open_one = (INCIDENTS.c.job_id == failed.id) & (INCIDENTS.c.status == "open")
    connection = ctx.connection
    if connection.execute(select(INCIDENTS.c.id).where(open_one)).first() is not None:
        connection.execute(update(INCIDENTS).where(open_one).values(message=error, details=details))
        return
    instance_id = failed.instance_id or (failed.payload or {}).get("sender")
    incident = {
        "id": new_id(),
        "kind": INCIDENT_KINDS.get(failed.kind, "failed_job"),
        "instance_id": instance_id,
        "token_id": failed.token_id,
        "job_id": failed.id,
        "definition_id": failed.definition_id,
        "activity_id": failed.activity_id,
        "message": error,
        "details": details,
        "status": "open",
        "created_at": ctx.now,
    }
    connection.execute(insert(INCIDENTS), incident)
    note(ctx, failed, "failed", reason=error, attempt=failed.failures + 1)


def revive(ctx: Context, failed: Job, tries: int) -> None:
    """Let a job be tried again, now, and close its incident."""
    change(ctx, failed.id, retries_left=tries, due_at=ctx.now, worker=None, locked_until=None)
    statement = (
        update(INCIDENTS)
        .where(INCIDENTS.c.job_id == failed.id, INCIDENTS.c.status == "open")
        .values(status="resolved", ended_at=ctx.now, ended_by=ctx.actor)
    )
    if ctx.connection.execute(statement).rowcount:
        note(ctx, failed, "retried")


def note(ctx: Context, about: Job, lifecycle: str, **facts: Any) -> None:
    """Append what happened to a job to the event log."""
    version = versions.version(ctx.session, about.definition_id)
    row = _instance(ctx, about.instance_id)
    subject = running.Running(
        id=about.instance_id or "",
        version=version,
        environment=running.outside(ctx, version),
        business_key=row.get("business_key"),
        started_by=row.get("started_by", ""),
        dimensions=row.get("dimensions", {}),
    )
    facts |= {"activity_id": about.activity_id, "token_id": about.token_id}
    if about.instance_id is None:
        facts |= {"instance_id": None, "root_instance_id": None}
    event_log.log(ctx, [event_log.event(ctx, subject, lifecycle, **facts)])


def _instance(ctx: Context, instance_id: str | None) -> dict[str, Any]:
    columns = (INSTANCES.c.business_key, INSTANCES.c.started_by, INSTANCES.c.dimensions)
    statement = select(*columns).where(INSTANCES.c.id == instance_id)
    found = ctx.connection.execute(statement).mappings().one_or_none()
    return dict(found) if found else {}
