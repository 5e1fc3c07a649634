"""The modeler: draw a process, check it, publish it as a new version."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import queries
from engine.commands import Deployed
from engine.errors import DefinitionInvalidError
from engine.ports import Problem
from engine.queries import DefinitionFilter, ProcessDefinition
from web import publishing
from web.accounts.roles import Permission
from web.decisions.drafts import KEY, is_storable, key_of
from web.decisions.values import shown
from web.drafts import commands
from web.drafts.blank import blank_diagram
from web.drafts.bundle import bundle
from web.drafts.choices import choices
from web.drafts.commands import DraftOvertakenError
from web.drafts.queries import draft, drafts
from web.drafts.reading import outline
from web.drafts.tables import DiagramDraft
from web.extensions import db
from web.i18n import _, said, title
from web.identity import me
from web.pages.answers import go
from web.pages.drafts import base_of, drawn, facts, overtaken, revision
from web.pages.errors import answer
from web.permissions import require
from web.services import change, installation
from web.source_text import xml_text

pages = Blueprint("drawing", __name__, url_prefix="/processes")
CONFLICT, UNPROCESSABLE = 409, 422
LONGEST_NAME, LONGEST_KEY = 200, 100
Answer = Response | tuple[Response, int]


@pages.get("/new")
def new() -> str:
    """Ask for the name of a new process."""
    require(db.session(), me(), Permission.DEPLOY)
    return render_template("drawing_new.html", key="", name="", errors={})


@pages.post("/new")
def create() -> Response | tuple[str, int]:
    """Begin a draft with a start event."""
    require(db.session(), me(), Permission.DEPLOY)
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME]
    key = request.form.get("key", "").strip() or key_of(name, "process")
    errors = _name_errors(name, key)
    if errors:
        return render_template("drawing_new.html", key=key, name=name, errors=errors), 422
    with change() as ctx:
        row = commands.begin(ctx, blank_diagram(key, name))
    return go(url_for("drawing.show", draft_id=row.id))


@pages.get("/<definition_id>/edit")
def edit(definition_id: str) -> str | Response:
    """Open the modeler with one version; a draft of the process is gone on with first."""
    require(db.session(), me(), Permission.DEPLOY)
    base = queries.definition(db.session(), definition_id)
    kept = drafts(db.session(), base.key)
    if kept and "afresh" not in request.args:
        return redirect(url_for("drawing.show", draft_id=kept[0].id))
    xml = xml_text(queries.diagram(db.session(), base.id))
    return _editor(xml, title(base), base, None)


@pages.get("/drafts/<draft_id>")
def show(draft_id: str) -> str:
    """Open the modeler with a draft."""
    require(db.session(), me(), Permission.DEPLOY)
    row = draft(db.session(), draft_id)
    return _editor(row.xml, row.name, base_of(row.base_id), row)


@pages.post("/drafts/check")
def check() -> Response:
    """Say what is wrong with a diagram; nothing is stored."""
    require(db.session(), me(), Permission.DEPLOY)
    xml, body = drawn()
    base = base_of(body.get("base"))
    with change() as ctx:
        found = publishing.check(ctx, bundle(ctx, xml, base, "process"))
    return jsonify(problems=_problems(found))


@pages.post("/drafts/<draft_id>/publish")
def publish(draft_id: str) -> Answer:
    """Save a draft and deploy it as a new version, or say why not; then the draft is gone."""
    require(db.session(), me(), Permission.DEPLOY)
    xml, body = drawn()
    row = draft(db.session(), draft_id)
    base = base_of(row.base_id)
    if not body.get("regardless") and (newer := _newer(row, base)):
        return answer(CONFLICT, newer, "process_changed")
    try:
        with change() as ctx:
            commands.save(ctx, draft_id, revision(body), xml)
            files = bundle(ctx, xml, base, outline(xml).key)
            deployed = publishing.publish(ctx, row.name, files, "modeler", *_why(body))
            commands.discard(ctx, draft(ctx.session, draft_id))
    except DraftOvertakenError as error:
        return answer(CONFLICT, overtaken(draft_id), error.code)
    except DefinitionInvalidError as error:
        return jsonify(problems=_problems(error.problems)), UNPROCESSABLE
    return go(_published(deployed))


def _why(body: dict[str, Any]) -> tuple[str | None, str]:
    """Return the reason of a version and its state, as they were sent."""
    reason, state = body.get("reason"), body.get("state", "active")
    return (reason if isinstance(reason, str) else None), str(state)


def _editor(xml: str, name: str, base: ProcessDefinition | None, row: DiagramDraft | None) -> str:
    source = {
        "xml": xml,
        "key": row.process_key if row else outline(xml).key,
        "base": base.id if base else None,
        "draft": facts(row) if row else None,
        "choices": choices(db.session(), base, installation().services.connectors),
        "check": url_for("drawing.check"),
        "begin": url_for("drafts.begin"),
    }
    return render_template("drawing.html", source=source, name=name, base=base, draft=row)


def _name_errors(name: str, key: str) -> dict[str, str]:
    errors = {}
    if not name or not is_storable(name):
        errors["name"] = _("Give the process a name.")
    if not KEY.fullmatch(key) or len(key) > LONGEST_KEY:
        errors["key"] = _("Use Latin letters, digits, - and _; begin with a letter.")
    elif queries.count_definitions(db.session(), DefinitionFilter(key=key)):
        errors["key"] = _("There is a process with this identifier already.")
    return errors


def _problems(found: Sequence[Problem]) -> list[dict[str, Any]]:
    return [
        {
            "severity": one.severity,
            "text": said(one),
            "id": one.element_id,
            "name": one.element_name,
            "line": one.line,
            "file": one.resource,
        }
        for one in found
    ]


def _newer(row: DiagramDraft, base: ProcessDefinition | None) -> str | None:
    """Return what to ask when somebody published another version in the meantime."""
    wanted = DefinitionFilter(key=row.process_key, latest_only=True)
    newest = next(iter(queries.definitions(db.session(), wanted, 0, 1)), None)
    if newest is None or (base is not None and newest.version <= base.version):
        return None
    text = _("“%(name)s” has version %(number)s by now, which is not what you began with.")
    return str(text % {"number": shown(newest.version), "name": title(newest)})


def _published(deployed: Deployed) -> str:
    row = deployed.definitions[0]
    number = shown(row.version)
    flash(
        _("Version %(number)s is published.", number=number)
        if row.id in deployed.created
        else _("Nothing has changed: version %(number)s stays.", number=number),
        "success",
    )
    if deployed.new_groups:
        names = ", ".join(deployed.new_groups)
        text = _("These groups are new and have no members yet: %(groups)s", groups=names)
        flash(text, "warning")
    return url_for("processes.show", definition_id=row.id)
