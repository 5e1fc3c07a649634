"""Decision definitions: list, read, evaluate."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from engine import commands, queries
from engine.queries import DecisionDefinition, DecisionFilter
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import (
    Count,
    Names,
    Page,
    Part,
    Schema,
    Sorting,
    Whole,
    order,
    sort_of,
)
from web.extensions import db
from web.identity import holds, me
from web.permissions import require
from web.services import change
from web.source_text import xml_text

part = Part("decision-definition", "/decision-definition", "Decision definitions")
SORT_BY = {
    "id": "id",
    "key": "key",
    "name": "name",
    "version": "version",
    "versionTag": "version_tag",
    "deploymentId": "deployment_id",
    "deployTime": "deployed_at",
}


class DecisionQuery(Schema):
    """Which decisions; by default every version, as in Camunda."""

    id = fields.String(data_key="decisionDefinitionId")
    ids = Names(data_key="decisionDefinitionIdIn")
    key = fields.String()
    key_like = fields.String(data_key="keyLike")
    name = fields.String()
    name_like = fields.String(data_key="nameLike")
    version = Whole()
    version_tag = fields.String(data_key="versionTag")
    deployment_id = fields.String(data_key="deploymentId")
    drd_id = fields.String(data_key="decisionRequirementsDefinitionKey")
    latest_only = fields.Boolean(data_key="latestVersion")


class DecisionPage(DecisionQuery, Page):
    """Which decisions, sorted how, and which part of the list."""

    sort_by = Sorting(SORT_BY)
    sort_order = order()


class DecisionOut(Schema):
    """A decision definition. `isDefault`: the version that its key means."""

    id = fields.String()
    key = fields.String()
    category = fields.String(allow_none=True)
    name = fields.String(allow_none=True)
    version = fields.Integer()
    versionTag = fields.String(allow_none=True)  # noqa: N815 - Camunda's names
    resource = fields.String(allow_none=True)
    deploymentId = fields.String()  # noqa: N815
    tenantId = fields.String(allow_none=True)  # noqa: N815
    decisionRequirementsDefinitionId = fields.String(allow_none=True)  # noqa: N815
    decisionRequirementsDefinitionKey = fields.String(allow_none=True)  # noqa: N815
    historyTimeToLive = fields.Integer(allow_none=True)  # noqa: N815
    isDefault = fields.Boolean()  # noqa: N815


class DecisionXml(Schema):
    """The file of a decision."""

    id = fields.String()
    dmnXml = fields.String()  # noqa: N815


class EvaluateIn(Schema):
    """Typed variables, the inputs of the decision."""

    variables = fields.Dict(keys=fields.String(), load_default=dict, allow_none=True)


def decision_out(row: DecisionDefinition) -> dict[str, Any]:
    """Return a decision as Camunda writes it."""
    return {
        "id": row.id,
        "key": row.key,
        "category": None,
        "name": row.name,
        "version": row.version,
        "versionTag": row.version_tag,
        "resource": None,
        "deploymentId": row.deployment_id,
        "tenantId": None,
        "decisionRequirementsDefinitionId": None,
        "decisionRequirementsDefinitionKey": row.drd_id,
        "historyTimeToLive": None,
        "isDefault": row.is_default,
    }


@part.get("")
@part.query(DecisionPage)
@part.response(200, DecisionOut(many=True))
def listing(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List decisions by key, newest version first."""
    _readable()
    first, limit, sort = query.pop("first"), query.pop("limit"), sort_of(query)
    wanted = DecisionFilter(default_only=False, **sort, **query)
    return [decision_out(row) for row in queries.decisions(db.session(), wanted, first, limit)]


@part.get("/count")
@part.query(DecisionQuery)
@part.response(200, Count)
def count(query: dict[str, Any]) -> dict[str, int]:
    """Count decisions."""
    _readable()
    wanted = DecisionFilter(default_only=False, **query)
    return {"count": queries.count_decisions(db.session(), wanted)}


def _readable() -> None:
    if not holds(Permission.DECIDE):  # who may evaluate them may know them
        require(db.session(), me(), Permission.DEFINITION_READ)


@part.get("/<definition_id>")
@part.response(200, DecisionOut)
def one(definition_id: str) -> dict[str, Any]:
    """Read one version."""
    _readable()
    return decision_out(queries.decision(db.session(), definition_id))


@part.get("/key/<key>")
@part.response(200, DecisionOut)
def default(key: str) -> dict[str, Any]:
    """Read the version that a key means."""
    _readable()
    return decision_out(queries.default_decision(db.session(), key))


@part.get("/<definition_id>/xml")
@part.response(200, DecisionXml)
def xml(definition_id: str) -> dict[str, str]:
    """Read the file of a version."""
    _readable()
    return _xml(queries.decision(db.session(), definition_id))


@part.get("/key/<key>/xml")
@part.response(200, DecisionXml)
def default_xml(key: str) -> dict[str, str]:
    """Read the file of the version that a key means."""
    _readable()
    return _xml(queries.default_decision(db.session(), key))


def _xml(row: DecisionDefinition) -> dict[str, str]:
    content = queries.dmn_source(db.session(), row.id)
    return {"id": row.id, "dmnXml": xml_text(content)}


@part.post("/<definition_id>/evaluate")
@part.arguments(EvaluateIn)
def evaluate(body: dict[str, Any], definition_id: str) -> list[dict[str, Any]]:
    """Evaluate one version: a map of outputs for each result. The evaluation is kept."""
    require(db.session(), me(), Permission.DECIDE)
    return _evaluate(queries.decision(db.session(), definition_id), body)


@part.post("/key/<key>/evaluate")
@part.arguments(EvaluateIn)
def evaluate_by_key(body: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """Evaluate the version that a key means. The evaluation is kept."""
    require(db.session(), me(), Permission.DECIDE)
    return _evaluate(queries.default_decision(db.session(), key), body)


def _evaluate(row: DecisionDefinition, body: dict[str, Any]) -> list[dict[str, Any]]:
    with change() as ctx:
        found, _ = commands.evaluate(ctx, row.id, typed.read(body["variables"]))
    return [typed.write(result) for result in found.results]


@part.post("/<definition_id>/make-default")
@part.response(200, DecisionOut)
def make_default(definition_id: str) -> dict[str, Any]:
    """Let the key mean this version (Ravand's own)."""
    require(db.session(), me(), Permission.DEPLOY)
    with change() as ctx:
        return decision_out(commands.make_default_decision(ctx, definition_id))
