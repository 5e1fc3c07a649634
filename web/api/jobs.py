"""Jobs and notes on incidents, in Camunda 7's words."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from engine import commands, queries
from engine.queries import Job, JobFilter
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import Count, Moment, Page, Part, Schema, Whole
from web.extensions import db
from web.identity import me
from web.permissions import require
from web.services import change

part = Part("job", "/job", "Timers, service tasks and messages that wait for the worker")
incidents = Part("incident-annotation", "/incident", "Notes on incidents")


class JobQuery(Schema):
    """Which jobs."""

    instance_id = fields.String(data_key="processInstanceId")
    definition_id = fields.String(data_key="processDefinitionId")
    activity_id = fields.String(data_key="activityId")
    kind = fields.String()
    with_retries_left = fields.Boolean(data_key="withRetriesLeft")
    due_before = Moment(data_key="dueBefore")


class JobPage(JobQuery, Page):
    """Which jobs, and which part of the list."""


class JobRetriesIn(Schema):
    """How many tries are left."""

    retries = Whole(required=True)


class DueIn(Schema):
    """When a job is due."""

    due_at = Moment(required=True, data_key="duedate")


class AnnotationIn(Schema):
    """A note."""

    annotation = fields.String(required=True)


@part.get("")
@part.query(JobPage)
def listing(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List jobs, those due first on top."""
    first, limit = query.pop("first"), query.pop("limit")
    return [job_out(row) for row in queries.jobs(db.session(), _filter(query), first, limit)]


@part.get("/count")
@part.query(JobQuery)
@part.response(200, Count)
def count(query: dict[str, Any]) -> dict[str, int]:
    """Count jobs."""
    return {"count": queries.count_jobs(db.session(), _filter(query))}


@part.get("/<job_id>")
def one(job_id: str) -> dict[str, Any]:
    """Read a job."""
    return job_out(_loaded(job_id))


@part.put("/<job_id>/retries")
@part.arguments(JobRetriesIn)
@part.response(204)
def retries(body: dict[str, int], job_id: str) -> None:
    """Set how many tries are left; some close its incident."""
    _loaded(job_id)
    with change() as ctx:
        commands.set_retries(ctx, job_id, body["retries"])


@part.put("/<job_id>/duedate")
@part.arguments(DueIn)
@part.response(204)
def due(body: dict[str, Any], job_id: str) -> None:
    """Let a job be due at another time."""
    _loaded(job_id)
    with change() as ctx:
        commands.set_due(ctx, job_id, body["due_at"])


@part.post("/<job_id>/execute")
@part.response(204)
def execute(job_id: str) -> None:
    """Let a job be due now: a timer fires at once, the rest is the worker's."""
    _loaded(job_id)
    with change() as ctx:
        commands.set_due(ctx, job_id, ctx.now)


@incidents.put("/<incident_id>/annotation")
@incidents.arguments(AnnotationIn)
@incidents.response(204)
def annotate(body: dict[str, str], incident_id: str) -> None:
    """Write a note on an incident."""
    _annotate(incident_id, body["annotation"])


@incidents.delete("/<incident_id>/annotation")
@incidents.response(204)
def clear(incident_id: str) -> None:
    """Take the note on an incident away."""
    _annotate(incident_id, None)


def _annotate(incident_id: str, text: str | None) -> None:
    row = queries.incident(db.session(), incident_id)
    require(db.session(), me(), Permission.RETRY_JOB, row)
    with change() as ctx:
        commands.annotate(ctx, incident_id, text)


def _filter(query: dict[str, Any]) -> JobFilter:
    require(db.session(), me(), Permission.RETRY_JOB)
    return JobFilter(**query)


def _loaded(job_id: str) -> Job:
    require(db.session(), me(), Permission.RETRY_JOB)
    return queries.job(db.session(), job_id)


def job_out(row: Job) -> dict[str, Any]:
    """Return a job as Camunda writes it, with its kind and activity."""
    return {
        "id": row.id,
        "jobDefinitionId": None,
        "processInstanceId": row.instance_id,
        "processDefinitionId": row.definition_id,
        "executionId": f"{row.instance_id}:{row.token_id}" if row.token_id else row.instance_id,
        "activityId": row.activity_id,
        "kind": row.kind,
        "dueDate": typed.date_text(row.due_at),
        "createTime": typed.date_text(row.created_at),
        "retries": row.retries_left,
        "priority": row.priority,
        "exceptionMessage": row.error,
        "tenantId": None,
    }
