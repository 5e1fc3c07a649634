"""Arithmetic and comparisons."""

from __future__ import annotations

import operator
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from decisions.feel.compiler.core import Compiler, Evaluator, compiles
from decisions.feel.run import Run, Scope, Site
from decisions.feel.syntax import tree
from decisions.feel.values.arithmetic import arithmetic, negated
from decisions.feel.values.comparison import compare, less
from decisions.feel.values.kinds import kind

_OF_NUMBERS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@compiles(tree.Comparison)
def compile_comparison(node: tree.Comparison, compiler: Compiler) -> Evaluator:
    """Compile `left < right` and its like."""
    left, right = compiler.compile(node.left), compiler.compile(node.right)
    sign, site = node.operator, compiler.site(node)
    of_numbers = _OF_NUMBERS[sign]
    of_texts = of_numbers if sign in ("=", "!=") else None
    if isinstance(node.right, tree.Literal) and type(node.right.value) in (Decimal, str):
        return _compared_with(right, left, sign, site)

    def evaluate(scope: Scope) -> bool | None:
        one, other = left(scope), right(scope)
        if type(one) is Decimal and type(other) is Decimal:
            return of_numbers(one, other)
        if of_texts is not None and type(one) is str and type(other) is str:
            return of_texts(one, other)
        return compared(sign, one, other, scope.run, site)

    return evaluate


def _compared_with(constant: Evaluator, left: Evaluator, sign: str, site: Site) -> Evaluator:
    """Return the comparison with a literal: what conditions and decision tables do most."""
    run = Run()
    other = constant(Scope({}, None, run))
    expected, of_numbers = type(other), _OF_NUMBERS[sign]

    def evaluate(scope: Scope) -> bool | None:
        one = left(scope)
        if type(one) is expected:
            return of_numbers(one, other)
        return compared(sign, one, constant(scope), scope.run, site)

    return evaluate


def compared(sign: str, left: Any, right: Any, run: Run, site: Site) -> bool | None:
    """Compare two values; null and a warning when they cannot be."""
    result = compare(sign, left, right, run)
    if result is None:
        not_comparable(left, right, run, site)
    return result


def not_comparable(left: Any, right: Any, run: Run, site: Site) -> None:
    """Warn of two values that cannot be compared."""
    facts = {"left": kind(left), "right": kind(right)}
    run.warn("not_comparable", site, "{left} and {right} cannot be compared", **facts)


@compiles(tree.Between)
def compile_between(node: tree.Between, compiler: Compiler) -> Evaluator:
    """Compile `value between low and high`."""
    value, site = compiler.compile(node.value), compiler.site(node)
    low, high = compiler.compile(node.low), compiler.compile(node.high)

    def evaluate(scope: Scope) -> bool | None:
        middle, bottom, top = value(scope), low(scope), high(scope)
        above = less(bottom, middle, or_equal=True)
        below = less(middle, top, or_equal=True)
        if above is None or below is None:
            not_comparable(middle, bottom if above is None else top, scope.run, site)
            return None
        return above and below

    return evaluate


@compiles(tree.Arithmetic)
def compile_arithmetic(node: tree.Arithmetic, compiler: Compiler) -> Evaluator:
    """Compile a chain of + and -, of * and /, or of **."""
    first = compiler.compile(node.first)
    rest = tuple(
        (sign, compiler.place(position), compiler.compile(operand))
        for sign, position, operand in node.rest
    )

    def evaluate(scope: Scope) -> Any:
        result = first(scope)
        for sign, site, operand in rest:
            other = operand(scope)
            combined = arithmetic(sign, result, other, scope.run)
            if combined is None:
                _warn(sign, result, other, scope.run, site)
            result = combined
        return result

    return evaluate


def _warn(sign: str, left: Any, right: Any, run: Run, site: Site) -> None:
    facts = {"left": kind(left), "operator": sign, "right": kind(right)}
    if sign == "/" and facts["right"] == "number" and not right:
        run.warn("division_by_zero", site, "division by zero", **facts)
    elif facts["left"] == facts["right"] == "number":
        run.warn("out_of_range", site, "the result of {operator} is no number", **facts)
    else:
        run.warn("no_result", site, "{left} {operator} {right} has no result", **facts)


@compiles(tree.Negation)
def compile_negation(node: tree.Negation, compiler: Compiler) -> Evaluator:
    """Compile `-operand`."""
    operand, site = compiler.compile(node.operand), compiler.site(node)

    def evaluate(scope: Scope) -> Any:
        value = operand(scope)
        result = negated(value)
        if result is None:
            scope.run.warn("no_result", site, "-{right} has no result", right=kind(value))
        return result

    return evaluate
