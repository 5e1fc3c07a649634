"""Diagrams for the viewer, and the uploaded files for designers."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, request

from engine import queries
from engine.queries import ActivityFilter, IncidentFilter, ProcessDefinition, ProcessInstance
from web import loading
from web.accounts.roles import Permission
from web.diagram import for_viewer
from web.extensions import db
from web.i18n import language
from web.identity import me
from web.permissions import may, require

pages = Blueprint("diagrams", __name__)
XML = "application/xml"


@pages.get("/processes/<definition_id>/diagram.bpmn")
def of_definition(definition_id: str) -> Response:
    """Return the diagram of a version as it is drawn, in the language of the request."""
    definition = queries.definition(db.session(), definition_id)
    if not may(db.session(), me(), Permission.START, definition):
        require(db.session(), me(), Permission.DEFINITION_READ, definition)
    return _viewed(definition)


@pages.get("/cases/<instance_id>/diagram.bpmn")
def of_case(instance_id: str) -> Response:
    """Return the diagram of a case to everybody who may see the case."""
    instance = loading.case(db.session(), me(), instance_id, Permission.INSTANCE_READ)
    return _viewed(queries.definition(db.session(), instance.definition_id))


@pages.get("/processes/<definition_id>/file")
def file(definition_id: str) -> Response:
    """Return the file of a version exactly as it was uploaded."""
    definition = queries.definition(db.session(), definition_id)
    require(db.session(), me(), Permission.DEFINITION_READ, definition)
    content = queries.diagram(db.session(), definition_id)
    name = f"{definition.key}-{definition.version}.bpmn".encode("ascii", "replace").decode()
    safe = "".join(c if c.isalnum() or c in "-_." else "_" for c in name)
    disposition = {"Content-Disposition": f'attachment; filename="{safe}"'}
    return Response(content, mimetype=XML, headers=disposition)


def case_state(instance: ProcessInstance) -> dict[str, Any]:
    """Return what the viewer marks on the diagram of a case."""
    session = db.session()
    rows = queries.activities(session, ActivityFilter(instance_id=instance.id))
    incidents = queries.incidents(session, IncidentFilter(instance_id=instance.id))
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.activity_id] = counts.get(row.activity_id, 0) + 1
    return {
        "active": sorted({row.activity_id for row in rows if row.ended_at is None}),
        "completed": sorted({row.activity_id for row in rows if row.status == "completed"}),
        "cancelled": sorted({row.activity_id for row in rows if row.status == "cancelled"}),
        "flows": queries.taken_flows(session, instance.id),
        "incidents": sorted({row.activity_id for row in incidents if row.activity_id}),
        "counts": {key: count for key, count in counts.items() if count > 1},
    }


def _viewed(definition: ProcessDefinition) -> Response:
    content = for_viewer(queries.diagram(db.session(), definition.id), language())
    answer = Response(content, mimetype=XML)
    # a version never changes; only this browser keeps it, and asks again whether it may
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.set_etag(f"{definition.content_hash}-{language()}")
    return answer.make_conditional(request)  # type: ignore[return-value]  # it returns itself
