"""Process definitions: what is deployed, its versions with who, when and why, and their states."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.ports import Problem
from engine.queries import DefinitionFilter, OperationFilter, ProcessDefinition
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _, language, lazy_gettext
from web.identity import me
from web.pages import register, shelf
from web.pages.answers import go
from web.permissions import may, require
from web.register.shelf import state_of
from web.services import change

pages = Blueprint("processes", __name__, url_prefix="/processes")
MOST_VERSIONS, MOST_ACTS = 500, 100
ENTITY = "process definition"
STATED = {
    "active": lazy_gettext("New cases start with this version."),
    "test": lazy_gettext("The version is in test. Its cases are marked, and in no figures."),
    "retired": lazy_gettext("No new cases start with this version."),
}


@pages.get("")
def index() -> str:
    """Show every process with what the register says and how busy it is."""
    return render_template("processes.html", **shelf.listed(db.session()))


@pages.get("/<definition_id>")
def show(definition_id: str) -> str:
    """Show one version: its diagram, warnings, and the other versions."""
    session = db.session()
    definition = queries.definition(session, definition_id)
    require(session, me(), Permission.DEFINITION_READ, definition)
    return render_template(
        "process.html",
        definition=definition,
        state_of=state_of,
        warnings=[Problem(**one) for one in definition.warnings],
        deploys=me().has(Permission.DEPLOY),
        migrates=me().has(Permission.MIGRATE),
        moves=_moves(definition) if me().has(Permission.DEPLOY) else [],
        starts=_starts(definition),
        **register.about(session, definition),
        **_versions(session, definition.key),
    )


@pages.post("/<definition_id>/state")
def change_state(definition_id: str) -> Response:
    """Make a version active, put it into test, or retire it; the history keeps why."""
    require(db.session(), me(), Permission.DEPLOY)
    state, seen = request.form.get("state", ""), request.form.get("seen")
    here = url_for("processes.show", definition_id=definition_id)
    reason = request.form.get("reason", "")
    if not reason.strip():
        flash(_("Say why the state is changed."), "danger")
        return go(here)
    with change() as ctx:
        commands.change_state(ctx, definition_id, state, reason, seen=seen)
    flash(STATED[state], "success")
    return go(here)


def _versions(session: Session, key: str) -> dict[str, Any]:
    """Return the versions of a process, newest first, with who deployed them, and when and why."""
    wanted = DefinitionFilter(key=key, default_only=False)
    rows = queries.definitions(session, wanted, 0, MOST_VERSIONS)
    deployed = queries.deployments_of(session, [row.deployment_id for row in rows])
    acts = queries.operations(
        session, OperationFilter(process_key=key, entity=ENTITY), 0, MOST_ACTS
    )
    actors = {one.deployed_by for one in deployed.values()} | {act.actor for act in acts}
    return {
        "versions": rows,
        "deployed": deployed,
        "acts": acts,
        "people": accounts.display_names(session, actors, language()),
        "counts": queries.definition_counts(session, [row.id for row in rows]),
    }


def _moves(definition: ProcessDefinition) -> list[str]:
    """Return the states that a version can be moved to."""
    now = state_of(definition)
    if now == "active" and not definition.suspended:
        return ["retired"]
    left = ["active", "test", "retired"] if not definition.is_default else ["active", "retired"]
    return [one for one in left if one != now]


def _starts(definition: ProcessDefinition) -> bool:
    allowed = may(db.session(), me(), Permission.START, definition)
    open_now = definition.is_startable and not definition.suspended
    return allowed and open_now and (definition.is_default or definition.state == "test")
