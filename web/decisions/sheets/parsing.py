"""A grid read as a decision table; everything that is wrong is told by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from decisions import feel
from decisions.feel import FeelSyntaxError
from web.decisions.sheets.faults import Fault, SheetInvalidError, place, refused
from web.decisions.sheets.grid import ANNOTATION, HEAD_ROWS, INPUT, OUTPUT, Grid
from web.i18n import _

KINDS = {
    "input": INPUT,
    "ورودی": INPUT,
    "output": OUTPUT,
    "خروجی": OUTPUT,
    "annotation": ANNOTATION,
    "یادداشت": ANNOTATION,
}
POLICIES = ("UNIQUE", "ANY", "FIRST", "PRIORITY", "RULE ORDER", "OUTPUT ORDER", "COLLECT")
AGGREGATIONS = ("SUM", "COUNT", "MIN", "MAX")
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩٫", "01234567890123456789.")
_QUOTED = re.compile(r'("(?:[^"\\]|\\.)*"?)|([^"]+)', re.DOTALL)
_TYPE = re.compile(r"[\w .:-]{0,100}")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        at: its place in the grid, counted from 0.
        text: the expression of an input, the name of an output.
    """

    kind: str
    at: int
    label: str
    text: str
    type: str


@dataclass(frozen=True, slots=True)
class SheetRule:
    """A row, its cells in the order of the columns of the sheet."""

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    annotation: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A decision table that was read from a sheet."""

    policy: str
    aggregation: str | None
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rules: tuple[SheetRule, ...]


@dataclass
class _Reading:
    grid: Grid
    names: Collection[str]
    faults: list[Fault] = field(default_factory=list)

    def text(self, row: int, at: int) -> str:
        """Return a cell, empty beyond the end of its row."""
        cells = self.grid[row] if row < len(self.grid) else []
        text = cells[at].strip() if at < len(cells) else ""
        if _CONTROL.search(text):
            self.fault(row, at, _("The text holds characters that no file of decisions may have."))
            return ""
        return text

    def fault(self, row: int, at: int, text: str) -> None:
        """Note what is wrong with a cell."""
        self.faults.append(Fault(place(row, at), text))

    def feel(self, row: int, at: int, read: Callable[[str, Collection[str]], Any]) -> str:
        """Return a cell that must be FEEL, if it holds anything."""
        text = latin_digits(self.text(row, at))
        if text and text != "-":
            try:
                read(text, self.names)
            except FeelSyntaxError as error:
                said = _(
                    "“%(text)s” is no FEEL (at sign %(column)s).",
                    text=text[:60],
                    column=error.column,
                )
                self.fault(row, at, said)
        return text


def latin_digits(text: str) -> str:
    """Return FEEL with the digits that it knows; what stands in quotes stays as it is."""
    return _QUOTED.sub(lambda found: found[1] or found[2].translate(DIGITS), text)


def parse(grid: Grid, names: Collection[str] = ()) -> Sheet:
    """Return the decision table that a grid holds.

    Args:
        names: of variables, those with signs and spaces in them.

    Raises:
        SheetInvalidError: with everything that is wrong.
    """
    if len(grid) < HEAD_ROWS:
        raise refused(
            _("The sheet has no head of four rows. Export a table to see what it looks like.")
        )
    reading = _Reading(grid, names)
    policy, aggregation = _policy(reading)
    columns = list(_columns(reading))
    inputs = tuple(one for one in columns if one.kind == INPUT)
    outputs = tuple(one for one in columns if one.kind == OUTPUT)
    notes = [one for one in columns if one.kind == ANNOTATION]
    _check(reading, outputs)
    rules = tuple(_rules(reading, inputs, outputs, notes))
    if reading.faults:
        raise SheetInvalidError(reading.faults)
    return Sheet(policy, aggregation, inputs, outputs, rules)


def _policy(reading: _Reading) -> tuple[str, str | None]:
    text = " ".join(reading.text(0, 0).upper().split())
    for aggregation in AGGREGATIONS:
        if text == f"COLLECT {aggregation}":
            return "COLLECT", aggregation
    if text not in POLICIES:
        known = ", ".join((*POLICIES, "COLLECT SUM"))
        reading.fault(
            0, 0, _("“%(text)s” is no hit policy. There are: %(known)s.", text=text, known=known)
        )
    return text, None


def _columns(reading: _Reading) -> Iterator[Column]:
    width = max(map(len, reading.grid))
    for at in range(1, width):
        said = reading.text(1, at)
        label, text, type_ = (reading.text(row, at) for row in (0, 2, 3))
        if not said and not label and not text:
            _empty(reading, at)
            continue
        kind = KINDS.get(said.casefold())
        if kind is None:
            said = _("Say what the column is: input, output or annotation.")
            reading.fault(1, at, said)
            continue
        if not _TYPE.fullmatch(type_):
            reading.fault(3, at, _("“%(text)s” is no name of a type.", text=type_[:60]))
        if kind == INPUT:
            reading.feel(2, at, feel.parse)
            if not text:
                reading.fault(2, at, _("Write which variable or expression the column tests."))
        yield Column(kind, at, label, text, type_)


def _empty(reading: _Reading, at: int) -> None:
    for row in range(HEAD_ROWS, len(reading.grid)):
        if reading.text(row, at):
            reading.fault(row, at, _("The column of this cell has no head."))
            return


def _check(reading: _Reading, outputs: Sequence[Column]) -> None:
    if not outputs and not reading.faults:
        reading.fault(1, 0, _("The sheet has no output column."))
    seen: set[str] = set()
    for column in outputs:
        if len(outputs) > 1 and not column.text:
            reading.fault(2, column.at, _("Name every output column."))
        elif column.text in seen:
            reading.fault(2, column.at, _("Two output columns have this name."))
        seen.add(column.text)


def _rules(
    reading: _Reading,
    inputs: Sequence[Column],
    outputs: Sequence[Column],
    notes: Sequence[Column],
) -> Iterator[SheetRule]:
    for row in range(HEAD_ROWS, len(reading.grid)):
        cells = tuple(reading.feel(row, one.at, feel.parse_tests) for one in inputs)
        results = tuple(reading.feel(row, one.at, feel.parse) for one in outputs)
        note = " ".join(filter(None, (reading.text(row, one.at) for one in notes)))
        if any((*cells, *results, note)):
            _whole(reading, row, (*inputs, *outputs))
            yield SheetRule(cells, results, note)


def _whole(reading: _Reading, row: int, columns: Sequence[Column]) -> None:
    """Refuse a row that ends before the last column: a separator is missing somewhere."""
    missing = [one.at for one in columns if one.at >= len(reading.grid[row])]
    if missing:
        reading.fault(row, missing[0], _("The row ends before this cell."))
