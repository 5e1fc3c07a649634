"""A form once read: its components, and where in the data each is bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms import expressions

if TYPE_CHECKING:
    from forms.fields.base import Field

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One component of a schema.

    Attributes:
        raw: the component as the schema has it.
        path: its key or path in parts, within the data of the parent; () if it binds nothing.
        id: the schema's, else one made from its place.
        children: the components inside a group or dynamic list.
    """

    field: Field
    raw: Mapping[str, Any]
    path: Path
    id: str
    children: tuple[Component, ...] = ()

    @property
    def label(self) -> str:
        """The label as drawn, expressions included."""
        label = self.raw.get("label")
        return label if isinstance(label, str) else ""

    @property
    def hidden(self) -> bool:
        """Whether the component is never shown."""
        return expressions.always(self._hide)

    @property
    def condition(self) -> str | None:
        """The expression (without its =) that decides whether the component is hidden."""
        return self._hide[1:] if expressions.is_dynamic(self._hide) else None

    @property
    def disabled(self) -> bool:
        """Whether form-js leaves the value out of what it sends."""
        return self.raw.get("disabled") is True

    @property
    def readonly(self) -> bool:
        """Whether form-js always sends the value as it was shown."""
        readonly = self.raw.get("readonly")
        return readonly is True or expressions.always(readonly)

    @property
    def editable(self) -> bool:
        """Whether a person can ever enter a value."""
        return not (self.hidden or self.disabled or self.readonly)

    @property
    def dynamic(self) -> bool:
        """Whether how a value is judged depends on other values."""
        found = (expressions.property_of(self.raw, name) for name in expressions.LIMITS)
        offered = self.field.chooses and bool(self.raw.get("valuesExpression"))
        readonly = expressions.is_dynamic(self.raw.get("readonly"))
        return offered or readonly or self.field.computes or any(map(expressions.is_dynamic, found))

    def rule(self, name: str) -> Any:
        """Return the value of a validation rule, None if it is not set or not known."""
        rules = self.raw.get("validate")
        found = rules.get(name) if isinstance(rules, Mapping) else None
        if ("validate", name) not in expressions.LIMITS:
            return found
        static = expressions.static(found)
        return None if static is expressions.MISSING else static

    @property
    def _hide(self) -> Any:
        condition = self.raw.get("conditional")
        return condition.get("hide") if isinstance(condition, Mapping) else None


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A component that holds a value, placed in the data of its form or of its list's row.

    Attributes:
        path: from the data of the form or row; paths of the groups around it included.
        hidden: whether the component or a group around it is not shown, whatever is entered.
        conditions: the expressions that hide it or a group around it.
        dynamic: whether its expressions, or those within its rows, need the data.
        leaves: what each row of a dynamic list holds.
        reads: the paths within a row that expressions read besides.
    """

    path: Path
    component: Component
    hidden: bool
    conditions: tuple[str, ...] = ()
    dynamic: bool = False
    leaves: tuple[Leaf, ...] = ()
    reads: tuple[Path, ...] = ()

    @property
    def editable(self) -> bool:
        """Whether a person can enter a value."""
        return self.component.editable and not self.hidden


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A schema that passed the check.

    Attributes:
        names: the keys that FEEL takes for one name only if it is told so.
        reads: the paths of variables that its texts, options and expressions read.
    """

    raw: Mapping[str, Any]
    components: tuple[Component, ...]
    leaves: tuple[Leaf, ...]
    names: frozenset[str] = frozenset()
    reads: tuple[Path, ...] = ()

    @property
    def dynamic(self) -> bool:
        """Whether a verdict depends on expressions."""
        return any(leaf.dynamic for leaf in self.leaves)
