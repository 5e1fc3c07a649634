"""Which variables a form reads and writes, and what it shows of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms import expressions, javascript, paths, translations
from forms.checking import Schema, open_form
from forms.component import Component, Form, Leaf, Path
from forms.expressions import MISSING
from forms.scope import Scope


@dataclass(frozen=True, slots=True)
class Names:
    """The process variables of a form, by their first names."""

    reads: frozenset[str]
    writes: frozenset[str]


def variables(schema: Schema) -> Names:
    """Return which variables a form reads (shows, lists as options) and writes."""
    form = open_form(schema)
    bound = [leaf for leaf in form.leaves if not leaf.hidden]
    reads = {leaf.path[0] for leaf in bound} | {path[0] for path in _shown(form.components)}
    return Names(frozenset(reads), frozenset(leaf.path[0] for leaf in bound if _writes(leaf)))


def initial(schema: Schema, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data to show a form with: what it binds, and what its texts and options read.

    Read-only, disabled and hidden fields are included, other variables are not. All is JSON.
    """
    form = open_form(schema)
    known = known_to(form, variables)
    data: dict[str, Any] = {}
    for path in _shown(form.components):
        value = paths.get(known, path)
        if value is not MISSING:
            paths.put(data, path, value)
    fill(form.leaves, known, data, Scope(known))
    return data


def known_to(form: Form, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables that a form reads or writes, as JSON."""
    names = {leaf.path[0] for leaf in form.leaves} | {path[0] for path in _shown(form.components)}
    return {name: javascript.data(variables[name]) for name in names if name in variables}


def fill(
    leaves: tuple[Leaf, ...], known: Mapping[str, Any], data: dict[str, Any], scope: Scope
) -> None:
    """Put what each leaf shows into data. Source: _getInitializedFieldData of form-js."""
    for leaf in leaves:
        paths.put(data, leaf.path, shown(leaf, known, scope))


def shown(leaf: Leaf, known: Mapping[str, Any], scope: Scope) -> Any:
    """Return what a leaf shows of the data around it: its value, else its default, else empty."""
    value, field = paths.get(known, leaf.path), leaf.component.field
    if field.repeats:
        return [row(leaf, item, scope) for item in field.initial(leaf.component, value, scope)]
    if value is not MISSING:
        return field.initial(leaf.component, value, scope)
    default = leaf.component.raw.get("defaultValue", MISSING)
    return javascript.data(field.empty if default is MISSING else default)


def row(leaf: Leaf, known: Mapping[str, Any], scope: Scope) -> dict[str, Any]:
    """Return what a row of a dynamic list shows."""
    data: dict[str, Any] = {}
    fill(leaf.leaves, known, data, scope)
    return data


def _writes(leaf: Leaf) -> bool:
    if leaf.component.field.repeats:
        return not leaf.hidden and any(map(_writes, leaf.leaves))
    return leaf.editable


def _shown(components: tuple[Component, ...]) -> Iterator[Path]:
    for component in components:
        key = component.raw.get("valuesKey")
        if component.field.chooses and key:
            yield (key,)
        for name in expressions.SHOWN:
            yield from expressions.names(expressions.property_of(component.raw, name))
        for text in translations.texts(component.raw):
            yield from expressions.names(text)
        yield from _shown(component.children)
