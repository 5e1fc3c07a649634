"""Short texts of values, as Python writes them, back to values.

Only what is spelt out is made: no name is looked up and nothing is called but the constructors of
dates, times and decimal numbers.
"""

from __future__ import annotations

import ast
import math
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

LEAST_INT, MOST_INT = -(2**63), 2**64 - 1
CALLS: dict[str, Callable[..., Any]] = {
    "datetime.datetime": datetime,
    "datetime.date": date,
    "datetime.time": time,
    "datetime.timedelta": timedelta,
    "Decimal": Decimal,
    "set": set,
    "frozenset": frozenset,
}
FAILURES = (ArithmeticError, MemoryError, RecursionError, SyntaxError, TypeError, ValueError)


class NoLiteralError(ValueError):
    """The text is more, or less, than a value that can be a process variable."""


def read(text: str) -> Any:
    """Return the value that a short text spells.

    Raises:
        NoLiteralError: it spells none.
    """
    try:
        return _value(ast.parse(text, mode="eval").body)
    except FAILURES as error:
        raise NoLiteralError(text) from error


def _value(node: ast.expr) -> Any:
    build = BUILDERS.get(type(node))
    if build is None:
        raise NoLiteralError
    return build(node)


def _constant(node: ast.Constant) -> Any:
    value: Any = node.value
    kind = type(value)
    if kind is int and not LEAST_INT <= value <= MOST_INT:
        raise NoLiteralError
    if kind is float and not math.isfinite(value):
        raise NoLiteralError
    if kind is complex or value is ...:
        raise NoLiteralError
    return value


def _negative(node: ast.UnaryOp) -> Any:
    value = _value(node.operand)
    if not isinstance(node.op, ast.USub) or type(value) not in (int, float) or value > -LEAST_INT:
        raise NoLiteralError
    return -value


def _mapping(node: ast.Dict) -> dict[Any, Any]:
    pairs = zip(node.keys, node.values, strict=True)
    return {_value(key): _value(item) for key, item in pairs if key is not None}


def _made(node: ast.Call) -> Any:
    function = CALLS.get(_dotted(node.func))
    if function is None:
        raise NoLiteralError
    named = {
        keyword.arg or "": _zone(keyword.value)
        if keyword.arg == "tzinfo"
        else _value(keyword.value)
        for keyword in node.keywords
    }
    return function(*map(_value, node.args), **named)


def _zone(node: ast.expr) -> timezone:
    if _dotted(node) == "datetime.timezone.utc":
        return UTC
    if not isinstance(node, ast.Call) or _dotted(node.func) != "datetime.timezone":
        raise NoLiteralError
    return timezone(*map(_value, node.args))


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


BUILDERS: dict[type[ast.expr], Callable[[Any], Any]] = {
    ast.Constant: _constant,
    ast.UnaryOp: _negative,
    ast.List: lambda node: list(map(_value, node.elts)),
    ast.Tuple: lambda node: tuple(map(_value, node.elts)),
    ast.Set: lambda node: set(map(_value, node.elts)),
    ast.Dict: _mapping,
    ast.Call: _made,
}
