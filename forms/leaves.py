"""Which components of a form hold values, where, and what decides whether they are shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.component import Component, Form, Leaf, Path
from forms.reads import Read, reads


@dataclass(frozen=True, slots=True)
class _Around:
    """What the groups around a component, up to the next list, mean for it."""

    names: frozenset[str]
    lists: int = 0
    path: Path = ()
    hidden: bool = False
    conditions: tuple[str, ...] = ()


def open_out(
    raw: Mapping[str, Any], components: tuple[Component, ...], names: frozenset[str]
) -> Form:
    """Return the form of components without faults.

    Args:
        names: the keys that FEEL takes for one name only if it is told so.
    """
    found = [read for component in components for read in reads(component, names)]
    leaves = tuple(_leaves(components, _Around(names)))
    return Form(raw, components, leaves, names, _of_level(0, found))


def _leaves(components: tuple[Component, ...], around: _Around) -> list[Leaf]:
    found: list[Leaf] = []
    for component in components:
        inner = _within(component, around)
        if component.field.repeats:
            found.append(_list(component, inner))
        elif component.field.keyed:
            is_dynamic = component.dynamic or bool(inner.conditions)
            leaf = Leaf(inner.path, component, inner.hidden, inner.conditions, is_dynamic)
            found.append(leaf)
        else:
            found += _leaves(component.children, inner)
    return found


def _within(component: Component, around: _Around) -> _Around:
    own = component.condition
    return replace(
        around,
        path=around.path + component.path,
        hidden=around.hidden or component.hidden,
        conditions=around.conditions if own is None else (*around.conditions, own),
    )


def _list(component: Component, around: _Around) -> Leaf:
    level = around.lists + 1
    rows = tuple(_leaves(component.children, _Around(around.names, level)))
    found = [read for child in component.children for read in reads(child, around.names, level)]
    is_dynamic = component.dynamic or bool(around.conditions) or any(leaf.dynamic for leaf in rows)
    return Leaf(
        around.path,
        component,
        around.hidden,
        around.conditions,
        is_dynamic,
        rows,
        _of_level(level, found),
    )


def _of_level(level: int, found: Iterable[Read]) -> tuple[Path, ...]:
    return tuple(dict.fromkeys(path for at, path in found if at == level))
