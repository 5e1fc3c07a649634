"""What the expressions of a form, or of a row of its lists, see.

Source: buildExpressionContext and RepetitionScaffold of form-js-viewer 2.0.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from decisions import feel
from forms import expressions, paths
from forms.component import Component, Leaf, Path
from forms.formulas import Context, Formulas, feel_value


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The data of a form or row as it stands, and the names that it gives to expressions.

    Attributes:
        data: what is entered, as JSON; hidden fields too.
        root: the FEEL values of the whole form by name.
        this: the FEEL value of the form or row.
        around: what `parent` is.
        indexes: the numbers of the rows around, outermost first, from 1.
        drawn: whether `parent` offers names of its own, as it does to what is drawn; it does not
            where form-js filters data.
    """

    formulas: Formulas
    data: Mapping[str, Any]
    root: Context
    this: Any
    around: Any = None
    indexes: tuple[int, ...] = ()
    drawn: bool = True
    context: Context = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "context", self._named(self.root))

    @classmethod
    def of(
        cls, formulas: Formulas, data: Mapping[str, Any], seen: Mapping[str, Any], *, drawn: bool
    ) -> Surroundings:
        """Return those of a form; `seen` is what expressions take for its data."""
        root = {name: feel_value(value) for name, value in seen.items()}
        return cls(formulas, data, root, root, drawn=drawn)

    def row(self, path: Path, index: int) -> Surroundings:
        """Return those of a row of a list, counted from 0."""
        rows = paths.get(self.data, path)
        data = rows[index] if isinstance(rows, list) and index < len(rows) else {}
        this = self.this if isinstance(self.this, Mapping) else {}
        return Surroundings(
            self.formulas,
            data if isinstance(data, Mapping) else {},
            self.root,
            feel_value(data),
            self._named(this) if self.drawn else self.this,
            (*self.indexes, index + 1),
            self.drawn,
        )

    def hides(self, leaf: Leaf) -> bool:
        """Return whether a leaf, or a group around it, is hidden."""
        if leaf.hidden or not leaf.conditions:
            return leaf.hidden
        return any(self.formulas.holds(text, self.context) for text in leaf.conditions)

    def known(self, leaf: Leaf) -> Leaf:
        """Return a leaf with what its expressions are here in their places."""
        if not leaf.dynamic:
            return leaf
        component = self.component(leaf.component)
        return replace(leaf, component=component, hidden=self.hides(leaf))

    def component(self, component: Component) -> Component:
        """Return a component with what its expressions are here in their places."""
        raw = component.raw
        changed: dict[str, Any] = {}
        if expressions.is_dynamic(raw.get("readonly")):
            changed["readonly"] = self.formulas.holds(raw["readonly"][1:], self.context)
        limits = self._limits(raw)
        if limits:
            changed["validate"] = {**raw["validate"], **limits}
        if component.field.chooses and raw.get("valuesExpression"):
            offered = self.formulas.value(raw["valuesExpression"][1:], self.context)
            changed |= {"valuesExpression": None, "values": offered}
        return replace(component, raw={**raw, **changed}) if changed else component

    def computed(self, component: Component) -> Any:
        """Return the value of an expression field."""
        return self.formulas.value(component.raw["expression"][1:], self.context)

    def _limits(self, raw: Mapping[str, Any]) -> dict[str, Any]:
        found = {name[-1]: expressions.property_of(raw, name) for name in expressions.LIMITS}
        return {
            name: self.formulas.value(value[1:], self.context)
            for name, value in found.items()
            if expressions.is_dynamic(value)
        }

    def _named(self, names: Mapping[str, Any]) -> dict[str, Any]:
        own = {
            "this": self.this,
            "parent": self.around,
            "i": [feel.from_python(index) for index in self.indexes],
        }
        return {**own, **names, **{f"_{name}_": value for name, value in own.items()}}
