"""Migration of process instances: generate a plan, validate it, execute it."""

from __future__ import annotations

from typing import Any

from marshmallow import fields, validate

from engine import commands, queries
from engine.errors import EngineError, RequestInvalidError
from web import loading
from web.accounts.roles import Permission
from web.api.blueprints import Part, Schema
from web.api.interventions import DEFAULT_REASON
from web.extensions import db
from web.i18n import said
from web.identity import me
from web.permissions import require
from web.services import change

part = Part("migration", "/migration", "Migration of process instances to another version")
MOST_MIGRATED = 200


class MappingIn(Schema):
    """Which elements of one version are which of the other; one of each."""

    sources = fields.List(fields.String(), required=True, data_key="sourceActivityIds")
    targets = fields.List(fields.String(), required=True, data_key="targetActivityIds")
    update_event_trigger = fields.Boolean(data_key="updateEventTrigger", load_default=False)


class VersionsIn(Schema):
    """From which version to which."""

    source = fields.String(required=True, data_key="sourceProcessDefinitionId")
    target = fields.String(required=True, data_key="targetProcessDefinitionId")
    update_event_triggers = fields.Boolean(data_key="updateEventTriggers", load_default=False)


class PlanIn(VersionsIn):
    """A whole plan."""

    instructions = fields.List(fields.Nested(MappingIn), load_default=list)


class ExecutionIn(Schema):
    """A plan, and whom it concerns; each instance is brought over for itself."""

    plan = fields.Nested(PlanIn, required=True, data_key="migrationPlan")
    ids = fields.List(
        fields.String(),
        required=True,
        data_key="processInstanceIds",
        validate=validate.Length(min=1, max=MOST_MIGRATED),
    )
    annotation = fields.String(load_default=DEFAULT_REASON)
    skip_listeners = fields.Boolean(data_key="skipCustomListeners", load_default=False)
    skip_mappings = fields.Boolean(data_key="skipIoMappings", load_default=False)


@part.post("/generate")
@part.arguments(VersionsIn)
def generate(body: dict[str, Any]) -> dict[str, Any]:
    """Make the plan that maps elements of the same id, kind and scope."""
    _check(body)
    with change() as ctx:
        plan = commands.plan_migration(ctx, body["source"], body["target"])
    return {
        "sourceProcessDefinitionId": body["source"],
        "targetProcessDefinitionId": body["target"],
        "instructions": [
            {"sourceActivityIds": [ours], "targetActivityIds": [theirs]}
            | {"updateEventTrigger": False}
            for ours, theirs in plan.items()
        ],
    }


@part.post("/validate")
@part.arguments(PlanIn)
def check(body: dict[str, Any]) -> dict[str, Any]:
    """Say what is wrong with a plan; an empty list of reports: nothing."""
    _check(body)
    reports = []
    for one in body["instructions"]:
        try:
            with change() as ctx:
                plan = _plan({"instructions": [one]})
                commands.check_plan(ctx, body["source"], body["target"], plan)
        except EngineError as error:
            found = {"sourceActivityIds": one["sources"], "targetActivityIds": one["targets"]}
            reports.append({"instruction": found, "failures": [said(error)]})
    return {"instructionReports": reports}


@part.post("/execute")
@part.arguments(ExecutionIn)
@part.response(204)
def execute(body: dict[str, Any]) -> None:
    """Bring instances over, all of them or none."""
    wanted = body["plan"]
    _check(wanted)
    session, plan = db.session(), _plan(wanted)
    rows = [loading.case(session, me(), one, Permission.INSTANCE_READ) for one in body["ids"]]
    if any(row.definition_id != wanted["source"] for row in rows):
        raise RequestInvalidError(field="processInstanceIds", reason="they are of another version")
    with change() as ctx:
        for row in rows:
            commands.migrate(ctx, row.id, wanted["target"], plan, body["annotation"])


def _check(body: dict[str, Any]) -> None:
    session = db.session()
    require(session, me(), Permission.MIGRATE)
    for name in ("source", "target"):
        queries.definition(session, body[name])


def _plan(body: dict[str, Any]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in body["instructions"]:
        if len(one["sources"]) != 1 or len(one["targets"]) != 1:
            raise RequestInvalidError(field="instructions", reason="one element is one other")
        found[one["sources"][0]] = one["targets"][0]
    return found
