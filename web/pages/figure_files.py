"""Tables of figures as files."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

import kpi
from web.extensions import db
from web.figures import names
from web.figures.asked import Asked
from web.figures.boards import TABLES
from web.figures.sheets import write_csv, write_excel
from web.figures.tables import Table
from web.figures.words import days
from web.i18n import _, language, zone
from web.jalali import format_datetime
from web.pages.figures import asked_here
from web.pages.words import OFFICES

pages = Blueprint("figure_files", __name__, url_prefix="/figures")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pages.get("/<key>.csv")
def csv(key: str) -> Response:
    """Return a table as CSV."""
    asked = asked_here()
    content = write_csv(_table(key, asked), _facts(asked))
    return _download(key, asked, content, "text/csv", ".csv")


@pages.get("/<key>.xlsx")
def excel(key: str) -> Response:
    """Return a table as an Excel file."""
    asked = asked_here()
    content = write_excel(_table(key, asked), _facts(asked))
    return _download(key, asked, content, EXCEL, ".xlsx")


def _table(key: str, asked: Asked) -> Table:
    if key not in TABLES:
        raise NotFound
    return TABLES[key](db.session(), asked, datetime.now(UTC))


def _facts(asked: Asked) -> list[tuple[str, str]]:
    """Return what the figures are of, as term and value."""
    session = db.session()
    known = names.processes(session)
    process = known.get(asked.process, asked.process) if asked.process else _all(asked, known)
    read_at = kpi.state(session).read_at
    found = [
        (_("Period"), days(asked.period)),
        (_("Process"), process),
        (_("Version"), "" if asked.version is None else str(asked.version)),
        (_("Office"), str(OFFICES.get(asked.office, asked.office))),
        (_("Channel"), asked.channel),
        (_("Figures as of"), format_datetime(read_at, language(), zone())),
    ]
    return [(str(term), str(value)) for term, value in found if value]


def _all(asked: Asked, known: dict[str, str]) -> str:
    if asked.scope is None:
        return str(_("All processes"))
    return ", ".join(sorted(known.get(key, key) for key in asked.scope))


def _download(key: str, asked: Asked, content: bytes, kind: str, ending: str) -> Response:
    dated = f"{asked.period.first.isoformat()}-{asked.period.last.isoformat()}"
    disposition = {"Content-Disposition": f'attachment; filename="{key}-{dated}{ending}"'}
    return Response(content, mimetype=kind, headers=disposition)
