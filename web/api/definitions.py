"""Process definitions: list, read, start."""

from __future__ import annotations

from typing import Any

from flask import Response
from marshmallow import fields

from engine import commands, queries
from engine.queries import DefinitionFilter, ProcessDefinition
from web import submission
from web.accounts.roles import Permission
from web.api import instances, typed
from web.api.blueprints import Count, Page, Part, Schema, Whole
from web.extensions import db
from web.i18n import language
from web.identity import me
from web.permissions import may, require, require_some
from web.services import change
from web.source_text import xml_text

part = Part("process-definition", "/process-definition", "Process definitions")


class DefinitionQuery(Schema):
    """Which definitions; by default every version, as in Camunda."""

    key = fields.String()
    key_like = fields.String(data_key="keyLike")
    name_like = fields.String(data_key="nameLike")
    version = Whole()
    version_tag = fields.String(data_key="versionTag")
    deployment_id = fields.String(data_key="deploymentId")
    suspended = fields.Boolean()
    startable = fields.Boolean(data_key="startableInTasklist")
    latest_only = fields.Boolean(data_key="latestVersion")


class DefinitionPage(DefinitionQuery, Page):
    """Which definitions, and which part of the list."""


class DefinitionOut(Schema):
    """A process definition. `isDefault`: the version that a start by key takes.

    `state` (Ravand's own): test, active, retired.
    """

    id = fields.String()
    key = fields.String()
    category = fields.String(allow_none=True)
    description = fields.String(allow_none=True)
    name = fields.String(allow_none=True)
    version = fields.Integer()
    versionTag = fields.String(allow_none=True)  # noqa: N815
    resource = fields.String(allow_none=True)
    deploymentId = fields.String()  # noqa: N815
    suspended = fields.Boolean()
    tenantId = fields.String(allow_none=True)  # noqa: N815
    startableInTasklist = fields.Boolean()  # noqa: N815
    isDefault = fields.Boolean()  # noqa: N815
    state = fields.String()


class StartIn(Schema):
    """How to start: typed variables, the key other systems know the case by."""

    variables = fields.Dict(keys=fields.String(), load_default=dict)
    business_key = fields.String(data_key="businessKey", load_default=None, allow_none=True)
    with_variables = fields.Boolean(data_key="withVariablesInReturn", load_default=False)


class DefinitionSuspensionIn(Schema):
    """Whether new instances are refused."""

    suspended = fields.Boolean(required=True)


def definition_out(row: ProcessDefinition) -> dict[str, Any]:
    """Return a definition as Camunda writes it."""
    return {
        "id": row.id,
        "key": row.key,
        "category": None,
        "description": row.description,
        "name": row.name,
        "version": row.version,
        "versionTag": row.version_tag,
        "resource": None,
        "deploymentId": row.deployment_id,
        "suspended": row.suspended,
        "tenantId": None,
        "startableInTasklist": row.is_startable,
        "isDefault": row.is_default,
        "state": row.state,
    }


