"""Function literals and calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from decisions.feel.compiler.core import Compiler, Evaluator, compiles
from decisions.feel.compiler.operands import nothing
from decisions.feel.compiler.types import compile_type
from decisions.feel.functions import BUILT_INS
from decisions.feel.run import Run, Scope, Site, TypeTest
from decisions.feel.syntax import tree
from decisions.feel.values.arithmetic import as_moment
from decisions.feel.values.comparison import within
from decisions.feel.values.functions import Arguments, BuiltIn, Function
from decisions.feel.values.kinds import kind
from decisions.feel.values.ranges import Range

MISFIT = object()
CALLABLE = (BuiltIn, Function, Range)


@compiles(tree.Lambda)
def compile_lambda(node: tree.Lambda, compiler: Compiler) -> Evaluator:
    """Compile `function(a: number) body`; external functions are refused."""
    site = compiler.site(node)
    if node.external:
        return nothing(site, "external_function", "external functions are not run")
    names = tuple(name for name, _ in node.parameters)
    types = tuple(None if type_ is None else compile_type(type_) for _, type_ in node.parameters)
    body = compiler.compile(node.body)

    def evaluate(scope: Scope) -> Function:
        def run_body(arguments: Sequence[Any], run: Run) -> Any:
            values = {}
            for name, test, value in zip(names, types, arguments, strict=True):
                values[name] = _coerced(value, test, run)
                if values[name] is MISFIT:
                    message = "the argument '{name}' is a {kind}, which is not its type"
                    run.warn("wrong_type", site, message, name=name, kind=kind(value))
                    return None
            return body(Scope(values, scope, run))

        return Function(names, run_body, "", tuple(type_ for _, type_ in node.parameters))

    return evaluate


def _coerced(value: Any, test: TypeTest | None, run: Run) -> Any:
    if test is None or value is None or test(value, run):
        return value
    if type(value) is list and len(value) == 1 and _fits(value[0], test, run):
        return value[0]
    # DMN 1.5, 10.3.2.9.4: a date stands for midnight UTC, a value for a list of it
    return next((made for made in (as_moment(value), [value]) if _fits(made, test, run)), MISFIT)


def _fits(value: Any, test: TypeTest, run: Run) -> bool:
    return value is not None and test(value, run)


@compiles(tree.Call)
def compile_call(node: tree.Call, compiler: Compiler) -> Evaluator:
    """Compile `function(a, b)` and `function(x: a, y: b)`."""
    function, site = compiler.compile(node.function), compiler.site(node.function)
    named = tuple((name, compiler.compile(value)) for name, value in node.named)
    positional = tuple(compiler.compile(value) for value in node.positional)
    hidden = BUILT_INS.get(node.function.name) if isinstance(node.function, tree.Name) else None

    def evaluate(scope: Scope) -> Any:
        called = function(scope)
        # a variable named `date` or `count` does not take the function away; but null may stand
        # for a function that could not be made, and no other must answer for it
        if hidden is not None and called is not None and type(called) not in CALLABLE:
            called = hidden
        arguments: Arguments
        if named:
            arguments = {name: value(scope) for name, value in named}
        else:
            arguments = [value(scope) for value in positional]
        return call(called, arguments, scope.run, site)

    return evaluate


def call(called: Any, arguments: Arguments, run: Run, site: Site) -> Any:
    """Call a value; a range answers whether its argument lies in it."""
    if isinstance(called, BuiltIn | Function):
        return called.call(arguments, run, site)
    if isinstance(called, Range) and isinstance(arguments, list) and len(arguments) == 1:
        return within(arguments[0], called)
    if called is not None:
        run.warn("not_a_function", site, "a {kind} cannot be called", kind=kind(called))
    return None
