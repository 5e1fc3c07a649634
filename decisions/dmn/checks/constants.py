"""Expressions whose value is known without any variable: literals, and what is made of them."""

from __future__ import annotations

from typing import Any

from decisions.feel import LimitExceededError, Limits, Outcome, Run, Scope, exact
from decisions.feel.compiler import Compiler
from decisions.feel.syntax import tree

_MAKERS = frozenset(("date", "time", "date and time", "duration", "number"))
_LIMITS = Limits(steps=10_000, seconds=0.1, items=10_000)


def is_constant(node: tree.Node) -> bool:
    """Tell whether a node reads no variable and does nothing but make a value."""
    match node:
        case tree.Literal() | tree.AtLiteral():
            return True
        case tree.Negation(operand=operand):
            return is_constant(operand)
        case tree.Call(function=tree.Name(name=name), positional=given, named=()):
            return name in _MAKERS and all(is_constant(each) for each in given)
        case tree.Items(items=items):
            return all(is_constant(item) for item in items)
        case tree.Entries(entries=entries):
            return all(is_constant(value) for _, value in entries)
    return False


def constant(node: tree.Node) -> Outcome | None:
    """Return the value of a constant, with the reason if it has none; None if it is no constant."""
    if not is_constant(node):
        return None
    run = Run(_LIMITS)
    try:
        with exact():
            value: Any = Compiler("").compile(node)(Scope({}, None, run))
    except (LimitExceededError, RecursionError):
        return None
    return Outcome(value, tuple(run.warnings))


def is_null(node: tree.Node) -> bool:
    """Tell whether a node is the literal null."""
    return isinstance(node, tree.Literal) and node.value is None
