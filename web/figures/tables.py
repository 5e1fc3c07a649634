"""A table of figures: what a page shows and a file holds alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from kpi import MEASURES, Measure, Spread
from web.figures import durations
from web.i18n import _, language
from web.jalali import format_number

Value = str | int | float | None


class Kind(Enum):
    """What the values of a column are."""

    TEXT = "text"
    COUNT = "count"
    SECONDS = "seconds"
    SHARE = "share"  # from 0 to 1
    RATIO = "ratio"


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `measure` is the key of what explains it, empty where nothing has to."""

    heading: str
    kind: Kind = Kind.COUNT
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One value. `url` leads to the cases behind it; `note` is said under it.

    `kind` stands for that of the column where the rows of a table are of several kinds.
    """

    value: Value
    url: str = ""
    note: str = ""
    kind: Kind | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `activity` is the element on the diagram that it tells of."""

    cells: tuple[Cell, ...]
    activity: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in rows. `key` names the table in addresses and files."""

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @property
    def measures(self) -> list[Measure]:
        """What explains its columns, each once."""
        keys = dict.fromkeys(column.measure for column in self.columns if column.measure)
        return [MEASURES[key] for key in keys]


def shown(cell: Cell, kind: Kind) -> str:
    """Return a value as people read it; a dash where there is none."""
    value, kind = cell.value, cell.kind or kind
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if kind is Kind.SECONDS:
        return durations.said(value, language())
    if kind is Kind.SHARE:
        percent = format_number(round(value * 100, 1), language())
        return str(_("%(percent)s%%", percent=percent))
    return format_number(round(value, 2), language())


def named(measure: str, kind: Kind = Kind.COUNT) -> Column:
    """Return the column of a measure, under its name."""
    return Column(_(MEASURES[measure].name), kind, measure)


def spread_columns(measure: str) -> tuple[Column, Column]:
    """Return the columns of the median and the 90th percentile of a measure."""
    name = _(MEASURES[measure].name)
    return (
        Column(_("%(name)s, median", name=name), Kind.SECONDS, measure),
        Column(_("%(name)s, 9 of 10", name=name), Kind.SECONDS, measure),
    )


def spread_cells(values: Spread, url: str) -> tuple[Cell, Cell]:
    """Return the cells of `spread_columns`; both lead to the cases whose times they tell."""
    found = url if values.n else ""
    return Cell(values.median, found), Cell(values.p90, found)


def counted(number: int, url: str) -> Cell:
    """Return the cell of a number, which leads to its cases when there are any."""
    return Cell(number, url if number else "")


def table(key: str, title: str, columns: Sequence[Column], rows: Iterable[Iterable[Cell]]) -> Table:
    """Return a table whose rows tell of no element of a diagram."""
    return Table(key, title, tuple(columns), tuple(Row(tuple(cells)) for cells in rows))
