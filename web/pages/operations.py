"""The operation log: who did what, when and why, as a list and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import datetime, timedelta

from flask import Blueprint, Response, render_template, request, stream_with_context

from engine import queries
from engine.queries import Operation, OperationFilter
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.decisions.sheets.csv import guarded
from web.extensions import db
from web.i18n import language, zone
from web.identity import me
from web.jalali import normalise, parse_local
from web.pages.paging import page_of
from web.permissions import require

pages = Blueprint("operations", __name__, url_prefix="/administration/operations")
PAGE = 500
COLUMNS = (
    "at",
    "actor",
    "verb",
    "entity",
    "entity_id",
    "process_key",
    "case_no",
    "property",
    "old_value",
    "new_value",
    "reason",
)


@pages.before_request
def check() -> None:
    """Let only those in who may see what everybody did."""
    require(db.session(), me(), Permission.OPERATIONS_READ)


@pages.get("")
def index() -> str:
    """Show what was done, newest first."""
    session, wanted = db.session(), _wanted()
    page = page_of(queries.count_operations(session, wanted))
    rows = queries.operations(session, wanted, page.first, page.size)
    people = accounts.display_names(session, [row.actor for row in rows], language())
    return render_template("operations.html", rows=rows, page=page, people=people)


@pages.get("/operations.csv")
def as_csv() -> Response:
    """Return all that matches as CSV, times in UTC."""
    rows = queries.all_operations(db.session(), _wanted(), PAGE)
    answer = Response(stream_with_context(_lines(rows)), mimetype="text/csv")
    answer.headers["Content-Disposition"] = 'attachment; filename="operations.csv"'
    return answer


def _lines(rows: Iterator[Operation]) -> Iterator[str]:
    yield "\ufeff" + _line(COLUMNS)
    for row in rows:
        yield _line([_text(getattr(row, name)) for name in COLUMNS])


def _line(cells: tuple[str, ...] | list[str]) -> str:
    file = io.StringIO()
    csv.writer(file).writerow([guarded(cell) for cell in cells])
    return file.getvalue()


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value or "")


def _wanted() -> OperationFilter:
    given = {name: request.args.get(name, "").strip()[:255] or None for name in FILTERED}
    case_no = normalise(request.args.get("case", ""))[:32] or None
    until = _day("until")
    before = until + timedelta(days=1) if until else None
    return OperationFilter(**given, case_no=case_no, since=_day("since"), before=before)


FILTERED = ("actor", "verb", "entity", "process_key")


def _day(name: str) -> datetime | None:
    """Return the beginning of the day that a filter names; None for what is no day."""
    try:
        return parse_local(request.args.get(name, "")[:10], zone())
    except ValueError:
        return None
