"""Process instances: list, read, change, cancel; history of instances."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import request

from engine import commands, queries
from engine.queries import InstanceFilter, ProcessInstance
from web import loading
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import (
    Count,
    Part,
    sort_of,
)
from web.api.instance_parameters import (
    HistoricPage,
    HistoricQuery,
    InstancePage,
    InstanceQuery,
    InstanceSuspensionIn,
    ModifyIn,
    ValueIn,
)
from web.extensions import db
from web.identity import me
from web.permissions import may, require_some, visible_instances
from web.services import change

part = Part("process-instance", "/process-instance", "Running process instances")
history = Part("history-process-instance", "/history/process-instance", "All process instances")
STATES = {
    "active": "ACTIVE",
    "completed": "COMPLETED",
    "externally_terminated": "EXTERNALLY_TERMINATED",
    "internally_terminated": "INTERNALLY_TERMINATED",
}


def instance_out(row: ProcessInstance) -> dict[str, Any]:
    """Return a running instance as Camunda writes it, with its case number."""
    return {
        "id": row.id,
        "definitionId": row.definition_id,
        "definitionKey": row.definition_key,
        "businessKey": row.business_key,
        "caseInstanceId": None,
        "caseNo": row.case_no,
        "ended": row.status != "active",
        "suspended": row.suspended,
        "sandbox": row.sandbox,
        "tenantId": None,
        "links": [],
    }


def historic_out(row: ProcessInstance) -> dict[str, Any]:
    """Return an instance, running or ended, as Camunda's history writes it."""
    lasted = int((row.ended_at - row.started_at).total_seconds() * 1000) if row.ended_at else None
    state = "SUSPENDED" if row.suspended and row.status == "active" else STATES[row.status]
    return {
        "id": row.id,
        "rootProcessInstanceId": row.id,
        "superProcessInstanceId": None,
        "processDefinitionId": row.definition_id,
        "processDefinitionKey": row.definition_key,
        "businessKey": row.business_key,
        "caseNo": row.case_no,
        "startTime": typed.date_text(row.started_at),
        "endTime": typed.date_text(row.ended_at),
        "durationInMillis": lasted,
        "startUserId": row.started_by,
        "startActivityId": row.start_activity_id,
        "endActivityId": row.end_activity_id,
        "deleteReason": row.end_reason,
        "state": state,
        "tenantId": None,
    }


def started(row: ProcessInstance, *, with_variables: bool) -> dict[str, Any]:
    """Return a new instance, with the variables that the caller may see if wanted."""
    answer = instance_out(row)
    if with_variables:
        sees = may(db.session(), me(), Permission.VARIABLE_READ, row)
        answer["variables"] = typed.write(queries.variables(db.session(), row.id) if sees else {})
    return answer


def _filter(query: dict[str, Any]) -> InstanceFilter:
    conditions = [typed.read_condition(text) for text in query.pop("variables", ())]
    variables = tuple((name, typed.guess(value)) for name, _, value in conditions)
    if conditions:
        query["processes"] = require_some(db.session(), me(), Permission.VARIABLE_READ)
    if query.pop("unfinished", False):
        query["finished"] = False
    found = query | sort_of(query)
    return replace(visible_instances(me()), variables=variables, **found)


@part.get("")
@part.query(InstancePage)
def listing(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List running instances, newest first."""
    first, limit = query.pop("first"), query.pop("limit")
    found = queries.instances(db.session(), _filter(query | {"status": "active"}), first, limit)
    return [instance_out(row) for row in found]


@part.get("/count")
@part.query(InstanceQuery)
@part.response(200, Count)
def count(query: dict[str, Any]) -> dict[str, int]:
    """Count running instances."""
    wanted = _filter(query | {"status": "active"})
    return {"count": queries.count_instances(db.session(), wanted)}


def _loaded(instance_id: str, permission: Permission = Permission.INSTANCE_READ) -> ProcessInstance:
    return loading.case(db.session(), me(), instance_id, permission)


@part.get("/<instance_id>")
def one(instance_id: str) -> dict[str, Any]:
    """Read an instance, by its id or case number."""
    return instance_out(_loaded(instance_id))


@part.delete("/<instance_id>")
@part.response(204)
def cancel(instance_id: str) -> None:
    """Cancel an instance; the reason goes in `?deleteReason=`."""
    row = _loaded(instance_id, Permission.INSTANCE_CANCEL)
    reason = request.args.get("deleteReason") or "Cancelled over the API"
    with change() as ctx:
        commands.cancel(ctx, row.id, reason)


@part.get("/<instance_id>/variables")
def variables(instance_id: str) -> dict[str, Any]:
    """Read all variables of an instance."""
    row = _loaded(instance_id, Permission.VARIABLE_READ)
    return typed.write(queries.variables(db.session(), row.id))


@part.post("/<instance_id>/variables")
@part.arguments(ModifyIn)
@part.response(204)
def modify(body: dict[str, Any], instance_id: str) -> None:
    """Set and delete variables; conditions that become true take effect."""
    row = _loaded(instance_id, Permission.INSTANCE_UPDATE)
    given = typed.read(body["modifications"])
    with change() as ctx:
        commands.set_variables(ctx, row.id, given, delete=body["deletions"])


@part.put("/<instance_id>/variables/<name>")
@part.arguments(ValueIn)
@part.response(204)
def put_variable(body: dict[str, Any], instance_id: str, name: str) -> None:
    """Set one variable."""
    row = _loaded(instance_id, Permission.INSTANCE_UPDATE)
    with change() as ctx:
        commands.set_variables(ctx, row.id, typed.read({name: body}))


@part.put("/<instance_id>/suspended")
@part.arguments(InstanceSuspensionIn)
@part.response(204)
def suspend(body: dict[str, bool], instance_id: str) -> None:
    """Stop an instance where it is, or let it go on."""
    row = _loaded(instance_id, Permission.INSTANCE_UPDATE)
    with change() as ctx:
        commands.suspend(ctx, row.id, suspended=body["suspended"])


@part.get("/<instance_id>/activity-instances")
def activity_instances(instance_id: str) -> dict[str, Any]:
    """Read where an instance stands."""
    row = _loaded(instance_id)
    wanted = queries.ActivityFilter(instance_id=row.id, finished=False)
    return {
        "id": row.id,
        "activityId": row.definition_id,
        "activityType": "processDefinition",
        "processInstanceId": row.id,
        "processDefinitionId": row.definition_id,
        "childActivityInstances": [
            {
                "id": f"{row.id}:{activity.token_id}",
                "activityId": activity.activity_id,
                "activityName": activity.activity_name,
                "activityType": activity.activity_type,
                "processInstanceId": row.id,
                "processDefinitionId": row.definition_id,
                "childActivityInstances": [],
            }
            for activity in queries.activities(db.session(), wanted)
        ],
        "childTransitionInstances": [],
    }


@history.get("")
@history.query(HistoricPage)
def historic(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List instances, running and ended."""
    first, limit = query.pop("first"), query.pop("limit")
    found = queries.instances(db.session(), _filter(query), first, limit)
    return [historic_out(row) for row in found]


@history.get("/count")
@history.query(HistoricQuery)
@history.response(200, Count)
def historic_count(query: dict[str, Any]) -> dict[str, int]:
    """Count instances, running and ended."""
    return {"count": queries.count_instances(db.session(), _filter(query))}


@history.get("/<instance_id>")
def historic_one(instance_id: str) -> dict[str, Any]:
    """Read an instance, running or ended."""
    return historic_out(_loaded(instance_id))
