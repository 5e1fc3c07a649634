"""External tasks: what workers written for Camunda 7 call, unchanged."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import Any

from marshmallow import fields, validate

from engine import commands, queries
from engine.queries import Job, JobFilter
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import Count, Page, Part, Schema, order
from web.api.topics import Body, TopicIn, locked_out, wanted
from web.extensions import db
from web.identity import me
from web.permissions import require
from web.services import change, installation

part = Part("external-task", "/external-task", "Work for programs of yours")
LONGEST_POLL_SECONDS = 30.0
POLL_SECONDS = 0.25
MOST_TOPICS = 100
WORKER = fields.String(required=True, data_key="workerId")


class SortIn(Body):
    """In which order tasks are fetched; Camunda knows one name."""

    by = fields.String(data_key="sortBy", validate=validate.OneOf(["createTime"]), required=True)
    order = order()


class FetchIn(Body):
    """How much a worker wants, and how long it waits for it."""

    worker = WORKER
    max_tasks = fields.Integer(required=True, data_key="maxTasks", validate=validate.Range(1, 1000))
    use_priority = fields.Boolean(load_default=True, data_key="usePriority")
    sorting = fields.List(fields.Nested(SortIn), load_default=list, allow_none=True)
    wait_ms = fields.Integer(load_default=None, allow_none=True, data_key="asyncResponseTimeout")
    topics = fields.List(
        fields.Nested(TopicIn), required=True, validate=validate.Length(max=MOST_TOPICS)
    )


class CompleteIn(Body):
    """What a worker found out; `localVariables` are seen by the task's output mappings only."""

    worker = WORKER
    variables = fields.Dict(load_default=dict, allow_none=True)
    local = fields.Dict(load_default=dict, allow_none=True, data_key="localVariables")


class FailureIn(Body):
    """Why a worker failed, and whether it should be tried again (milliseconds)."""

    worker = WORKER
    message = fields.String(load_default="", allow_none=True, data_key="errorMessage")
    details = fields.String(load_default=None, allow_none=True, data_key="errorDetails")
    retries = fields.Integer(load_default=None, allow_none=True)
    timeout_ms = fields.Integer(load_default=None, allow_none=True, data_key="retryTimeout")


class ExternalErrorIn(Body):
    """A business error."""

    worker = WORKER
    code = fields.String(required=True, data_key="errorCode")
    message = fields.String(load_default=None, allow_none=True, data_key="errorMessage")
    variables = fields.Dict(load_default=dict, allow_none=True)


class LockIn(Body):
    """A longer lock, in milliseconds."""

    worker = WORKER
    duration_ms = fields.Integer(required=True, data_key="newDuration")


class RetriesIn(Body):
    """How many tries are left."""

    retries = fields.Integer(required=True)


class ExternalQuery(Schema):
    """Which external tasks."""

    topic = fields.String(data_key="topicName")
    worker = fields.String(data_key="workerId")
    instance_id = fields.String(data_key="processInstanceId")
    definition_id = fields.String(data_key="processDefinitionId")
    activity_id = fields.String(data_key="activityId")
    locked = fields.Boolean()
    with_retries_left = fields.Boolean(data_key="withRetriesLeft")


class ExternalPage(ExternalQuery, Page):
    """Which external tasks, and which part of the list."""


def _now() -> datetime:
    return datetime.now(UTC)


@part.post("/fetchAndLock")
@part.arguments(FetchIn)
def fetch_and_lock(body: dict[str, Any]) -> list[dict[str, Any]]:
    """Lock free tasks for a worker; wait for some if `asyncResponseTimeout` is given.

    A waiting request holds one thread of the server and no transaction, 30 seconds at most. When
    half of the threads wait already, the answer comes at once.
    """
    require(db.session(), me(), Permission.EXTERNAL_WORK)
    topics = [wanted(given) for given in body["topics"]]
    found = _locked(body, topics)
    seconds = min((body["wait_ms"] or 0) / 1000, LONGEST_POLL_SECONDS)
    polls = installation().polls
    if found or seconds <= 0 or not polls.acquire(blocking=False):
        return found
    try:
        return _awaited(body, topics, time.monotonic() + seconds)
    finally:
        polls.release()


def _awaited(
    body: dict[str, Any], topics: list[commands.Topic], until: float
) -> list[dict[str, Any]]:
    while time.monotonic() < until:
        db.session.rollback()
        time.sleep(POLL_SECONDS)
        if found := _locked(body, topics):
            return found
    return []


