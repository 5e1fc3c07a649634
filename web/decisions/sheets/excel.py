"""Excel files: written with texts only, read without formulas and never unpacked without bounds."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from web.decisions.sheets.faults import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Fault,
    SheetInvalidError,
    place,
    refused,
)
from web.decisions.sheets.grid import HEAD_ROWS, Grid
from web.i18n import _

MOST_BYTES = 20 * 1024 * 1024
MOST_PARTS = 200
MOST_RATIO = 200
SMALL_PART = 1024 * 1024
TEXT_FORMAT = "@"
WIDEST, NARROWEST = 48, 12


def write_excel(grid: Grid, title: str, *, right_to_left: bool = False) -> bytes:
    """Return rows as an Excel file in which every cell is a text, never a formula."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = (
        "".join(sign for sign in title if sign not in r"[]:*?/\'" and sign.isprintable())[:31]
        or "1"
    )
    sheet.sheet_view.rightToLeft = right_to_left
    for number, row in enumerate(grid, 1):
        for at, text in enumerate(row, 1):
            _write(sheet, number, at, text)
    sheet.freeze_panes = f"B{HEAD_ROWS + 1}"
    _widen(sheet, grid)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _write(sheet: Worksheet, number: int, at: int, text: str) -> None:
    cell = sheet.cell(number, at)
    cell.value = ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST_CELL] or None
    if cell.value is not None:
        cell.data_type = "s"
    cell.number_format = TEXT_FORMAT
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if number <= HEAD_ROWS:
        cell.font = Font(bold=number == 1)
        cell.fill = PatternFill("solid", fgColor="EEF0F5")


def _widen(sheet: Worksheet, grid: Grid) -> None:
    for at in range(max(map(len, grid), default=0)):
        longest = max((len(row[at]) for row in grid if at < len(row)), default=0)
        width = max(NARROWEST, min(WIDEST, longest + 2)) if at else NARROWEST
        sheet.column_dimensions[get_column_letter(at + 1)].width = width


def read_excel(content: bytes) -> Grid:
    """Return the rows of the first sheet of an Excel file.

    Raises:
        SheetInvalidError: it is none, is too large, or holds formulas.
    """
    _guard(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # a file may say anything about its size
        return _rows(sheet)
    except SheetInvalidError:
        raise
    except Exception as error:  # the library raises anything about a broken file
        raise refused(_("The file is no Excel file that can be read (.xlsx).")) from error


def _guard(content: bytes) -> None:
    """Refuse what would unpack without bounds, or declares entities.

    Raises:
        SheetInvalidError: it does.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            large = sum(part.file_size for part in parts) > MOST_BYTES or len(parts) > MOST_PARTS
            if large or any(_is_bomb(part) for part in parts):
                raise refused(_("The file is too large when it is unpacked."))
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels", ".vml")):
                    _guard_part(archive.read(part))
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError) as error:
        raise refused(_("The file is no Excel file that can be read (.xlsx).")) from error


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    large = part.file_size > SMALL_PART
    return large and part.file_size > MOST_RATIO * max(1, part.compress_size)


def _guard_part(content: bytes) -> None:
    if (
        b"<!DOCTYPE" in content
        or b"<!ENTITY" in content
        or content[:2] in (b"\xff\xfe", b"\xfe\xff")
    ):
        raise refused(_("The file is no Excel file that can be read (.xlsx)."))


def _rows(sheet: Any) -> Grid:
    grid: Grid = []
    faults: list[Fault] = []
    for number, row in enumerate(sheet.iter_rows()):
        if number >= MOST_ROWS or len(row) > MOST_COLUMNS:
            raise refused(_("The sheet is too large."), place(number, 0))
        grid.append(list(_cells(number, row, faults)))
    if faults:
        raise SheetInvalidError(faults)
    width = max(map(len, grid), default=0)  # a row of the file ends with its last filled cell
    return [row + [""] * (width - len(row)) for row in grid]


def _cells(number: int, row: Any, faults: list[Fault]) -> Iterator[str]:
    for at, cell in enumerate(row):
        if cell.data_type == "f" or cell.data_type == "e":
            faults.append(
                Fault(place(number, at), _("A formula is not taken over: write its value."))
            )
            yield ""
            continue
        text = _text(cell.value)
        if len(text) > LONGEST_CELL:
            faults.append(Fault(place(number, at), _("The text is too long.")))
        yield text


def _text(value: Any) -> str:
    """Return what a cell holds as FEEL writes it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float() | int():
            number = Decimal(repr(value))
            whole = number == number.to_integral_value()
            return str(int(number)) if whole else f"{number:f}"
        case datetime() if (value.hour, value.minute, value.second) != (0, 0, 0):
            return f'date and time("{value.isoformat(timespec="seconds")}")'
        case date():
            return f'date("{value.isoformat()[:10]}")'
        case time():
            return f'time("{value.isoformat(timespec="seconds")}")'
    return str(value).strip()
