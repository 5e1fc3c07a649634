"""Plain Python expressions as closures.

Names, literals, comparisons, boolean and arithmetic operators, paths, slices, choices, lists,
tuples, mappings, texts with values in them, and the few functions of guarded.py. A closure yields
what the interpreter yields, or raises NotPlainError so that the interpreter is asked.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Mapping
from typing import Any

from engine.bpmn.expressions import guarded
from engine.bpmn.expressions.closures import Closure, NotPlainError, constant, variable

MOST_NODES = 1000
MOST_DEPTH = 40
BUILTINS = frozenset(dir(builtins))
MADE = (ast.BinOp, ast.UnaryOp, ast.Call, ast.List, ast.Tuple, ast.Dict, ast.JoinedStr)


def compile_plain(tree: ast.expr) -> Closure:
    """Compile an expression.

    Raises:
        NotPlainError: it is more than plain, or large.
    """
    nodes = list(ast.walk(tree))
    if len(nodes) > MOST_NODES:
        raise NotPlainError
    run = _closure(tree, 0)
    if not any(isinstance(node, MADE) for node in nodes):
        return run  # variables as they are, or a truth value

    def checked(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        result = run(variables, facts)
        if type(result) is bool or storable(result):
            return result
        raise NotPlainError

    return checked


def storable(value: Any) -> bool:
    """Tell whether a value that an expression made can be a process variable."""
    kind = type(value)
    if kind is int:
        return bool(-(2**63) <= value < 2**64)
    if kind is float:
        return bool(value - value == 0)
    if kind is dict:
        return all(map(storable, value)) and all(map(storable, value.values()))
    if kind in (list, tuple):
        return all(map(storable, value))
    return True


def _closure(node: ast.expr, depth: int) -> Closure:
    if depth > MOST_DEPTH:
        raise NotPlainError
    build = BUILDERS.get(type(node))
    if build is None:
        raise NotPlainError
    return build(node, depth + 1)


def _constant(node: ast.Constant, depth: int) -> Closure:
    if type(node.value) in (complex, bytes) or node.value is ...:
        raise NotPlainError
    return constant(node.value)


def _name(node: ast.Name, depth: int) -> Closure:
    if node.id in BUILTINS or node.id.startswith("__"):
        raise NotPlainError
    return variable(node.id, node.id)


def _attribute(node: ast.Attribute, depth: int) -> Closure:
    base, name, of = _closure(node.value, depth), node.attr, guarded.attribute

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        return of(base(variables, facts), name)

    return run


def _subscript(node: ast.Subscript, depth: int) -> Closure:
    base, of = _closure(node.value, depth), guarded.item
    key = (
        _slice(node.slice, depth) if type(node.slice) is ast.Slice else _closure(node.slice, depth)
    )

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        return of(base(variables, facts), key(variables, facts))

    return run


def _slice(node: ast.Slice, depth: int) -> Closure:
    parts = [
        _closure(p, depth) if p else constant(None) for p in (node.lower, node.upper, node.step)
    ]

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        return slice(*(part(variables, facts) for part in parts))

    return run


def _compare(node: ast.Compare, depth: int) -> Closure:
    if not all(map(_decided, node.ops, node.comparators)):
        raise NotPlainError
    first = _closure(node.left, depth)
    rest = [
        (guarded.COMPARISONS[type(op).__name__], _closure(right, depth))
        for op, right in zip(node.ops, node.comparators, strict=True)
    ]
    if len(rest) == 1:
        return _binary(rest[0][0], first, rest[0][1])

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        result: Any = True
        left = first(variables, facts)
        for compare, operand in rest:
            right = operand(variables, facts)
            result = compare(left, right)
            if not result:
                return result
            left = right
        return result

    return run


def _decided(operator: ast.cmpop, right: ast.expr) -> bool:
    """Whether the answer is the same everywhere: who knows if 5 is 5?"""
    unique = isinstance(right, ast.Constant) and (right.value is None or type(right.value) is bool)
    return unique or not isinstance(operator, ast.Is | ast.IsNot)


def _binary(function: Callable[[Any, Any], Any], left: Closure, right: Closure) -> Closure:
    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        return function(left(variables, facts), right(variables, facts))

    return run


def _arithmetic(node: ast.BinOp, depth: int) -> Closure:
    function = guarded.BINARY.get(type(node.op).__name__)
    if function is None:
        raise NotPlainError
    return _binary(function, _closure(node.left, depth), _closure(node.right, depth))


def _unary(node: ast.UnaryOp, depth: int) -> Closure:
    function = guarded.UNARY.get(type(node.op).__name__)
    if function is None:
        raise NotPlainError
    operand = _closure(node.operand, depth)

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        return function(operand(variables, facts))

    return run


def _boolean(node: ast.BoolOp, depth: int) -> Closure:
    *most, last = [_closure(value, depth) for value in node.values]
    stop = type(node.op) is ast.Or

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        for part in most:
            value = part(variables, facts)
            if bool(value) is stop:
                return value
        return last(variables, facts)

    return run


def _choice(node: ast.IfExp, depth: int) -> Closure:
    test, yes, no = (_closure(part, depth) for part in (node.test, node.body, node.orelse))

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        return yes(variables, facts) if test(variables, facts) else no(variables, facts)

    return run


def _sequence(node: ast.List | ast.Tuple, depth: int) -> Closure:
    parts = [_closure(part, depth) for part in node.elts]
    kind = list if type(node) is ast.List else tuple

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        return kind([part(variables, facts) for part in parts])

    return run


def _mapping(node: ast.Dict, depth: int) -> Closure:
    if None in node.keys:
        raise NotPlainError
    keys = [_closure(key, depth) for key in node.keys if key is not None]
    values = [_closure(value, depth) for value in node.values]
    pairs = list(zip(keys, values, strict=True))

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        return {key(variables, facts): value(variables, facts) for key, value in pairs}

    return run


def _call(node: ast.Call, depth: int) -> Closure:
    if type(node.func) is not ast.Name or node.keywords:
        raise NotPlainError
    name, function = node.func.id, guarded.FUNCTIONS.get(node.func.id)
    if function is None or (name in guarded.ONE_ARGUMENT and len(node.args) != 1):
        raise NotPlainError
    arguments = [_closure(argument, depth) for argument in node.args]

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        if name in variables or name in facts:
            raise NotPlainError
        return function(*[argument(variables, facts) for argument in arguments])

    return run


def _formatted(node: ast.JoinedStr, depth: int) -> Closure:
    parts = [_part(part, depth) for part in node.values]

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        result = "".join([guarded.text(part(variables, facts)) for part in parts])
        if len(result) > guarded.MOST_LENGTH:
            raise NotPlainError
        return result

    return run


def _part(node: ast.expr, depth: int) -> Closure:
    if type(node) is not ast.FormattedValue:
        return _closure(node, depth)
    if node.conversion not in (-1, ord("s")) or node.format_spec is not None:
        raise NotPlainError
    return _closure(node.value, depth)


BUILDERS: dict[type[ast.expr], Callable[[Any, int], Closure]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _attribute,
    ast.Subscript: _subscript,
    ast.Compare: _compare,
    ast.BinOp: _arithmetic,
    ast.UnaryOp: _unary,
    ast.BoolOp: _boolean,
    ast.IfExp: _choice,
    ast.List: _sequence,
    ast.Tuple: _sequence,
    ast.Dict: _mapping,
    ast.Call: _call,
    ast.JoinedStr: _formatted,
}
