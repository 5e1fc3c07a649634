"""The options of radio, select, checklist and taglist fields: fixed, from a variable, or computed.

Source: normalizeOptionsData of form-js-viewer 2.0.0.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any

from forms import expressions, javascript
from forms.component import Component
from forms.report import Report
from forms.scope import Scope

SOURCES = ("values", "valuesKey", "valuesExpression")


def options(component: Component, scope: Scope) -> dict[Hashable, tuple[Any, str]]:
    """Return the (value, label) pairs that a person can choose from, by the value's key."""
    name = component.raw.get("valuesKey")
    found = scope.variables.get(name) if name else component.raw.get("values")
    if not isinstance(found, list | tuple):
        return {}
    pairs = (_option(javascript.data(item)) for item in found)
    return {javascript.key(pair[0]): pair for pair in pairs if pair is not None}


def label(component: Component, value: Any, scope: Scope) -> str:
    """Return the label of a value, the value itself if it is no option."""
    found = options(component, scope).get(javascript.key(value))
    return found[1] if found else javascript.text(value)


def check(component: Component, report: Report) -> None:
    """Report missing, doubled and unusable options."""
    raw = component.raw
    given = [name for name in SOURCES if raw.get(name) not in (None, "")]
    if len(given) > 1:
        report.error("options_ambiguous", raw)
    elif not given:
        report.error("options_missing", raw)
    elif given == ["valuesKey"]:
        if not isinstance(raw["valuesKey"], str):
            report.bad_property(raw, "valuesKey", "the name of a variable")
    elif given == ["valuesExpression"]:
        if not expressions.is_expression(raw["valuesExpression"]):
            report.bad_property(raw, "valuesExpression", "an expression that starts with =")
    else:
        _check_values(raw, report)


def are_computed(component: Component) -> bool:
    """Return whether the options are those of an expression that is yet to be evaluated."""
    return bool(component.raw.get("valuesExpression"))


def _check_values(raw: Mapping[str, Any], report: Report) -> None:
    if not isinstance(raw["values"], list):
        report.bad_property(raw, "values", "a list of options")
        return
    seen: set[Hashable] = set()
    for number, item in enumerate(raw["values"], 1):
        pair = _option(item)
        if pair is None:
            report.error("bad_option", raw, number=number)
        elif javascript.key(pair[0]) in seen:
            report.error("option_duplicate", raw, value=pair[0])
        else:
            seen.add(javascript.key(pair[0]))
    if not raw["values"]:
        report.error("options_missing", raw)


def _option(item: Any) -> tuple[Any, str] | None:
    if _is_simple(item):
        return item, javascript.text(item)
    if not isinstance(item, Mapping):
        return None
    value, text = item.get("value"), item.get("label")
    if not isinstance(text, str) or not text:
        return (value, javascript.text(value)) if _is_simple(value) else None
    return (value, text) if _is_simple(value) or (isinstance(value, dict) and value) else None


def _is_simple(value: Any) -> bool:
    if isinstance(value, str):
        return value != ""
    return isinstance(value, bool | int | float)
