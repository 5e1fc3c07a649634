"""Drafts of diagrams: listed, begun, saved while somebody draws, discarded."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, jsonify, render_template, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from engine import queries
from engine.errors import NotFoundError
from engine.queries import ProcessDefinition
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.drafts import commands
from web.drafts.commands import DraftOvertakenError
from web.drafts.queries import draft, drafts
from web.drafts.tables import DiagramDraft
from web.extensions import db
from web.i18n import _, language, zone
from web.identity import me
from web.jalali import format_datetime
from web.pages.answers import go, sent
from web.pages.errors import answer
from web.permissions import require
from web.services import change

pages = Blueprint("drafts", __name__, url_prefix="/processes/drafts")
CONFLICT = 409
Answer = Response | tuple[Response, int]


@pages.get("")
def index() -> str:
    """Show every draft."""
    require(db.session(), me(), Permission.DEPLOY)
    rows = drafts(db.session())
    return render_template("drafts.html", rows=rows, people=people(rows))


@pages.post("")
def begin() -> Answer:
    """Keep what is drawn as a draft of its own."""
    require(db.session(), me(), Permission.DEPLOY)
    xml, body = drawn()
    base = base_of(body.get("base"))
    with change() as ctx:
        row = commands.begin(ctx, xml, base.id if base else None)
    return jsonify(facts(row)), 201


@pages.post("/<draft_id>")
def save(draft_id: str) -> Answer:
    """Save a draft, unless somebody else did so since it was read."""
    require(db.session(), me(), Permission.DEPLOY)
    xml, body = drawn()
    try:
        with change() as ctx:
            commands.save(ctx, draft_id, revision(body), xml)
    except DraftOvertakenError as error:
        return answer(CONFLICT, overtaken(draft_id), error.code)
    return jsonify(facts(draft(db.session(), draft_id)))


@pages.post("/<draft_id>/discard")
def discard(draft_id: str) -> Response:
    """Delete a draft; what is deployed stays."""
    require(db.session(), me(), Permission.DEPLOY)
    row = draft(db.session(), draft_id)
    with change() as ctx:
        commands.discard(ctx, row)
    flash(_("The draft is discarded."), "success")
    return go(url_for("drafts.index"))


def drawn() -> tuple[str, dict[str, Any]]:
    """Return the diagram that was sent, and all of what was sent.

    Raises:
        BadRequest: no diagram was sent.
    """
    body = sent()
    xml = body.get("xml")
    if not isinstance(xml, str):
        raise BadRequest
    return xml, body


def revision(body: dict[str, Any]) -> int:
    """Return the revision that the editor knows.

    Raises:
        BadRequest: it says none.
    """
    known = body.get("revision")
    if not isinstance(known, int) or isinstance(known, bool) or abs(known) >= 2**31:
        raise BadRequest
    return known


def base_of(known: Any) -> ProcessDefinition | None:
    """Return the version that a draft began with, None for a new process.

    Raises:
        NotFoundError: no such version.
    """
    return queries.definition(db.session(), known) if isinstance(known, str) else None


def facts(row: DiagramDraft) -> dict[str, Any]:
    """Return what the editor keeps of a draft."""
    return {
        "revision": row.revision,
        "location": url_for("drawing.show", draft_id=row.id),
        "save": url_for("drafts.save", draft_id=row.id),
        "publish": url_for("drawing.publish", draft_id=row.id),
        "saved": _("Saved at %(time)s", time=_moment(row)),
    }


def overtaken(draft_id: str) -> str:
    """Say who was faster."""
    try:
        row = draft(db.session(), draft_id)
    except NotFoundError:
        return str(_("This draft was published or discarded in the meantime."))
    who = people([row]).get(row.saved_by, row.saved_by)
    return str(_("%(person)s saved this draft at %(time)s.", person=who, time=_moment(row)))


def people(rows: Any) -> dict[str, str]:
    """Return the names of who saved some drafts."""
    return accounts.display_names(db.session(), {one.saved_by for one in rows}, language())


def _moment(row: DiagramDraft) -> str:
    return format_datetime(row.saved_at, language(), zone())
