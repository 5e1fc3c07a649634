"""Process definitions: what is deployed, its versions, which of them starts."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.ports import Problem
from engine.queries import DefinitionFilter
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _
from web.identity import me
from web.jalali import normalise
from web.pages.answers import go
from web.pages.paging import page_of
from web.permissions import may, require, require_some
from web.services import change

pages = Blueprint("processes", __name__, url_prefix="/processes")
MOST_VERSIONS = 500


@pages.get("")
def index() -> str:
    """Show the default version of every process."""
    session, text = db.session(), normalise(request.args.get("q", ""))[:200]
    processes = require_some(session, me(), Permission.DEFINITION_READ)
    wanted = DefinitionFilter(name_like=f"%{text}%" if text else None, processes=processes)
    page = page_of(queries.count_definitions(session, wanted))
    rows = queries.definitions(session, wanted, page.first, page.size)
    counts = queries.definition_counts(session, [row.id for row in rows])
    return render_template("processes.html", rows=rows, page=page, counts=counts)


@pages.get("/<definition_id>")
def show(definition_id: str) -> str:
    """Show one version: its diagram, warnings, and the other versions."""
    session = db.session()
    definition = queries.definition(session, definition_id)
    require(session, me(), Permission.DEFINITION_READ, definition)
    wanted = DefinitionFilter(key=definition.key, default_only=False)
    versions = queries.definitions(session, wanted, 0, MOST_VERSIONS)
    return render_template(
        "process.html",
        definition=definition,
        versions=versions,
        counts=queries.definition_counts(session, [row.id for row in versions]),
        warnings=[Problem(**one) for one in definition.warnings],
        deploys=me().has(Permission.DEPLOY),
        starts=_starts(definition_id),
    )


@pages.post("/<definition_id>/make-default")
def make_default(definition_id: str) -> Response:
    """Let new cases start with this version."""
    require(db.session(), me(), Permission.DEPLOY)
    with change() as ctx:
        commands.make_default(ctx, definition_id)
    flash(_("New cases start with this version."), "success")
    return go(url_for("processes.show", definition_id=definition_id))


@pages.post("/<definition_id>/suspend")
def suspend(definition_id: str) -> Response:
    """Let no new cases start with this version, or let them again."""
    require(db.session(), me(), Permission.DEPLOY)
    suspended = request.form.get("suspended") == "yes"
    with change() as ctx:
        commands.suspend_definition(ctx, definition_id, suspended=suspended)
    text = _("No new cases start with this version.") if suspended else _("New cases may start.")
    flash(text, "success")
    return go(url_for("processes.show", definition_id=definition_id))


def _starts(definition_id: str) -> bool:
    definition = queries.definition(db.session(), definition_id)
    allowed = may(db.session(), me(), Permission.START, definition)
    return allowed and definition.is_startable and definition.is_default
