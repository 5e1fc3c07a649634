"""What is wrong with a sheet, by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

MOST_ROWS = 5_000
MOST_COLUMNS = 200
LONGEST_CELL = 10_000
MOST_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong; `cell` is like `C7`, empty for the file as a whole."""

    cell: str
    text: str


class SheetInvalidError(Exception):
    """A sheet is no decision table; `faults` say where, in the language of the request."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{one.cell} {one.text}" for one in faults))
        self.faults = list(faults)[:MOST_FAULTS]


def refused(text: str, cell: str = "") -> SheetInvalidError:
    """Return the error about one thing."""
    return SheetInvalidError([Fault(cell, text)])


def place(row: int, column: int) -> str:
    """Return the name of a cell; rows and columns count from 0."""
    return f"{get_column_letter(column + 1)}{row + 1}"
