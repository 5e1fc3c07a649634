"""A table that shows the rows of a variable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms import expressions
from forms.component import Component
from forms.fields.base import Field
from forms.report import Report


class Table(Field):
    """Nothing is entered; `dataSource` names or computes the rows."""

    type = "table"
    texts = frozenset({"label"})
    formulas = (*Field.formulas, *expressions.TABLE)

    def check(self, component: Component, report: Report) -> None:
        """Report columns that are none."""
        raw = component.raw
        columns = raw.get("columns")
        if not raw.get("columnsExpression") and not _are_columns(columns):
            report.error("columns_missing", raw)
        rows = raw.get("rowCount")
        if rows is not None and (isinstance(rows, bool) or not isinstance(rows, int) or rows < 1):
            report.bad_property(raw, "rowCount", "a whole number, 1 or more")


def _are_columns(columns: Any) -> bool:
    return isinstance(columns, list) and columns != [] and all(map(_is_column, columns))


def _is_column(column: Any) -> bool:
    if not isinstance(column, Mapping):
        return False
    return isinstance(column.get("key"), str) and isinstance(column.get("label"), str)
