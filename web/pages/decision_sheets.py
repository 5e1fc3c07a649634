"""Decision tables out to Excel, CSV and DMN, and back in from a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from flask import Blueprint, Response, render_template, request
from werkzeug.exceptions import NotFound

from decisions.dmn.boxes import DecisionTable
from engine.queries import DecisionDefinition
from web.accounts.roles import Permission
from web.decisions.files import DecisionFile
from web.decisions.sheets import (
    Fault,
    SheetInvalidError,
    grid_of,
    merged,
    parse,
    read_csv,
    read_excel,
    write_csv,
    write_excel,
)
from web.decisions.sheets.grid import Grid
from web.extensions import db
from web.i18n import _, language, title
from web.identity import me
from web.pages.decision_editor import editor
from web.pages.decisions import loaded
from web.permissions import require

pages = Blueprint("decision_sheets", __name__, url_prefix="/decisions/<decision_id>")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
READERS: dict[str, Callable[[bytes], Grid]] = {".xlsx": read_excel, ".csv": read_csv}


@pages.get("/table.xlsx")
def excel(decision_id: str) -> Response:
    """Return the table as an Excel file."""
    row, file = loaded(decision_id)
    grid = grid_of(_table(row, file))
    content = write_excel(grid, title(row), right_to_left=language() == "fa")
    return _download(row, content, EXCEL, ".xlsx")


@pages.get("/table.csv")
def csv(decision_id: str) -> Response:
    """Return the table as CSV."""
    row, file = loaded(decision_id)
    return _download(row, write_csv(grid_of(_table(row, file))), "text/csv", ".csv")


@pages.get("/file")
def dmn_file(decision_id: str) -> Response:
    """Return the file of a version exactly as it was uploaded."""
    row, file = loaded(decision_id)
    return _download(row, file.content, "application/xml", ".dmn")


@pages.get("/import")
def show(decision_id: str) -> str:
    """Ask for the sheet that replaces the table."""
    require(db.session(), me(), Permission.DEPLOY)
    row, file = loaded(decision_id)
    _table(row, file)
    return render_template("decision_import.html", decision=row, faults=[])


@pages.post("/import")
def take(decision_id: str) -> str | tuple[str, int]:
    """Open the editor with the table of a sheet, or say by cell what is wrong with it."""
    require(db.session(), me(), Permission.DEPLOY)
    row, file = loaded(decision_id)
    _table(row, file)
    try:
        sheet = parse(_grid(), list(_names(file)))
    except SheetInvalidError as error:
        page = render_template("decision_import.html", decision=row, faults=error.faults)
        return page, 422
    return editor(row, file, row.key, merged(file.content, row.key, sheet))


def _grid() -> Grid:
    """Return the rows of the file that was sent.

    Raises:
        SheetInvalidError: it is none.
    """
    sent = request.files.get("sheet")
    if sent is None or not sent.filename:
        raise SheetInvalidError([Fault("", _("Choose a file."))])
    for ending, reader in READERS.items():
        if sent.filename.lower().endswith(ending):
            return reader(sent.stream.read())
    raise SheetInvalidError([Fault("", _("Choose an Excel file (.xlsx) or a CSV file (.csv)."))])


def _table(row: DecisionDefinition, file: DecisionFile) -> DecisionTable:
    table = file.decision(row.key).table
    if table is None:
        raise NotFound  # only tables have sheets
    return table


def _names(file: DecisionFile) -> Iterator[str]:
    for each in file.model.elements:
        yield from (each.name, each.variable)


def _download(row: DecisionDefinition, content: bytes, kind: str, ending: str) -> Response:
    plain = f"{row.key}-{row.version}".encode("ascii", "replace").decode()
    safe = "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in plain)
    disposition = {"Content-Disposition": f'attachment; filename="{safe}{ending}"'}
    return Response(content, mimetype=kind, headers=disposition)
