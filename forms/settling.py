"""What a form is with some answers: its data, what of it is hidden, and what it computes.

Each can depend on the others, so they are worked out again until nothing changes. What is hidden
counts with the value it was shown with, as form-js sees it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from typing import Any

from forms import binding, filtering, paths, rows
from forms.component import Form, Leaf
from forms.expressions import MISSING
from forms.fields import RefusedError
from forms.fields.dynamiclist import has_fixed_rows
from forms.fields.expression import is_computed_last
from forms.formulas import Formulas
from forms.scope import Scope
from forms.surroundings import Surroundings

ROUNDS = 12
Place = tuple[str | int, ...]
Found = dict[Place, Any]
"""What a look at the form finds: HIDDEN for what is hidden, else the value that is computed."""

HIDDEN = object()


def settle(
    form: Form, shown: Mapping[str, Any], given: Mapping[str, Any], scope: Scope
) -> Surroundings:
    """Return what the expressions of a form see once its answers are in.

    Args:
        shown: the data it was shown with.
        given: the answers, of any shape; what is not there stands as it was shown.

    Raises:
        FormulaLimitError: the expressions take too long.
    """
    formulas = Formulas(form.names, scope.now)
    found = dict.fromkeys(_left_out(form.leaves, given), HIDDEN)
    for _ in range(ROUNDS):
        data = _Answers(scope, found).put(form.leaves, given, deepcopy(dict(shown)), ())
        seen = filtering.filtered(form, data, shown, formulas)
        surroundings = Surroundings.of(formulas, data, seen, drawn=True)
        before, found = found, dict(_look(form.leaves, surroundings, ()))
        if found == before:
            break
    return surroundings


def _left_out(leaves: Sequence[Leaf], given: Mapping[str, Any]) -> Iterator[Place]:
    """Yield what may be hidden: the browser sends nothing for it."""
    for leaf in leaves:
        if leaf.conditions and paths.get(given, leaf.path) is MISSING:
            yield leaf.path


def _look(leaves: Sequence[Leaf], around: Surroundings, at: Place) -> Iterator[tuple[Place, Any]]:
    for leaf in leaves:
        place = (*at, *leaf.path)
        if not leaf.dynamic:
            continue
        if around.hides(leaf):
            yield place, HIDDEN
        elif leaf.component.field.repeats:
            found = paths.get(around.data, leaf.path)
            for index in range(len(found) if isinstance(found, list) else 0):
                yield from _look(leaf.leaves, around.row(leaf.path, index), (*place, index))
        elif is_computed(leaf, around) and not is_computed_last(leaf.component):
            yield place, around.computed(leaf.component)


def is_computed(leaf: Leaf, around: Surroundings) -> bool:
    """Return whether a leaf takes the value of its expression."""
    component = leaf.component
    if not component.field.computes or component.disabled:
        return False
    return not around.component(component).readonly


class _Answers:
    """Puts answers into the data that a form was shown with."""

    def __init__(self, scope: Scope, found: Found) -> None:
        self.scope = scope
        self.found = found
        self.rows = 0

    def put(
        self, leaves: Sequence[Leaf], given: Any, data: dict[str, Any], at: Place
    ) -> dict[str, Any]:
        """Return the data of a form or row with what is given for it."""
        for leaf in leaves:
            place = (*at, *leaf.path)
            known = self.found.get(place, MISSING)
            if leaf.hidden or known is HIDDEN:
                continue
            if known is not MISSING:
                paths.put(data, leaf.path, known)
            elif leaf.component.field.repeats:
                shown = paths.get(data, leaf.path)
                value = paths.get(given, leaf.path)
                paths.put(data, leaf.path, self._list(leaf, value, shown, place))
            elif leaf.editable and not leaf.component.field.computes:
                self._value(leaf, paths.get(given, leaf.path), data)
        return data

    def _value(self, leaf: Leaf, value: Any, data: dict[str, Any]) -> None:
        if value is MISSING:
            return
        component = leaf.component
        if not (component.field.chooses and component.raw.get("valuesExpression")):
            with suppress(RefusedError):  # until the verdict says so, it stands as it was entered
                value = component.field.accept(component, value, self.scope)
        paths.put(data, leaf.path, value)

    def _list(self, leaf: Leaf, value: Any, shown: Any, place: Place) -> list[Any]:
        before = shown if isinstance(shown, list) else []
        fixed = has_fixed_rows(leaf.component)
        given = ([{}] * len(before) if fixed else []) if value in (MISSING, None) else value
        if fixed and isinstance(given, list):
            given = rows.complete(leaf, given, len(before))
        if not isinstance(given, list) or not self._fits(given, before, fixed=fixed):
            given = [{}] * len(before)
        matched = rows.match(leaf, given, before)
        found = []
        for index, (row, known) in enumerate(zip(given, matched, strict=True)):
            data = binding.row(leaf, {}, self.scope) if known is None else before[known]
            found.append(self.put(leaf.leaves, row, deepcopy(data), (*place, index)))
        return found

    def _fits(self, given: list[Any], before: list[Any], *, fixed: bool) -> bool:
        limits = self.scope.limits
        self.rows += len(given)
        if len(given) > limits.entries or self.rows > limits.rows:
            return False
        return not fixed or len(given) == len(before)
