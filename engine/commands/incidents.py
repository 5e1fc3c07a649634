"""What a person can do about an incident."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, cast

from sqlalchemy import update

from engine import retries, runtime
from engine.base import table
from engine.errors import ConcurrentUpdateError, RequestInvalidError
from engine.store import event_log, failures, operations, rows, running
from engine.store.running import Running
from engine.store.variables import checked
from engine.tables import Incident, ProcessInstance
from engine.transaction import Context

INCIDENTS = table(Incident)


def retry(ctx: Context, incident_id: str, variables: Mapping[str, Any] | None = None) -> None:
    """Try again what failed, with changed variables if given.

    A job gets all its tries back and is due now. A script, expression or flow runs at once: when
    it fails again, a new incident says so.

    Raises:
        NotFoundError: no such incident, or what failed is no longer there.
        RequestInvalidError: it is closed, or what failed runs outside an instance.
        InstanceEndedError, SuspendedError: the instance can not go on.
        VariableInvalidError: a variable can not be stored.
        ConcurrentUpdateError: somebody else was faster.
    """
    incident = rows.get(ctx, Incident, "incident", incident_id)
    if incident.status != "open":
        raise RequestInvalidError(field="incident", reason="it is closed")
    given = checked(variables, ctx.services.limits)
    operations.note(ctx, list(_acts(ctx, incident, given)))
    if incident.job_id is not None:
        _retry_job(ctx, incident, incident.job_id, given)
    else:
        _retry_token(ctx, incident, given)


def _acts(ctx: Context, incident: Incident, given: Mapping[str, Any]) -> Iterator[operations.Act]:
    about: dict[str, Any] = {"entity": "incident", "entity_id": incident.id}
    row = ctx.session.get(ProcessInstance, incident.instance_id) if incident.instance_id else None
    if row is None:
        yield operations.Act("retry", **about, property=incident.activity_id)
        return
    yield operations.on_instance(row, "retry", None, **about, property=incident.activity_id)
    for name, value in given.items():
        changed = {"entity": "variable", "entity_id": name, "property": name}
        new_value = operations.text_of(value)
        yield operations.on_instance(row, "set", None, **changed, new_value=new_value)


def _retry_job(ctx: Context, incident: Incident, job_id: str, given: dict[str, Any]) -> None:
    job = failures.job(ctx, job_id)
    if given:
        if job.instance_id is None:
            raise RequestInvalidError(field="variables", reason="the job has no instance")
        instance = running.load(ctx, job.instance_id)
        _set(ctx, instance, given, incident.token_id)
    failures.revive(ctx, job, retries.first_retries(job.retry_cycle))


def _retry_token(ctx: Context, incident: Incident, given: dict[str, Any]) -> None:
    instance = running.load(ctx, cast(str, incident.instance_id))
    if given:
        _set(ctx, instance, given, incident.token_id)
    token_id = cast(int, incident.token_id)
    step = runtime.retry(
        instance.version.definition, instance.state, token_id, instance.environment
    )
    _close(ctx, incident.id)
    running.save(ctx, instance, step)
    facts = {"activity_id": incident.activity_id, "token_id": token_id}
    event_log.log(ctx, [event_log.event(ctx, instance, "retried", **facts)])


def _set(ctx: Context, instance: Running, given: dict[str, Any], token_id: int | None) -> None:
    step = runtime.set_variables(
        instance.version.definition,
        instance.state,
        given,
        instance.environment,
        token_id=token_id,
    )
    running.save(ctx, instance, step)


def _close(ctx: Context, incident_id: str) -> None:
    statement = (
        update(INCIDENTS)
        .where(INCIDENTS.c.id == incident_id, INCIDENTS.c.status == "open")
        .values(status="resolved", ended_at=ctx.now, ended_by=ctx.actor)
    )
    if ctx.connection.execute(statement).rowcount != 1:
        raise ConcurrentUpdateError(id=incident_id)
