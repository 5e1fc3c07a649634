"""Incidents: what could not go on by itself, with its cause, and trying again."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.queries import DefinitionFilter, IncidentFilter
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _
from web.identity import me
from web.pages.answers import go
from web.pages.paging import page_of
from web.pages.values import VariablesInvalidError, parse_variables, shown_variables
from web.permissions import may, require, require_some
from web.security import local_path
from web.services import change

pages = Blueprint("incidents", __name__, url_prefix="/incidents")


@pages.get("")
def index() -> str:
    """Show the open incidents, newest first."""
    session = db.session()
    processes = require_some(session, me(), Permission.RETRY_JOB)
    wanted = IncidentFilter(definition_key=request.args.get("process") or None, processes=processes)
    page = page_of(queries.count_incidents(session, wanted))
    rows = queries.incidents(session, wanted, page.first, page.size)
    cases = {row.instance_id for row in rows if row.instance_id}
    return render_template(
        "incidents.html",
        rows=rows,
        page=page,
        definitions={
            one: queries.definition(session, one) for one in {r.definition_id for r in rows}
        },
        cases={one: queries.instance(session, one) for one in cases},
        processes=queries.definitions(session, DefinitionFilter(processes=processes)),
    )


@pages.get("/<incident_id>")
def show(incident_id: str) -> str:
    """Show one incident with the data of its case."""
    session = db.session()
    incident = queries.incident(session, incident_id)
    require(session, me(), Permission.RETRY_JOB, incident)
    instance = queries.instance(session, incident.instance_id) if incident.instance_id else None
    sees_data = may(session, me(), Permission.VARIABLE_READ, instance) if instance else False
    held = queries.variables(session, instance.id) if instance and sees_data else {}
    return render_template(
        "incident.html",
        incident=incident,
        instance=instance,
        definition=queries.definition(session, incident.definition_id),
        variables=shown_variables(held),
    )


@pages.post("/<incident_id>/annotation")
def annotate(incident_id: str) -> Response:
    """Write a note for whoever looks at it next."""
    incident = queries.incident(db.session(), incident_id)
    require(db.session(), me(), Permission.RETRY_JOB, incident)
    with change() as ctx:
        commands.annotate(ctx, incident_id, request.form.get("annotation"))
    flash(_("Saved."), "success")
    return go(url_for("incidents.show", incident_id=incident_id))


@pages.post("/<incident_id>/retry")
def retry(incident_id: str) -> Response:
    """Try again, after changing a variable if one is given."""
    incident = queries.incident(db.session(), incident_id)
    require(db.session(), me(), Permission.RETRY_JOB, incident)
    here = url_for("incidents.show", incident_id=incident_id)
    try:
        given = parse_variables(request.form) if request.form.get("name") else None
    except VariablesInvalidError as error:
        flash(error.said, "danger")
        return go(here)
    with change() as ctx:
        commands.retry(ctx, incident_id, given)
    flash(_("It is tried again."), "success")
    return go(local_path(request.form.get("next"), url_for("incidents.index")))
