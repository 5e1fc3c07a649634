"""Which variables a tree reads for certain: those of filtered items are not known."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from typing import Any

from decisions.feel.syntax import tree

Bound = frozenset[str]


def read_names(node: tree.Node, bound: Bound = frozenset()) -> Iterator[str]:
    """Return the names that a tree reads from outside.

    The condition of a filter reads the entries of items that are not known, so it is left out.
    """
    read = _READERS.get(type(node), _parts)
    yield from read(node, bound)


def _parts(node: Any, bound: Bound) -> Iterator[str]:
    if isinstance(node, tuple):
        for item in node:
            yield from _parts(item, bound)
    elif type(node) in _READERS:
        yield from read_names(node, bound)
    elif isinstance(node, tree.Node) and not isinstance(node, tree.Type):
        for each in dataclasses.fields(node):
            yield from _parts(getattr(node, each.name), bound)


def _name(node: tree.Name, bound: Bound) -> Iterator[str]:
    if node.name not in bound and node.name.partition(".")[0] not in bound:
        yield node.name


def _loop(node: tree.For | tree.Quantified, bound: Bound) -> Iterator[str]:
    for variable, domain in node.iterations:
        yield from read_names(domain, bound)
        bound |= {variable}
    yield from read_names(node.body, bound | {"partial"})


def _lambda(node: tree.Lambda, bound: Bound) -> Iterator[str]:
    if not node.external:
        yield from read_names(node.body, bound | {name for name, _ in node.parameters})


def _entries(node: tree.Entries, bound: Bound) -> Iterator[str]:
    for key, value in node.entries:
        yield from read_names(value, bound)
        bound |= {key}


def _filter(node: tree.Filter, bound: Bound) -> Iterator[str]:
    yield from read_names(node.operand, bound)


_READERS: dict[type, Callable[[Any, Bound], Iterator[str]]] = {
    tree.Name: _name,
    tree.For: _loop,
    tree.Quantified: _loop,
    tree.Lambda: _lambda,
    tree.Entries: _entries,
    tree.Filter: _filter,
}
