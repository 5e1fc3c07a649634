"""Jobs, external tasks and incidents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from engine.tables import EventSubscription, Incident, Job, ProcessDefinition, ProcessInstance


@dataclass(frozen=True, slots=True)
class JobFilter:
    """Which jobs; None does not restrict."""

    kind: str | None = None
    instance_id: str | None = None
    definition_id: str | None = None
    activity_id: str | None = None
    topic: str | None = None
    worker: str | None = None
    locked_at: datetime | None = None
    free_at: datetime | None = None
    due_before: datetime | None = None
    with_retries_left: bool | None = None


def job(session: Session, job_id: str) -> Job:
    """Return a job.

    Raises:
        NotFoundError: no such job, or it is done.
    """
    found = session.get(Job, job_id, populate_existing=True)
    if found is None:
        raise NotFoundError(what="job", id=job_id)
    return found


def jobs(session: Session, wanted: JobFilter, first: int = 0, limit: int = 100) -> list[Job]:
    """Return jobs by due date."""
    statement = select(Job).where(*_jobs(wanted)).order_by(Job.due_at, Job.id)
    return list(session.scalars(statement.offset(first).limit(limit)))


def count_jobs(session: Session, wanted: JobFilter) -> int:
    """Return how many jobs match."""
    return session.scalar(select(func.count()).select_from(Job).where(*_jobs(wanted))) or 0


def _jobs(wanted: JobFilter) -> list[ColumnElement[bool]]:
    equal = {
        Job.kind: wanted.kind,
        Job.instance_id: wanted.instance_id,
        Job.definition_id: wanted.definition_id,
        Job.activity_id: wanted.activity_id,
        Job.topic: wanted.topic,
        Job.worker: wanted.worker,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    if wanted.locked_at is not None:
        found.append(Job.locked_until > wanted.locked_at)
    if wanted.free_at is not None:
        found.append(Job.locked_until.is_(None) | (Job.locked_until <= wanted.free_at))
    if wanted.due_before is not None:
        found.append(Job.due_at <= wanted.due_before)
    if wanted.with_retries_left is not None:
        left = Job.retries_left > 0
        found.append(left if wanted.with_retries_left else ~left)
    return found


@dataclass(frozen=True, slots=True)
class IncidentFilter:
    """Which incidents; None does not restrict. `processes` are keys of processes."""

    status: str | None = "open"
    kind: str | None = None
    instance_id: str | None = None
    definition_id: str | None = None
    definition_key: str | None = None
    processes: tuple[str, ...] | None = None
    activity_id: str | None = None
    job_id: str | None = None


def incident(session: Session, incident_id: str) -> Incident:
    """Return an incident.

    Raises:
        NotFoundError: no such incident.
    """
    found = session.get(Incident, incident_id, populate_existing=True)
    if found is None:
        raise NotFoundError(what="incident", id=incident_id)
    return found


def incidents(
    session: Session, wanted: IncidentFilter | None = None, first: int = 0, limit: int = 100
) -> list[Incident]:
    """Return incidents, newest first."""
    statement = select(Incident).where(*_incidents(wanted or IncidentFilter()))
    order = (Incident.created_at.desc(), Incident.id.desc())
    return list(session.scalars(statement.order_by(*order).offset(first).limit(limit)))


def count_incidents(session: Session, wanted: IncidentFilter | None = None) -> int:
    """Return how many incidents match."""
    conditions = _incidents(wanted or IncidentFilter())
    return session.scalar(select(func.count()).select_from(Incident).where(*conditions)) or 0


def _incidents(wanted: IncidentFilter) -> list[ColumnElement[bool]]:
    equal: dict[Any, Any] = {
        Incident.status: wanted.status,
        Incident.kind: wanted.kind,
        Incident.instance_id: wanted.instance_id,
        Incident.definition_id: wanted.definition_id,
        Incident.activity_id: wanted.activity_id,
        Incident.job_id: wanted.job_id,
    }
    found: list[ColumnElement[bool]] = [c == v for c, v in equal.items() if v is not None]
    if wanted.definition_key is not None:
        of_key = select(ProcessInstance.id).where(
            ProcessInstance.definition_key == wanted.definition_key
        )
        found.append(Incident.instance_id.in_(of_key))
    if wanted.processes is not None:  # also those that belong to no instance
        d = ProcessDefinition
        of_processes = select(d.id).where(d.key.in_(wanted.processes))
        found.append(Incident.definition_id.in_(of_processes))
    return found


def subscriptions(session: Session, instance_id: str) -> list[EventSubscription]:
    """Return the messages and signals that an instance waits for."""
    statement = select(EventSubscription).where(EventSubscription.instance_id == instance_id)
    return list(session.scalars(statement.order_by(EventSubscription.created_at)))
