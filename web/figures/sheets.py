"""Tables of figures out to CSV and Excel: numbers as numbers, and no formula from a stranger."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from web.decisions.sheets.csv import guarded
from web.figures.tables import Cell, Column, Kind, Table, Value
from web.i18n import _, language

HOUR = 3_600
LONGEST_TITLE = 31
WIDEST, NARROWEST = 48, 10
FORMATS = {Kind.COUNT: "#,##0", Kind.SECONDS: "0.00", Kind.SHARE: "0.0%", Kind.RATIO: "0.00"}
Facts = Sequence[tuple[str, str]]


def write_csv(table: Table, facts: Facts) -> bytes:
    """Return a table as CSV, with what it is about above it; times are in hours."""
    file = io.StringIO()
    rows: list[Sequence[Value]] = [*facts, (), _headings(table), *_rows(table)]
    csv.writer(file).writerows([_safe(value) for value in row] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def write_excel(table: Table, facts: Facts) -> bytes:
    """Return a table as an Excel file, with what it is about above it."""
    book = Workbook()
    sheet = book.worksheets[0]
    signs = (sign for sign in table.title if sign not in r"[]:*?/\'" and sign.isprintable())
    sheet.title = "".join(signs)[:LONGEST_TITLE] or "1"
    sheet.sheet_view.rightToLeft = language() == "fa"
    rows: list[Sequence[Value]] = [*facts, (), _headings(table), *_rows(table)]
    top = len(facts) + 2
    for number, row in enumerate(rows, 1):
        for at, value in enumerate(row, 1):
            cell = sheet.cell(number, at, None if isinstance(value, str) else value)
            if isinstance(value, str):
                cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) or None
                cell.data_type = "s"  # a text is never a formula
            elif number > top:
                column = table.columns[at - 1]
                kind = table.rows[number - top - 1].cells[at - 1].kind or column.kind
                cell.number_format = FORMATS.get(kind, "General")
            cell.font = Font(bold=number == top or (number < top and at == 1))
    sheet.freeze_panes = f"B{top + 1}"
    for at, width in enumerate(_widths(rows), 1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _headings(table: Table) -> list[str]:
    return [_heading(column) for column in table.columns]


def _heading(column: Column) -> str:
    if column.kind is Kind.SECONDS:
        return str(_("%(heading)s (hours)", heading=column.heading))
    return str(column.heading)


def _rows(table: Table) -> Iterable[list[Value]]:
    for row in table.rows:
        pairs = zip(row.cells, table.columns, strict=True)
        yield [_value(cell, column.kind) for cell, column in pairs]


def _value(cell: Cell, kind: Kind) -> Value:
    if cell.value is None or isinstance(cell.value, str):
        return cell.value
    if (cell.kind or kind) is Kind.SECONDS:
        return round(cell.value / HOUR, 2)
    return round(cell.value, 4)


def _safe(value: Value) -> Value:
    return guarded(str(value)) if isinstance(value, str) else value


def _widths(rows: Iterable[Sequence[Value]]) -> list[int]:
    found: list[int] = []
    for row in rows:
        for at, value in enumerate(row):
            size = min(WIDEST, len(str(value)) + 2)
            if at < len(found):
                found[at] = max(found[at], size)
            else:
                found.append(max(NARROWEST, size))
    return found
