"""The table of how each node of the tree is compiled."""

from __future__ import annotations

import bisect
import re
from collections.abc import Callable
from typing import Any, TypeVar

from decisions.feel.run import Scope, Site
from decisions.feel.syntax import tree

Evaluator = Callable[[Scope], Any]
"""Computes a FEEL value in a scope; null and a warning when there is none."""

NodeType = TypeVar("NodeType", bound=tree.Node)
_COMPILE: dict[type[tree.Node], Callable[[Any, Compiler], Evaluator]] = {}


class Compiler:
    """Compile the nodes of one text."""

    def __init__(self, text: str) -> None:
        self._line_starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def compile(self, node: tree.Node) -> Evaluator:
        """Return the closure of a node."""
        return _COMPILE[type(node)](node, self)

    def site(self, node: tree.Node) -> Site:
        """Return line and column of a node."""
        return self.place(node.position)

    def place(self, position: int) -> Site:
        """Return line and column of a position."""
        line = bisect.bisect_right(self._line_starts, position)
        return line, position - self._line_starts[line - 1] + 1


def compiles(
    node_type: type[NodeType],
) -> Callable[
    [Callable[[NodeType, Compiler], Evaluator]], Callable[[NodeType, Compiler], Evaluator]
]:
    """Register how nodes of a type are compiled."""

    def register(
        compile_node: Callable[[NodeType, Compiler], Evaluator],
    ) -> Callable[[NodeType, Compiler], Evaluator]:
        _COMPILE[node_type] = compile_node
        return compile_node

    return register
