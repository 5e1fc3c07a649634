"""Components repeated for each row of a list."""

from __future__ import annotations

from typing import Any

from forms.component import Component
from forms.fields.base import Field
from forms.report import Report
from forms.scope import Scope

DEFAULT_ROWS = 1
MOST_DEFAULT_ROWS = 100


class DynamicList(Field):
    """The rows are judged by `validation`, since they hold fields of their own."""

    type = "dynamiclist"
    pathed = True
    repeats = True
    empty = []

    def check(self, component: Component, report: Report) -> None:
        """Report lists that do not repeat, and rows whose disabled fields would be lost."""
        raw = component.raw
        if raw.get("isRepeating") not in (None, True):
            report.error("list_not_repeating", raw)
        for name in ("allowAddRemove", "disableCollapse"):
            report.check_flag(raw, name)
        rows = raw.get("defaultRepetitions", DEFAULT_ROWS)
        if not isinstance(rows, int) or not 0 <= rows <= MOST_DEFAULT_ROWS:
            expected = f"a whole number from 0 to {MOST_DEFAULT_ROWS}"
            report.bad_property(raw, "defaultRepetitions", expected)
        if not has_fixed_rows(component):
            _check_disabled(component, report)

    def initial(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return as many rows as are shown, each an object."""
        rows = component.raw.get("defaultRepetitions", DEFAULT_ROWS)
        shown = value if isinstance(value, list) else [{}] * rows
        return [row if isinstance(row, dict) else {} for row in shown]


def has_fixed_rows(component: Component) -> bool:
    """Return whether people can neither add nor remove rows."""
    fixed = component.raw.get("allowAddRemove", True) is False
    return fixed or component.disabled or component.readonly


def _check_disabled(component: Component, report: Report) -> None:
    for child in component.children:
        if child.field.keyed and child.disabled:
            report.warning("list_rows_unknown", component.raw, key=".".join(child.path))
        elif not child.field.repeats:
            _check_disabled(child, report)