@part.get("")
@part.query(DefinitionPage)
@part.response(200, DefinitionOut(many=True))
def listing(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List definitions by key, newest version first."""
    first, limit = query.pop("first"), query.pop("limit")
    found = queries.definitions(db.session(), _filter(query), first, limit)
    return [definition_out(row) for row in found]


@part.get("/count")
@part.query(DefinitionQuery)
@part.response(200, Count)
def count(query: dict[str, Any]) -> dict[str, int]:
    """Count definitions."""
    return {"count": queries.count_definitions(db.session(), _filter(query))}


def _filter(query: dict[str, Any]) -> DefinitionFilter:
    processes = require_some(db.session(), me(), Permission.DEFINITION_READ)
    return DefinitionFilter(default_only=False, processes=processes, **query)


def _readable(row: ProcessDefinition) -> ProcessDefinition:
    if not may(db.session(), me(), Permission.DEFINITION_READ, row):
        require(db.session(), me(), Permission.START, row)
    return row


@part.get("/<definition_id>")
@part.response(200, DefinitionOut)
def one(definition_id: str) -> dict[str, Any]:
    """Read one version."""
    return definition_out(_readable(queries.definition(db.session(), definition_id)))


@part.get("/key/<key>")
@part.response(200, DefinitionOut)
def default(key: str) -> dict[str, Any]:
    """Read the version that a start by key takes."""
    return definition_out(_readable(queries.default_definition(db.session(), key)))


@part.get("/<definition_id>/xml")
def xml(definition_id: str) -> dict[str, str]:
    """Read the diagram of a version."""
    return _xml(queries.definition(db.session(), definition_id))


@part.get("/key/<key>/xml")
def default_xml(key: str) -> dict[str, str]:
    """Read the diagram of the default version."""
    return _xml(queries.default_definition(db.session(), key))


def _xml(row: ProcessDefinition) -> dict[str, str]:
    content = queries.diagram(db.session(), _readable(row).id)
    return {"id": row.id, "bpmn20Xml": xml_text(content)}


@part.post("/<definition_id>/start")
@part.arguments(StartIn)
def start(body: dict[str, Any], definition_id: str) -> dict[str, Any]:
    """Start an instance of one version, without looking at its start form."""
    return _start(queries.definition(db.session(), definition_id), body)


@part.post("/key/<key>/start")
@part.arguments(StartIn)
def start_by_key(body: dict[str, Any], key: str) -> dict[str, Any]:
    """Start an instance of the default version, without looking at its start form."""
    return _start(queries.default_definition(db.session(), key), body)


def _start(row: ProcessDefinition, body: dict[str, Any]) -> dict[str, Any]:
    require(db.session(), me(), Permission.START, row)
    if queries.start_form(db.session(), row.id) is not None:
        require(db.session(), me(), Permission.TASK_COMPLETE_UNCHECKED, row)
    with change() as ctx:
        started = commands.start(
            ctx,
            definition_id=row.id,
            variables=typed.read(body["variables"]),
            business_key=body["business_key"],
        )
    return instances.started(started, with_variables=body["with_variables"])


@part.post("/<definition_id>/submit-form")
@part.arguments(StartIn)
def submit_form(body: dict[str, Any], definition_id: str) -> dict[str, Any]:
    """Start an instance of one version with its start form, which is always validated."""
    return _submit(queries.definition(db.session(), definition_id), body)


@part.post("/key/<key>/submit-form")
@part.arguments(StartIn)
def submit_form_by_key(body: dict[str, Any], key: str) -> dict[str, Any]:
    """Start an instance of the default version with its start form, always validated."""
    return _submit(queries.default_definition(db.session(), key), body)


def _submit(row: ProcessDefinition, body: dict[str, Any]) -> dict[str, Any]:
    require(db.session(), me(), Permission.START, row)
    with change() as ctx:
        payload = typed.read(body["variables"])
        begun = submission.start(ctx, row, payload, body["business_key"], language())
    return instances.started(begun, with_variables=body["with_variables"])


@part.get("/<definition_id>/deployed-start-form")
@part.response(200, content_type="application/json")
def deployed_start_form(definition_id: str) -> Any:
    """Read the form-js schema of the start form."""
    row = queries.definition(db.session(), definition_id)
    require(db.session(), me(), Permission.START, row)
    found = queries.start_form(db.session(), definition_id)
    return Response(status=204) if found is None else found.schema


@part.put("/<definition_id>/suspended")
@part.arguments(DefinitionSuspensionIn)
@part.response(204)
def suspend(body: dict[str, bool], definition_id: str) -> None:
    """Refuse, or allow again, new instances of a version."""
    require(db.session(), me(), Permission.DEPLOY)
    with change() as ctx:
        commands.suspend_definition(ctx, definition_id, suspended=body["suspended"])


class StateIn(Schema):
    """The state that a version is to have, and why."""

    state = fields.String(required=True)
    reason = fields.String(required=True)


@part.put("/<definition_id>/state")
@part.arguments(StateIn)
@part.response(204)
def change_state(body: dict[str, str], definition_id: str) -> None:
    """Make a version `active`, put it into `test`, or let it be `retired` (Ravand's own)."""
    require(db.session(), me(), Permission.DEPLOY)
    with change() as ctx:
        commands.change_state(ctx, definition_id, body["state"], body["reason"])


@part.post("/<definition_id>/make-default")
@part.response(200, DefinitionOut)
def make_default(definition_id: str) -> dict[str, Any]:
    """Let starts by key take this version (Ravand's own)."""
    require(db.session(), me(), Permission.DEPLOY)
    with change() as ctx:
        return definition_out(commands.make_default(ctx, definition_id))
