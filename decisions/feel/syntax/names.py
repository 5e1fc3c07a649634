"""Which of the known names a text needs, and which it reads freely."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterable, Iterator
from typing import Any

from decisions.feel.syntax import tree
from decisions.feel.syntax.tokens import is_plain


@functools.lru_cache(4_096)
def relevant(text: str, names: frozenset[str]) -> frozenset[str]:
    """Return the known names that change how a text is read."""
    return frozenset(
        name
        for name in names
        if name and not is_plain(name) and all(word in text for word in name.split())
    )


def free_names(node: tree.Node) -> frozenset[str]:
    """Return the variables an expression may read from outside, `?` too."""
    return frozenset(_free(node, frozenset()))


def reads(node: tree.Node, name: str) -> bool:
    """Tell whether an expression mentions a variable from outside."""
    return name in free_names(node)


def keys_read(node: tree.Node) -> dict[str, frozenset[str]]:
    """Return the variables of which an expression reads nothing but these properties."""
    keys: dict[str, set[str]] = {}
    whole: set[str] = set()
    _collect_keys(node, keys, whole)
    return {name: frozenset(found) for name, found in keys.items() if name not in whole}


def _collect_keys(node: Any, keys: dict[str, set[str]], whole: set[str]) -> None:
    match node:
        case tree.Path(operand=tree.Name(name=name), name=key):
            keys.setdefault(name, set()).add(key)
        case tree.Name(name=name):
            whole.update(_spellings(name))
        case tree.Node() | tuple():
            for part in _parts(node):
                _collect_keys(part, keys, whole)


def holds(node: Any, types: tuple[type[tree.Node], ...]) -> bool:
    """Tell whether a node of these types occurs in a tree."""
    if isinstance(node, types):
        return True
    inner = _parts(node) if isinstance(node, tree.Node | tuple) else ()
    return any(holds(part, types) for part in inner)


def _free(node: Any, bound: frozenset[str]) -> Iterator[str]:
    match node:
        case tree.Name(name=name):
            yield from () if name in bound else _spellings(name)
        case tree.For() | tree.Quantified():
            yield from _free_of_steps(node.iterations, bound)
            yield from _free(node.body, bound | {name for name, _ in node.iterations})
        case tree.Lambda():
            yield from _free(node.body, bound | {name for name, _ in node.parameters})
        case tree.Entries():
            yield from _free_of_steps(node.entries, bound)
        case tree.Node() | tuple():
            for part in _parts(node):
                yield from _free(part, bound)


def _parts(node: tree.Node | tuple[Any, ...]) -> Iterable[Any]:
    if isinstance(node, tuple):
        return node
    return (getattr(node, field.name) for field in dataclasses.fields(node))


def _free_of_steps(steps: Iterable[tuple[str, tree.Node]], bound: frozenset[str]) -> Iterator[str]:
    """Yield what steps read from outside; each sees the names of those before it."""
    for name, node in steps:
        yield from _free(node, bound)
        bound |= {name}


def _spellings(name: str) -> Iterator[str]:
    yield name
    # a name with a point may be a variable of an import, given as a context
    if "." in name:
        yield name.partition(".")[0].strip()
