"""What an operator does to a job, and notes on an incident."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from engine import interventions
from engine.base import table
from engine.store import failures, operations, rows, running
from engine.tables import Incident, Job, ProcessInstance
from engine.transaction import Context

INCIDENTS = table(Incident)


def set_due(ctx: Context, job_id: str, due_at: datetime) -> None:
    """Let a job be due at another time; a timer of a case whose time has come fires at once.

    Raises:
        NotFoundError: the job is done or cancelled.
        InstanceEndedError, SuspendedError: its case can not go on.
        ConcurrentUpdateError: somebody else was faster.
    """
    job = failures.job(ctx, job_id)
    operations.note(ctx, [_act(ctx, job, due_at)])
    if job.kind != "timer" or job.instance_id is None or job.token_id is None:
        failures.change(ctx, job_id, due_at=due_at)
        return
    instance = running.load(ctx, job.instance_id)
    step = interventions.set_due(
        instance.version.definition,
        instance.state,
        (job.token_id, job.due_at, due_at),
        instance.environment,
    )
    running.save(ctx, instance, step)


def annotate(ctx: Context, incident_id: str, text: str | None) -> None:
    """Write a note on an incident for whoever looks at it next; an empty one takes it away.

    Raises:
        NotFoundError: no such incident.
    """
    incident = rows.get(ctx, Incident, "incident", incident_id)
    note = (text or "").strip()[: operations.LONGEST_REASON] or None
    where = INCIDENTS.c.id == incident_id
    ctx.session.execute(update(INCIDENTS).where(where).values(annotation=note))
    about = {"instance_id": incident.instance_id, "property": "annotation"}
    values = {"old_value": incident.annotation, "new_value": note}
    operations.note(ctx, [operations.Act("set", "incident", incident_id, **about, **values)])


def _act(ctx: Context, job: Job, due_at: datetime) -> operations.Act:
    values = {"old_value": job.due_at.isoformat(), "new_value": due_at.isoformat()}
    about = {"entity": "job", "entity_id": job.id, "property": "due date"}
    row = ctx.session.get(ProcessInstance, job.instance_id) if job.instance_id else None
    if row is None:
        return operations.Act("set", **about, **values)
    return operations.on_instance(row, "set", None, **about, **values)
