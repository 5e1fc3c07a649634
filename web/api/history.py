"""History of activities, and incidents."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from engine import commands, queries
from engine.queries import ActivityFilter, ActivityInstance, Incident, IncidentFilter
from web import loading
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import Count, Page, Part, Schema
from web.extensions import db
from web.identity import me
from web.permissions import require, require_some
from web.services import change

activities = Part("history-activity", "/history/activity-instance", "History of activities")
incidents = Part("incident", "/incident", "What needs a person")


class ActivityQuery(Schema):
    """Which activity instances."""

    instance_id = fields.String(data_key="processInstanceId")
    activity_id = fields.String(data_key="activityId")
    activity_type = fields.String(data_key="activityType")
    finished = fields.Boolean()
    unfinished = fields.Boolean()
    canceled = fields.Boolean()


class ActivityPage(ActivityQuery, Page):
    """Which activity instances, and which part of the list."""


class IncidentQuery(Schema):
    """Which incidents."""

    kind = fields.String(data_key="incidentType")
    instance_id = fields.String(data_key="processInstanceId")
    definition_id = fields.String(data_key="processDefinitionId")
    definition_key = fields.String(data_key="processDefinitionKey")
    activity_id = fields.String(data_key="activityId")


class IncidentPage(IncidentQuery, Page):
    """Which incidents, and which part of the list."""


class RetryIn(Schema):
    """Variables to set before the retry."""

    variables = fields.Dict(load_default=dict, allow_none=True)


def _activities(query: dict[str, Any]) -> ActivityFilter:
    if query.pop("unfinished", False):
        query["finished"] = False
    if query.pop("canceled", False):
        query["status"] = "cancelled"
    instance_id = query.get("instance_id")
    if instance_id is None and not _only_own():
        processes = require_some(db.session(), me(), Permission.INSTANCE_READ)
        return ActivityFilter(processes=processes, **query)
    loading.case(db.session(), me(), instance_id or "", Permission.INSTANCE_READ)
    return ActivityFilter(**query)


def _only_own() -> bool:
    """Return whether the caller sees just the instances that they have to do with."""
    return Permission.INSTANCE_READ not in me().grants.everywhere | me().grants.owned


@activities.get("")
@activities.query(ActivityPage)
def listing(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List activity instances in the order they were entered."""
    first, limit = query.pop("first"), query.pop("limit")
    found = queries.activities(db.session(), _activities(query), first, limit)
    return [activity_out(row) for row in found]


@activities.get("/count")
@activities.query(ActivityQuery)
@activities.response(200, Count)
def count(query: dict[str, Any]) -> dict[str, int]:
    """Count activity instances."""
    return {"count": queries.count_activities(db.session(), _activities(query))}


def activity_out(row: ActivityInstance) -> dict[str, Any]:
    """Return an activity instance as Camunda's history writes it."""
    lasted = int((row.ended_at - row.started_at).total_seconds() * 1000) if row.ended_at else None
    return {
        "id": f"{row.instance_id}:{row.token_id}",
        "activityId": row.activity_id,
        "activityName": row.activity_name,
        "activityType": row.activity_type,
        "processInstanceId": row.instance_id,
        "parentActivityInstanceId": (
            f"{row.instance_id}:{row.parent_token_id}" if row.parent_token_id else row.instance_id
        ),
        "startTime": typed.date_text(row.started_at),
        "endTime": typed.date_text(row.ended_at),
        "durationInMillis": lasted,
        "canceled": row.status == "cancelled",
        "completeScope": False,
    }


@incidents.get("")
@incidents.query(IncidentPage)
def open_incidents(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List open incidents, newest first."""
    first, limit = query.pop("first"), query.pop("limit")
    found = queries.incidents(db.session(), _incidents(query), first, limit)
    return [incident_out(row) for row in found]


@incidents.get("/count")
@incidents.query(IncidentQuery)
@incidents.response(200, Count)
def count_incidents(query: dict[str, Any]) -> dict[str, int]:
    """Count open incidents."""
    return {"count": queries.count_incidents(db.session(), _incidents(query))}


def _incidents(query: dict[str, Any]) -> IncidentFilter:
    processes = require_some(db.session(), me(), Permission.RETRY_JOB)
    return IncidentFilter(processes=processes, **query)


@incidents.get("/<incident_id>")
def one(incident_id: str) -> dict[str, Any]:
    """Read an incident."""
    row = queries.incident(db.session(), incident_id)
    require(db.session(), me(), Permission.RETRY_JOB, row)
    return incident_out(row)


@incidents.post("/<incident_id>/retry")
@incidents.arguments(RetryIn)
@incidents.response(204)
def retry(body: dict[str, Any], incident_id: str) -> None:
    """Try again, with variables mended first if any are given (Ravand's own)."""
    row = queries.incident(db.session(), incident_id)
    require(db.session(), me(), Permission.RETRY_JOB, row)
    with change() as ctx:
        commands.retry(ctx, incident_id, typed.read(body["variables"]) or None)


def incident_out(row: Incident) -> dict[str, Any]:
    """Return an incident as Camunda writes it."""
    return {
        "id": row.id,
        "incidentTimestamp": typed.date_text(row.created_at),
        "incidentType": row.kind,
        "incidentMessage": row.message,
        "processInstanceId": row.instance_id,
        "processDefinitionId": row.definition_id,
        "activityId": row.activity_id,
        "failedActivityId": row.activity_id,
        "executionId": f"{row.instance_id}:{row.token_id}" if row.token_id else row.instance_id,
        "configuration": row.job_id,
        "annotation": row.annotation,
        "status": row.status,
        "line": row.line,
        "tenantId": None,
    }
