"""The manager's figures: of cases, of activities on the diagram, of people and groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

import kpi
from engine import queries
from engine.queries import DefinitionFilter, ProcessDefinition
from web.accounts.roles import Permission
from web.extensions import db
from web.figures import asked as addresses
from web.figures import boards, heat, names, tables, work_tables
from web.figures.asked import Asked
from web.figures.names import Elements
from web.figures.reading import READ_AT_ONCE, read_on
from web.i18n import _
from web.identity import me
from web.pages.answers import go
from web.permissions import require_some
from web.security import local_path

pages = Blueprint("figures", __name__, url_prefix="/figures")


@pages.get("")
def index() -> str:
    """Show what happened to the cases of a period, and what is open now."""
    asked = asked_here()
    found = boards.overview(db.session(), asked, datetime.now(UTC))
    return render_template("figures.html", **frame(asked), found=found)


@pages.get("/diagram")
def diagram() -> str:
    """Show the work of a process on its diagram, the more the stronger, and as a table."""
    session, asked = db.session(), _of_one_process(asked_here())
    found = boards.activities(session, asked, datetime.now(UTC)) if asked.process else []
    by = request.args.get("heat", "")
    by = by if by in heat.WAYS else heat.USUAL
    return render_template(
        "figures_diagram.html",
        **frame(asked),
        definition=_drawn(asked) if asked.process else None,
        table=work_tables.activities(asked, found, Elements(session)),
        by=by,
        ways=heat.words(),
        heat=heat.levels(found, by),
        steps=range(1, heat.STEPS + 1),
    )


@pages.get("/people")
def people() -> str:
    """Show who does how much of what, by name."""
    session, asked, now = db.session(), asked_here(), datetime.now(UTC)
    found = [boards.groups(session, asked, now), boards.people(session, asked, now)]
    return render_template("figures_people.html", **frame(asked), tables=found)


@pages.post("/read")
def read() -> Response:
    """Read what is new in the event log now, as far as that is done in a moment."""
    require_some(db.session(), me(), Permission.KPI_READ)
    if any(not read_on().more for _turn in range(READ_AT_ONCE)):
        flash(_("The figures are up to date."), "success")
    else:
        flash(_("The figures are being brought up to date."), "success")
    return go(local_path(request.form.get("next"), url_for("figures.index")))


def asked_here() -> Asked:
    """Return what the address of this request asks for, within what this person may see."""
    return addresses.read(request.args, require_some(db.session(), me(), Permission.KPI_READ))


def frame(asked: Asked) -> dict[str, Any]:
    """Return what every page of figures shows around its tables."""
    session = db.session()
    known = names.processes(session)
    mine = {key: name for key, name in known.items() if _sees(asked, key)}
    return {
        "asked": asked,
        "processes": sorted(mine.items(), key=lambda item: item[1]),
        "choices": kpi.choices(session, asked.processes),
        "spans": addresses.words(),
        "state": kpi.state(session),
        "shown": tables.shown,
    }


def _of_one_process(asked: Asked) -> Asked:
    """Return the same of the first process where none is named."""
    if asked.process:
        return asked
    known = names.processes(db.session())
    mine = (key for key, _name in sorted(known.items(), key=lambda item: item[1]))
    return replace(asked, process=next((key for key in mine if _sees(asked, key)), ""))


def _drawn(asked: Asked) -> ProcessDefinition:
    session = db.session()
    wanted = DefinitionFilter(key=asked.process, version=asked.version)
    found = queries.definitions(session, wanted, 0, 1)
    return found[0] if found else queries.default_definition(session, asked.process)


def _sees(asked: Asked, key: str) -> bool:
    return asked.scope is None or key in asked.scope
