"""A filled form as plain text, for people without JavaScript, for mails and for print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from forms import expressions, javascript, paths, words
from forms.checking import Schema, open_form
from forms.component import Component
from forms.expressions import MISSING
from forms.localisation import localise
from forms.scope import Scope

Described = tuple[str, str]


def describe(schema: Schema, data: Mapping[str, Any], language: str) -> list[Described]:
    """Return (label, value) pairs as people read them, in the order of the form.

    Args:
        schema: one that `check` accepts.
        data: the variables; those with the options of fields included.
        language: of the reader.
    """
    form = open_form(localise(open_form(schema), language))
    scope = Scope(javascript.data(data), language)
    return list(_all(form.components, scope.variables, scope, ""))


def _all(
    components: tuple[Component, ...], data: Mapping[str, Any], scope: Scope, prefix: str
) -> Iterator[Described]:
    for component in components:
        if not component.hidden:
            yield from _one(component, data, scope, prefix)


def _one(
    component: Component, data: Mapping[str, Any], scope: Scope, prefix: str
) -> Iterator[Described]:
    value = paths.get(data, component.path) if component.path else data
    label = _label(component, scope)
    if component.field.repeats:
        yield from _rows(component, value, scope, prefix + label)
    elif component.field.pathed:
        inner = value if isinstance(value, Mapping) else {}
        yield from _all(component.children, inner, scope, prefix)
    elif component.field.keyed:
        known = None if value is MISSING else value
        yield prefix + label, component.field.describe(component, known, scope)


def _rows(component: Component, value: Any, scope: Scope, prefix: str) -> Iterator[Described]:
    for number, row in enumerate(value if isinstance(value, list) else [], 1):
        inner = row if isinstance(row, Mapping) else {}
        heading = words.row(prefix, number, scope)
        yield from _all(component.children, inner, scope, f"{heading}: ")


def _label(component: Component, scope: Scope) -> str:
    label = component.label or component.raw.get("dateLabel") or component.raw.get("timeLabel")
    shown = expressions.shown(label, scope.variables, javascript.text)
    return shown or ".".join(component.path)
