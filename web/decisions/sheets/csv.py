"""CSV: UTF-8 with a mark that Excel knows, and no cell that a spreadsheet takes for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from web.decisions.sheets.faults import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, place, refused
from web.decisions.sheets.grid import Grid
from web.i18n import _

FORMULA = ("=", "+", "-", "@", "\t", "\r")
DELIMITERS = ",;\t"


def write_csv(grid: Grid) -> bytes:
    """Return rows as CSV; what could start a formula gets an apostrophe in front."""
    file = io.StringIO()
    csv.writer(file).writerows([guarded(text) for text in row] for row in grid)
    return file.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith((*FORMULA, "'")) else text


def read_csv(content: bytes) -> Grid:
    """Return the rows of a CSV file, with commas, semicolons or tabs between the cells.

    Raises:
        SheetInvalidError: it is no text, or too large.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise refused(_("The file is no text in UTF-8. Save it as “CSV UTF-8”.")) from error
    if "\0" in text:
        raise refused(_("The file is no CSV."))
    return _bounded(csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)))


def _delimiter(text: str) -> str:
    head = text[:5_000].splitlines()[:4]
    return max(DELIMITERS, key=lambda sign: sum(line.count(sign) for line in head))


def _bounded(rows: Iterable[list[str]]) -> Grid:
    grid: Grid = []
    try:
        for number, row in enumerate(rows):
            if number >= MOST_ROWS or len(row) > MOST_COLUMNS:
                raise refused(_("The sheet is too large."), place(number, 0))
            long = next((at for at, text in enumerate(row) if len(text) > LONGEST_CELL), None)
            if long is not None:
                raise refused(_("The text is too long."), place(number, long))
            grid.append([_plain(text) for text in row])
    except csv.Error as error:
        raise refused(_("The file is no CSV.")) from error
    return grid


def _plain(text: str) -> str:
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:].startswith((*FORMULA, "'")) else text
