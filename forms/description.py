"""A filled form as plain text, for people without JavaScript, for mails and for print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from forms import binding, filtering, javascript, paths, words
from forms.checking import Schema, open_form
from forms.component import Component, Form, Path
from forms.expressions import MISSING
from forms.formulas import FormulaLimitError, Formulas
from forms.localisation import localise
from forms.scope import Scope
from forms.surroundings import Surroundings

Described = tuple[str, str]


def describe(
    schema: Schema, data: Mapping[str, Any], language: str, *, now: datetime | None = None
) -> list[Described]:
    """Return (label, value) pairs as people read them, in the order of the form.

    Args:
        schema: one that `check` accepts.
        data: the variables; those with the options of fields included.
        language: of the reader.
        now: what `now()` and `today()` answer in its expressions.
    """
    form = open_form(localise(open_form(schema), language))
    scope = Scope(javascript.data(data), language, now)
    try:
        part = _Part(scope, _around(form, scope), "")
        return list(part.all(form.components, scope.variables, ()))
    except FormulaLimitError:  # better every field with its label as drawn than no page
        return list(_Part(scope, None, "").all(form.components, scope.variables, ()))


def _around(form: Form, scope: Scope) -> Surroundings:
    shown = binding.shown_to(form, binding.known_to(form, scope.variables)) if form.reads else {}
    formulas = Formulas(form.names, scope.now)
    seen = filtering.filtered(form, shown, shown, formulas) if form.reads else {}
    return Surroundings.of(formulas, scope.variables, seen, drawn=True)


@dataclass(frozen=True, slots=True)
class _Part:
    """The form, or a row of its lists; `prefix` names the row.

    Attributes:
        around: what its expressions see; None if they cannot be evaluated.
    """

    scope: Scope
    around: Surroundings | None
    prefix: str

    def all(
        self, components: tuple[Component, ...], data: Mapping[str, Any], at: Path
    ) -> Iterator[Described]:
        """Return what is shown of components; `at` is where their data are within the part."""
        for component in components:
            if not self._hides(component):
                yield from self._one(component, data, at)

    def _hides(self, component: Component) -> bool:
        if component.hidden or component.condition is None or self.around is None:
            return component.hidden
        return self.around.formulas.holds(component.condition, self.around.context)

    def _one(self, component: Component, data: Mapping[str, Any], at: Path) -> Iterator[Described]:
        value = paths.get(data, component.path) if component.path else data
        inner = value if isinstance(value, Mapping) else {}
        if component.field.repeats:
            yield from self._rows(component, value, at + component.path)
        elif component.field.pathed:
            yield from self.all(component.children, inner, at + component.path)
        elif component.field.keyed and not component.field.computes:
            known = None if value is MISSING else value
            shown = self.around.component(component) if self.around else component
            text = component.field.describe(shown, known, self.scope)
            yield self.prefix + self._label(component), text

    def _rows(self, component: Component, value: Any, path: Path) -> Iterator[Described]:
        label = self.prefix + self._label(component)
        for index, row in enumerate(value if isinstance(value, list) else []):
            heading = words.row(label, index + 1, self.scope)
            around = self.around.row(path, index) if self.around else None
            part = replace(self, around=around, prefix=f"{heading}: ")
            yield from part.all(component.children, row if isinstance(row, Mapping) else {}, ())

    def _label(self, component: Component) -> str:
        label = component.label or component.raw.get("dateLabel") or component.raw.get("timeLabel")
        if isinstance(label, str) and self.around:
            label = self.around.formulas.shown(label, self.around.context).split("\n")[0]
        return label or ".".join(component.path)
