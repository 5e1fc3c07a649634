"""Which variables a form reads and writes, and what it shows of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from forms import javascript, paths
from forms.checking import Schema, open_form
from forms.component import Form, Leaf, Path
from forms.expressions import MISSING
from forms.scope import Scope


@dataclass(frozen=True, slots=True)
class Names:
    """The process variables of a form, by their first names."""

    reads: frozenset[str]
    writes: frozenset[str]


def variables(schema: Schema) -> Names:
    """Return which variables a form reads (shows, calculates with) and writes."""
    form = open_form(schema)
    bound = [leaf for leaf in form.leaves if not leaf.hidden]
    reads = {leaf.path[0] for leaf in bound} | {path[0] for path in form.reads}
    return Names(frozenset(reads), frozenset(leaf.path[0] for leaf in bound if _writes(leaf)))


def initial(schema: Schema, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data to show a form with: what it binds, and what its texts and options read.

    Read-only, disabled and hidden fields are included, other variables are not. All is JSON.
    """
    form = open_form(schema)
    return shown_to(form, known_to(form, variables))


def restored(schema: Schema, data: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data to show a form with, over which somebody's answers so far are laid.

    Only what people enter is taken from the answers: all else stays as it is now.
    """
    found = deepcopy(dict(data))
    for leaf in open_form(schema).leaves:
        given = paths.get(answers, leaf.path)
        if _writes(leaf) and given is not MISSING:
            paths.put(found, leaf.path, given)
    return found


def shown_to(form: Form, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data to show a form with; `known` is JSON."""
    data: dict[str, Any] = {}
    _take(form.reads, known, data)
    fill(form.leaves, known, data, Scope(known))
    return data


def known_to(form: Form, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Return the variables that a form reads or writes, as JSON."""
    names = {leaf.path[0] for leaf in form.leaves} | {path[0] for path in form.reads}
    return {name: javascript.data(variables[name]) for name in names if name in variables}


def fill(
    leaves: tuple[Leaf, ...], known: Mapping[str, Any], data: dict[str, Any], scope: Scope
) -> None:
    """Put what each leaf shows into data. Source: _getInitializedFieldData of form-js."""
    for leaf in leaves:
        value = shown(leaf, known, scope)
        if leaf.component.field.repeats:
            taken = paths.get(data, leaf.path)
            value = [_over(taken, index, item) for index, item in enumerate(value)]
        paths.put(data, leaf.path, value)


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
    """Return what a row of a dynamic list shows, and what its expressions read of it."""
    data: dict[str, Any] = {}
    _take(leaf.reads, known, data)
    fill(leaf.leaves, known, data, scope)
    return data


def _take(reads: Iterable[Path], known: Mapping[str, Any], data: dict[str, Any]) -> None:
    """Copy what expressions read; of a path through a list, the whole list."""
    for path in reads:
        end, value = paths.reach(known, path)
        if value is not MISSING and not _holds(data, end):
            paths.put(data, end, deepcopy(value))


def _holds(data: Mapping[str, Any], path: Path) -> bool:
    """Return whether the data have something at a path, or on the way, that is no object."""
    end, value = paths.reach(data, path)
    return value is not MISSING and not (end == path and isinstance(value, Mapping))


def _over(taken: Any, index: int, item: dict[str, Any]) -> dict[str, Any]:
    """Return a row over what expressions read of it."""
    below = taken[index] if isinstance(taken, list) and index < len(taken) else None
    return {**below, **item} if isinstance(below, dict) else item


def _writes(leaf: Leaf) -> bool:
    if leaf.component.field.repeats:
        return not leaf.hidden and any(map(_writes, leaf.leaves))
    return leaf.editable