def _locked(body: dict[str, Any], topics: list[commands.Topic]) -> list[dict[str, Any]]:
    if not commands.work_waits(db.session(), topics, _now()):
        return []
    with change() as ctx:
        tasks = commands.fetch_and_lock(
            ctx, body["worker"], topics, body["max_tasks"], _order(body)
        )
    return [locked_out(task, body["topics"]) for task in tasks]


def _order(body: dict[str, Any]) -> commands.Order:
    sorting = body["sorting"] or []
    created = sorting[0]["order"] if sorting else None
    return commands.Order(use_priority=body["use_priority"], created=created)


@part.post("/<job_id>/complete")
@part.arguments(CompleteIn)
@part.response(204)
def complete(body: dict[str, Any], job_id: str) -> None:
    """Complete a task; its variables go to the process."""
    require(db.session(), me(), Permission.EXTERNAL_WORK)
    with change() as ctx:
        given, own = typed.read(body["variables"]), typed.read(body["local"])
        commands.complete_external(ctx, job_id, body["worker"], given, own)


@part.post("/<job_id>/failure")
@part.arguments(FailureIn)
@part.response(204)
def failure(body: dict[str, Any], job_id: str) -> None:
    """Report a failure: with no retries left it becomes an incident."""
    require(db.session(), me(), Permission.EXTERNAL_WORK)
    pause = None if body["timeout_ms"] is None else body["timeout_ms"] / 1000
    with change() as ctx:
        commands.fail_external(
            ctx,
            job_id,
            body["worker"],
            body["message"] or "",
            body["details"],
            body["retries"],
            pause,
        )


@part.post("/<job_id>/bpmnError")
@part.arguments(ExternalErrorIn)
@part.response(204)
def bpmn_error(body: dict[str, Any], job_id: str) -> None:
    """Report a business error: the error event of the diagram takes over."""
    require(db.session(), me(), Permission.EXTERNAL_WORK)
    with change() as ctx:
        given = typed.read(body["variables"])
        commands.external_error(ctx, job_id, body["worker"], body["code"], body["message"], given)


@part.post("/<job_id>/extendLock")
@part.arguments(LockIn)
@part.response(204)
def extend_lock(body: dict[str, Any], job_id: str) -> None:
    """Keep a task longer."""
    require(db.session(), me(), Permission.EXTERNAL_WORK)
    with change() as ctx:
        commands.extend_lock(ctx, job_id, body["worker"], body["duration_ms"] / 1000)


@part.post("/<job_id>/unlock")
@part.response(204)
def unlock(job_id: str) -> None:
    """Take a task from its worker, for others to fetch."""
    require(db.session(), me(), Permission.EXTERNAL_WORK)
    with change() as ctx:
        commands.unlock(ctx, job_id)


@part.put("/<job_id>/retries")
@part.arguments(RetriesIn)
@part.response(204)
def retries(body: dict[str, Any], job_id: str) -> None:
    """Set how many tries a task has left; some close its incident."""
    row = queries.job(db.session(), job_id)
    definition = queries.definition(db.session(), row.definition_id)
    require(db.session(), me(), Permission.RETRY_JOB, definition)
    with change() as ctx:
        commands.set_retries(ctx, job_id, body["retries"])


def _filter(query: dict[str, Any]) -> JobFilter:
    locked = query.pop("locked", None)
    if locked is not None:
        query["locked_at" if locked else "free_at"] = _now()
    return JobFilter(kind="external", **query)


@part.get("")
@part.query(ExternalPage)
def listing(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List external tasks by due date."""
    require(db.session(), me(), Permission.EXTERNAL_WORK)
    first, limit = query.pop("first"), query.pop("limit")
    return [_out(row) for row in queries.jobs(db.session(), _filter(query), first, limit)]


@part.get("/count")
@part.query(ExternalQuery)
@part.response(200, Count)
def count(query: dict[str, Any]) -> dict[str, int]:
    """Count external tasks."""
    require(db.session(), me(), Permission.EXTERNAL_WORK)
    return {"count": queries.count_jobs(db.session(), _filter(query))}


@part.get("/<job_id>")
def one(job_id: str) -> dict[str, Any]:
    """Read an external task."""
    require(db.session(), me(), Permission.EXTERNAL_WORK)
    return _out(queries.job(db.session(), job_id))


def _out(row: Job) -> dict[str, Any]:
    return {
        "id": row.id,
        "topicName": row.topic,
        "workerId": row.worker,
        "lockExpirationTime": typed.date_text(row.locked_until),
        "processInstanceId": row.instance_id,
        "processDefinitionId": row.definition_id,
        "activityId": row.activity_id,
        "priority": row.priority,
        "retries": row.retries_left,
        "errorMessage": row.error,
        "createTime": typed.date_text(row.created_at),
    }
