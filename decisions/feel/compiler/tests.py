"""Unary tests, and the operator `in`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from decisions.feel.compiler.core import Compiler, Evaluator, compiles
from decisions.feel.compiler.operators import compared, not_comparable
from decisions.feel.run import Run, Scope, Site
from decisions.feel.syntax import tree
from decisions.feel.syntax.names import reads
from decisions.feel.values.comparison import equal, within
from decisions.feel.values.ranges import Range

ValueTest = Callable[[Scope, Any], bool | None]
INPUT = "?"


def compile_test(node: tree.Node, compiler: Compiler) -> ValueTest:
    """Return the test of a value: a comparison, a range, a list of both, or an equal value."""
    site = compiler.site(node)
    if isinstance(node, tree.Test):
        operand, sign = compiler.compile(node.operand), node.operator
        return lambda scope, value: compared(sign, value, operand(scope), scope.run, site)
    expected = compiler.compile(node)
    if isinstance(node, tree.Interval):
        return _interval_test(expected, site)
    return lambda scope, value: passes(value, expected(scope), scope.run, site)


def _interval_test(expected: Evaluator, site: Site) -> ValueTest:
    def test(scope: Scope, value: Any) -> bool | None:
        bounds = expected(scope)
        # a range without a bound is null, and nothing is known to lie in it
        return None if bounds is None else passes(value, bounds, scope.run, site)

    return test


def passes(value: Any, expected: Any, run: Run, site: Site) -> bool | None:
    """Tell whether a value equals another, lies in a range, or does so with an item of a list."""
    if type(expected) is Range and type(value) is not Range:
        result = within(value, expected)
    elif type(expected) is list:
        return _passes_any(value, expected, run)
    else:
        result = equal(value, expected, run)
    if result is None:
        not_comparable(value, expected, run, site)
    return result


def _passes_any(value: Any, expected: list[Any], run: Run) -> bool:
    run.use(len(expected))
    if equal(value, expected, run) is True:
        return True
    return any(
        (type(one) is Range and within(value, one) is True) or equal(value, one, run) is True
        for one in expected
    )


@compiles(tree.In)
def compile_in(node: tree.In, compiler: Compiler) -> Evaluator:
    """Compile `value in tests`: null when its only test is."""
    value = compiler.compile(node.value)
    tests = tuple(compile_test(test, compiler) for test in node.tests)

    def evaluate(scope: Scope) -> bool | None:
        tested = value(scope)
        answer: bool | None = False
        for test in tests:
            answer = test(scope, tested)
            if answer is True:
                return True
        return answer if len(tests) == 1 else False

    return evaluate


@compiles(tree.Tests)
def compile_tests(node: tree.Tests, compiler: Compiler) -> Evaluator:
    """Compile unary tests of `?`: a value passes when one test is true."""
    if not node.tests:
        return lambda scope: True
    tests = tuple(_input_test(test, compiler) for test in node.tests)
    negated = node.negated

    def evaluate(scope: Scope) -> bool:
        value = _input(scope)
        passed = any(test(scope, value) is True for test in tests)
        return passed is not negated

    return evaluate


def _input(scope: Scope) -> Any:
    around: Scope | None = scope
    while around is not None:
        if INPUT in around.values:
            return around.values[INPUT]
        around = around.parent
    return None


def _input_test(node: tree.Node, compiler: Compiler) -> ValueTest:
    if isinstance(node, tree.Test):
        return compile_test(node, compiler)
    expected, site, about_input = compiler.compile(node), compiler.site(node), reads(node, INPUT)

    def test(scope: Scope, value: Any) -> bool | None:
        answer = expected(scope)
        # `? > 5` answers itself; a boolean beside a boolean input is compared with it
        if isinstance(answer, bool) and (about_input or not isinstance(value, bool)):
            return answer
        # `contains(?, "a")` of null is null: that is no answer, not an equal value
        if answer is None and about_input:
            return None
        return passes(value, answer, scope.run, site)

    return test
