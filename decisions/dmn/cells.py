"""Cells that only compare with literals, as functions of the plain value: quick and predictable."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeAlias

from decisions.feel.syntax import tree

Quick: TypeAlias = Callable[[Any], bool]
"""Takes a number or a string, never null."""

_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def literal(node: tree.Node) -> Decimal | str | None:
    """Return the number or string that a node is, if it is one."""
    match node:
        case tree.Literal(value=Decimal() | str() as value):
            return value
        case tree.Negation(operand=tree.Literal(value=Decimal() as value)):
            return -value
    return None


def quick_test(tests: tree.Tests | None) -> frozenset[Decimal | str] | Quick | None:
    """Return the literals that a cell accepts, or its test; None if it is more than that."""
    if tests is None or tests.negated or not tests.tests:
        return None
    values = [literal(test) for test in tests.tests]
    if None not in values:
        return frozenset(value for value in values if value is not None)
    return _single(tests.tests[0]) if len(tests.tests) == 1 else None


def _single(test: tree.Node) -> Quick | None:
    match test:
        case tree.Test(operator=sign, operand=operand) if sign in _OPERATORS:
            value = literal(operand)
            return None if value is None else _compared(_OPERATORS[sign], value)
        case tree.Interval():
            return _interval(test)
    return None


def _compared(compare: Callable[[Any, Any], bool], bound: Decimal | str) -> Quick:
    wanted = type(bound)
    return lambda value: type(value) is wanted and compare(value, bound)


def _interval(test: tree.Interval) -> Quick | None:
    low, high = literal(test.start), literal(test.end)
    if low is None or high is None or type(low) is not type(high):
        return None
    wanted = type(low)
    above = _OPERATORS["<=" if test.start_included else "<"]
    below = _OPERATORS["<=" if test.end_included else "<"]
    return lambda value: type(value) is wanted and above(low, value) and below(value, high)
