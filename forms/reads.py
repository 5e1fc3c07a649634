"""What the expressions of a form read: paths of variables, and of the rows of dynamic lists."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from typing import Any

from decisions import feel
from decisions.feel.syntax import tree
from forms import braces, expressions, translations
from forms.component import Component, Path

THIS, PARENT, INDEX = ("this", "_this_"), ("parent", "_parent_"), ("i", "_i_")
Names = frozenset[str]
Read = tuple[int, Path]
"""In how many lists the row is that a path is read from, 0 for variables; and the path."""


def reads(component: Component, names: Names, lists: int = 0) -> Iterator[Read]:
    """Yield what a component and those within it read.

    Args:
        names: the keys that are one name only if FEEL is told so.
        lists: in how many dynamic lists the component is.
    """
    for path in _own(component, names):
        found = _placed(path, lists)
        if found:
            yield found
    inner = lists + component.field.repeats
    for child in component.children:
        yield from reads(child, names, inner)


def paths_of(text: str, names: Names, lists: int) -> Iterator[Read]:
    """Yield what an expression (without its =) of a component within lists reads."""
    for path in paths(text, names):
        found = _placed(path, lists)
        if found:
            yield found


def paths(text: str, names: Names, *, tests: bool = False) -> Iterator[Path]:
    """Yield the paths that an expression reads."""
    parsed = feel.parse_tests(text, names) if tests else feel.parse(text, names)
    yield from _paths(parsed.tree, frozenset())


def _own(component: Component, names: Names) -> Iterator[Path]:
    raw = component.raw
    if component.field.chooses and raw.get("valuesKey"):
        yield (raw["valuesKey"],)
    for name in component.field.conditions:
        value = expressions.property_of(raw, name)
        if expressions.is_expression(value):
            yield from paths(value[1:], names, tests=True)
    for name in component.field.formulas:
        value = expressions.property_of(raw, name)
        if expressions.is_expression(value):
            yield from paths(value[1:], names)
    for _, text in expressions.texts(raw):
        yield from _filled(text, names)
    for text in translations.texts(raw):
        yield from _filled(text, names)


def _filled(text: str, names: Names) -> Iterator[Path]:
    if not braces.is_template(text):
        return
    for formula, loops in braces.formulas(braces.parse(text)):
        for path in paths(formula.text, names):
            found = _outside(path, loops)
            if found:
                yield found


def _outside(path: Path, loops: int) -> Path:
    """Return what a path within loops of a text reads from outside of them, () if nothing."""
    while loops and path and path[0] in (*THIS, *PARENT):
        loops -= path[0] in PARENT
        path = path[1:]
    return () if loops else path


def _placed(path: Path, lists: int) -> Read | None:
    level, rest = lists, path
    while rest and rest[0] in (*THIS, *PARENT):
        level -= rest[0] in PARENT
        rest = rest[1:]
    if rest == path:
        level = 0
    if not rest or rest[0] in INDEX or level < 0:
        return None
    return level, rest


def calls(node: Any, bound: Names = frozenset()) -> Iterator[tuple[tree.Name, Names]]:
    """Yield the names of the functions that an expression calls, each with the names it binds."""
    if isinstance(node, tree.Call) and isinstance(node.function, tree.Name):
        yield node.function, bound
    for part, inner in _parts(node, bound):
        yield from calls(part, inner)


def _paths(node: Any, bound: Names) -> Iterator[Path]:
    match node:
        case tree.Name(name=name):
            # a name with a point may be a path
            yield from () if name in bound else dict.fromkeys((tuple(name.split(".")), (name,)))
        case tree.Path():
            yield from _path(node, bound)
        case tree.Call(function=tree.Name(name=name)) if name in feel.BUILT_INS:
            yield from _paths((node.positional, node.named), bound)
        case _:
            for part, inner in _parts(node, bound):
                yield from _paths(part, inner)


def _path(node: tree.Path, bound: Names) -> Iterator[Path]:
    names: list[str] = []
    base: tree.Node = node
    while isinstance(base, tree.Path):
        names.insert(0, base.name)
        base = base.operand
    for found in _paths(base, bound):
        yield (*found, *names) if isinstance(base, tree.Name) else found


def _parts(node: Any, bound: Names) -> Iterator[tuple[Any, Names]]:
    """Yield the parts of a node, each with the names bound for it."""
    match node:
        case tree.For() | tree.Quantified():
            yield from _steps(node.iterations, bound)
            yield node.body, bound | {name for name, _ in node.iterations} | {"partial"}
        case tree.Lambda():
            yield node.body, bound | {name for name, _ in node.parameters}
        case tree.Entries():
            yield from _steps(node.entries, bound)
        case tree.Node():
            yield from ((getattr(node, field.name), bound) for field in dataclasses.fields(node))
        case tuple():
            yield from ((part, bound) for part in node)


def _steps(steps: Iterable[tuple[str, tree.Node]], bound: Names) -> Iterator[tuple[Any, Names]]:
    """Yield the parts of steps; each sees the names of those before it."""
    for name, node in steps:
        yield node, bound
        bound |= {name}
