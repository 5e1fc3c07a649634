"""What changed between two versions of a process, on both diagrams and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request

from engine import queries
from engine.queries import Change, DefinitionFilter, ProcessDefinition
from web.accounts.roles import Permission
from web.diagram import element_names
from web.extensions import db
from web.i18n import language
from web.identity import me
from web.pages.processes import MOST_VERSIONS
from web.permissions import require
from web.property_words import property_name, tag_name

pages = Blueprint("process_changes", __name__, url_prefix="/processes")


@pages.get("/<definition_id>/changes")
def show(definition_id: str) -> str:
    """Show what differs from another version of the process; the one before, unless chosen."""
    session = db.session()
    definition = queries.definition(session, definition_id)
    require(session, me(), Permission.DEFINITION_READ, definition)
    wanted = DefinitionFilter(key=definition.key, default_only=False)
    versions = queries.definitions(session, wanted, 0, MOST_VERSIONS)
    base = _base(definition, versions)
    changes = queries.diagram_changes(session, base.id, definition.id)
    return render_template(
        "process_changes.html",
        definition=definition,
        base=base,
        versions=versions,
        changes=_said(changes, base, definition),
        counts=Counter(change.kind for change in changes),
        marks={change.element_id: change.kind for change in changes},
    )


def _base(
    definition: ProcessDefinition, versions: Sequence[ProcessDefinition]
) -> ProcessDefinition:
    """Return the version to compare with; a version of another process is none."""
    others = [one for one in versions if one.id != definition.id]
    for one in others:
        if one.id == request.args.get("with"):
            return one
    older = [one for one in others if one.version < definition.version]
    return (older or others or [definition])[0]


def _said(
    changes: Sequence[Change], base: ProcessDefinition, definition: ProcessDefinition
) -> list[dict[str, Any]]:
    session = db.session()
    names = {
        **element_names(queries.diagram(session, base.id), language()),
        **element_names(queries.diagram(session, definition.id), language()),
    }
    return [
        {
            "id": change.element_id,
            "kind": change.kind,
            "type": tag_name(change.tag),
            "name": names.get(change.element_id) or change.name or "",
            "properties": [(property_name(one.path), one) for one in change.properties],
        }
        for change in changes
    ]
