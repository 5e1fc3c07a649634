"""Deploy files; read what was deployed."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from marshmallow import fields

from engine import queries
from engine.commands import Deployed
from engine.errors import NotFoundError, RequestInvalidError
from engine.queries import DefinitionFilter
from web import publishing
from web.accounts.roles import Permission
from web.api.blueprints import Count, Page, Part, Schema
from web.api.typed import date_text
from web.extensions import db
from web.i18n import said
from web.identity import me
from web.permissions import require, require_some
from web.services import change

part = Part("deployment", "/deployment", "Deployments: files checked and stored together")
ENDINGS = (".bpmn", ".form", ".xml", ".dmn", ".tests.json")
OPTIONS = {
    "deployment-name",
    "deployment-source",
    "deployment-reason",
    "deployment-state",
    "enable-duplicate-filtering",
    "deploy-changed-only",
    "tenant-id",
    "deployment-activation-time",
}


class DeploymentOut(Schema):
    """A deployment. `warnings`: what has no effect; `newGroups`: groups without people yet."""

    id = fields.String()
    name = fields.String(allow_none=True)
    source = fields.String(allow_none=True)
    deploymentTime = fields.String()  # noqa: N815 - Camunda's names
    reason = fields.String(allow_none=True)
    tenantId = fields.String(allow_none=True)  # noqa: N815
    links = fields.List(fields.Dict())
    deployedProcessDefinitions = fields.Dict(allow_none=True)  # noqa: N815
    deployedDecisionDefinitions = fields.Dict(allow_none=True)  # noqa: N815
    warnings = fields.List(fields.String())
    newGroups = fields.List(fields.String())  # noqa: N815


class ResourceOut(Schema):
    """A file of a deployment."""

    id = fields.String()
    name = fields.String()
    deploymentId = fields.String()  # noqa: N815


@part.post("/create")
@part.response(200, DeploymentOut)
def create() -> dict[str, Any]:
    """Deploy the files of a multipart form; nothing is stored if one is refused.

    The same content makes no new version: the answer then names the versions that are there.
    Send the name in `deployment-name`, the source in `deployment-source`. Ravand's own: why, in
    `deployment-reason`; `deployment-state=test` makes versions that only designers start.
    """
    require(db.session(), me(), Permission.DEPLOY)
    unknown = set(request.form) - OPTIONS
    if unknown or request.form.get("tenant-id"):
        named = ", ".join(sorted(unknown) or ["tenant-id"])
        raise RequestInvalidError(field=named, reason="this is not offered")
    files = [
        (_file_name(field, upload.filename), upload.read())
        for field, uploads in request.files.lists()
        for upload in uploads
    ]
    said = {one: request.form.get(f"deployment-{one}") for one in ("name", "source", "reason")}
    state, name = request.form.get("deployment-state", "active"), said.pop("name")
    with change() as ctx:
        deployed = publishing.publish(ctx, name, files, state=state, **said)
    return _created(deployed, name)


def _file_name(field: str, sent: str | None) -> str:
    """Camunda's clients send the name as file name, some only as name of the part."""
    name = sent if sent and sent.endswith(ENDINGS) else field
    return name.replace("\\", "/").rpartition("/")[2]


def _created(deployed: Deployed, name: str | None) -> dict[str, Any]:
    found = deployed.deployment
    if found is None:
        found = queries.deployment(db.session(), deployed.known_deployment_id)
    from web.api.decisions import decision_out
    from web.api.definitions import definition_out

    return deployment_out(found) | {
        "name": name or found.name,
        "deployedProcessDefinitions": {d.id: definition_out(d) for d in deployed.definitions},
        "deployedDecisionDefinitions": {d.id: decision_out(d) for d in deployed.decisions},
        "warnings": [said(problem) for problem in deployed.warnings],
        "newGroups": deployed.new_groups,
    }


def deployment_out(row: queries.Deployment) -> dict[str, Any]:
    """Return a deployment as Camunda writes it."""
    return {
        "id": row.id,
        "name": row.name,
        "source": row.source,
        "deploymentTime": date_text(row.deployed_at),
        "reason": row.reason,
        "tenantId": None,
        "links": [],
    }


@part.get("")
@part.query(Page)
@part.response(200, DeploymentOut(many=True))
def listing(page: dict[str, int]) -> list[dict[str, Any]]:
    """List deployments, newest first."""
    processes = require_some(db.session(), me(), Permission.DEFINITION_READ)
    found = queries.deployments(db.session(), page["first"], page["limit"], processes)
    return [deployment_out(row) for row in found]


@part.get("/count")
@part.response(200, Count)
def count() -> dict[str, int]:
    """Count deployments."""
    processes = require_some(db.session(), me(), Permission.DEFINITION_READ)
    return {"count": queries.count_deployments(db.session(), processes)}


def _loaded(deployment_id: str) -> queries.Deployment:
    """Return a deployment all of whose processes the caller may see."""
    row = queries.deployment(db.session(), deployment_id)
    wanted = DefinitionFilter(deployment_id=row.id)
    require_some(db.session(), me(), Permission.DEFINITION_READ)
    for definition in queries.definitions(db.session(), wanted):
        require(db.session(), me(), Permission.DEFINITION_READ, definition)
    return row


@part.get("/<deployment_id>")
@part.response(200, DeploymentOut)
def one(deployment_id: str) -> dict[str, Any]:
    """Read a deployment."""
    return deployment_out(_loaded(deployment_id))


@part.get("/<deployment_id>/resources")
@part.response(200, ResourceOut(many=True))
def resources(deployment_id: str) -> list[dict[str, str]]:
    """List the files of a deployment."""
    _loaded(deployment_id)
    return [
        {"id": row.id, "name": row.name, "deploymentId": row.deployment_id}
        for row in queries.resources(db.session(), deployment_id)
    ]


@part.get("/<deployment_id>/resources/<resource_id>/data")
@part.response(200, content_type="application/octet-stream")
def data(deployment_id: str, resource_id: str) -> Response:
    """Read a file, as it was uploaded."""
    _loaded(deployment_id)
    for row in queries.resources(db.session(), deployment_id):
        if row.id == resource_id:
            headers = {"Content-Disposition": "attachment"}
            return Response(row.content, 200, headers, mimetype="application/octet-stream")
    raise NotFoundError(what="resource", id=resource_id)
