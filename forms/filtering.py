"""The data of a form without what is hidden, as its expressions see it.

What is hidden counts with the value it was shown with, if it stands by itself; the objects and rows
it is in lose it. Source: applyConditions and useFilteredFormData of form-js-viewer 2.0.0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from forms import paths
from forms.component import Form, Leaf
from forms.formulas import Formulas
from forms.surroundings import Surroundings

HOLE = object()
Place = tuple[str | int, ...]


def filtered(
    form: Form, data: Mapping[str, Any], shown: Mapping[str, Any], formulas: Formulas
) -> dict[str, Any]:
    """Return what the expressions of a form take for its data."""
    if not any(_may_hide(leaf) for leaf in form.leaves):
        return {**shown, **data}
    kept = deepcopy(dict(data))
    around = Surroundings.of(formulas, data, data, drawn=False)
    _clear_hidden(form.leaves, around, kept, ())
    return {**shown, **_without_holes(kept)}


def _may_hide(leaf: Leaf) -> bool:
    return leaf.hidden or bool(leaf.conditions) or any(map(_may_hide, leaf.leaves))


def _clear_hidden(
    leaves: Sequence[Leaf], around: Surroundings, kept: dict[str, Any], at: Place
) -> None:
    for leaf in leaves:
        place = (*at, *leaf.path)
        if around.hides(leaf):
            _clear(kept, place)
        elif any(map(_may_hide, leaf.leaves)):
            rows = paths.get(around.data, leaf.path)
            for index in range(len(rows) if isinstance(rows, list) else 0):
                inner = around.row(leaf.path, index)
                _clear_hidden(leaf.leaves, inner, kept, (*place, index))


def _clear(kept: dict[str, Any], place: Place) -> None:
    """Remove what is at a place, and the objects and lists that are empty without it."""
    above, last = place[:-1], place[-1]
    inside: Any = kept
    for step in above:
        inside = inside[step]
    if isinstance(inside, dict):
        inside.pop(str(last), None)
    else:
        inside[last] = HOLE
    if above and _is_empty(inside):
        _clear(kept, above)


def _is_empty(inside: Any) -> bool:
    if isinstance(inside, list):
        return all(item is HOLE for item in inside)
    return bool(inside == {})


def _without_holes(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_holes(item) for name, item in value.items()}
    if isinstance(value, list):
        return [None if item is HOLE else _without_holes(item) for item in value]
    return value
