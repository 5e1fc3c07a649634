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
        condition = self.raw.get("conditional")
        hide = condition.get("hide") if isinstance(condition, Mapping) else None
        return expressions.is_expression(hide) and expressions.static(hide) is True

    @property
    def disabled(self) -> bool:
        """Whether form-js leaves the value out of what it sends."""
        return self.raw.get("disabled") is True

    @property
    def readonly(self) -> bool:
        """Whether form-js sends the value as it was shown."""
        return expressions.static(self.raw.get("readonly")) is True

    @property
    def editable(self) -> bool:
        """Whether a person can enter a value."""
        return not (self.hidden or self.disabled or self.readonly)

    def rule(self, name: str) -> Any:
        """Return the value of a validation rule, None if it is not set."""
        rules = self.raw.get("validate")
        found = rules.get(name) if isinstance(rules, Mapping) else None
        static = expressions.static(found) if ("validate", name) in expressions.LOGIC else found
        return None if static is expressions.MISSING else static


@dataclass(frozen=True, slots=True, eq=False)
class Leaf:
    """A component that holds a value, placed in the data of its form or of its list's row.

    Attributes:
        path: from the data of the form or row; paths of the groups around it included.
        hidden: whether the component or a group around it is never shown.
        leaves: what each row of a dynamic list holds.
    """

    path: Path
    component: Component
    hidden: bool
    leaves: tuple[Leaf, ...] = ()

    @property
    def editable(self) -> bool:
        """Whether a person can enter a value."""
        return self.component.editable and not self.hidden


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A schema that passed the check."""

    raw: Mapping[str, Any]
    components: tuple[Component, ...]
    leaves: tuple[Leaf, ...]


def leaves(
    components: tuple[Component, ...], prefix: Path = (), *, hidden: bool = False
) -> list[Leaf]:
    """Return what holds values, in the order of the form."""
    found: list[Leaf] = []
    for component in components:
        path, unseen = prefix + component.path, hidden or component.hidden
        if component.field.repeats:
            rows = tuple(leaves(component.children))
            found.append(Leaf(path, component, unseen, rows))
        elif component.field.keyed:
            found.append(Leaf(path, component, unseen))
        else:
            found += leaves(component.children, path, hidden=unseen)
    return found
