"""Boxed expressions, compiled to functions of a scope.

Source: DMN 1.5, 7.3 and 10.2.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from decisions.dmn import boxes
from decisions.dmn.compiling import Compiler
from decisions.dmn.iterations import filtered, mapped, not_boolean, quantified
from decisions.dmn.names import texts_within
from decisions.dmn.table_compiler import compile_table
from decisions.dmn.texts import Code
from decisions.feel import NOWHERE, BuiltIn, Function, Run, Scope, kind


def compile_box(compiler: Compiler, box: boxes.Box | None) -> Code:
    """Return the code of a boxed expression, with its value converted to the declared type."""
    if box is None:
        return _null
    code = _COMPILERS[type(box)](compiler, box)
    return compiler.coerced(code, box.type)


def _null(scope: Scope) -> None:
    del scope


def _literal(compiler: Compiler, box: boxes.LiteralExpression) -> Code:
    return compiler.expression(box.text)


def _context(compiler: Compiler, box: boxes.Context) -> Code:
    entries = [
        (entry.name, compiler.coerced(compile_box(compiler, entry.value), entry.type))
        for entry in box.entries
    ]

    def evaluate(scope: Scope) -> Any:
        values: dict[str, Any] = {}
        inner = scope.inner(values)
        for name, code in entries:
            value = code(inner)
            if name is None:
                return value
            values[name] = value
        return values

    return evaluate


def _invocation(compiler: Compiler, box: boxes.Invocation) -> Code:
    function = compile_box(compiler, box.function)
    bindings = [(each.name or "", compile_box(compiler, each.value)) for each in box.bindings]

    def evaluate(scope: Scope) -> Any:
        called = function(scope)
        arguments = {name: code(scope) for name, code in bindings}
        if isinstance(called, Function | BuiltIn):
            return called.call(arguments, scope.run, NOWHERE)
        scope.run.warn(
            "not_a_function",
            NOWHERE,
            "a value of the kind {kind} cannot be called",
            kind=kind(called),
        )
        return None

    return evaluate


def _relation(compiler: Compiler, box: boxes.Relation) -> Code:
    rows = [
        [
            (column.name, compiler.coerced(compile_box(compiler, cell), column.type))
            for column, cell in zip(box.columns, row, strict=False)
        ]
        for row in box.rows
    ]

    def evaluate(scope: Scope) -> Any:
        scope.run.items(len(rows))
        return [{name: code(scope) for name, code in row} for row in rows]

    return evaluate


def _list(compiler: Compiler, box: boxes.ListBox) -> Code:
    items = [compile_box(compiler, item) for item in box.items]

    def evaluate(scope: Scope) -> Any:
        scope.run.items(len(items))
        return [code(scope) for code in items]

    return evaluate


def function_value(
    compiler: Compiler, box: boxes.Function, returned: str | None
) -> Callable[[Scope], Any]:
    """Return the code that makes a function of a scope; null with a warning if it is not FEEL.

    Args:
        returned: the declared type of what the function returns.
    """
    if box.kind.upper() != "FEEL":
        return _foreign(box.kind)
    body = compiler.coerced(compile_box(compiler, box.body), returned)
    types = [compiler.type(parameter.type) for parameter in box.parameters]
    names = tuple(parameter.name for parameter in box.parameters)
    tests = compiler.types.tests(compiler.model)  # those of the caller's model may be others

    def make(scope: Scope) -> Function:
        def call(arguments: Sequence[Any], run: Run) -> Any:
            values = {}
            for name, wanted, argument in zip(names, types, arguments, strict=True):
                value = argument if wanted is None else wanted.coerce(argument, run)
                if value is None and argument is not None:
                    return None
                values[name] = value
            outer, run.types = run.types, tests
            result = body(scope.inner(values))
            run.types = outer
            return result

        return Function(names, call)

    return make


def _function(compiler: Compiler, box: boxes.Function) -> Code:
    return function_value(compiler, box, None)


def _foreign(language: str) -> Code:
    def refuse(scope: Scope) -> None:
        scope.run.warn(
            "foreign_function", NOWHERE, "functions of {language} are not called", language=language
        )

    return refuse


def _conditional(compiler: Compiler, box: boxes.Conditional) -> Code:
    condition = compile_box(compiler, box.condition)
    then, otherwise = compile_box(compiler, box.then), compile_box(compiler, box.otherwise)

    def evaluate(scope: Scope) -> Any:
        found = condition(scope)
        if found is None or type(found) is bool:
            return then(scope) if found else otherwise(scope)
        not_boolean(scope, "the condition", found)
        return None

    return evaluate


def _filter(compiler: Compiler, box: boxes.Filter) -> Code:
    return filtered(compile_box(compiler, box.items), compile_box(compiler, box.match))


def _iteration(compiler: Compiler, box: boxes.Iteration) -> Code:
    items, body = compile_box(compiler, box.items), compile_box(compiler, box.body)
    if box.kind == "for":
        partial = any("partial" in text.text for text in texts_within(box.body))
        return mapped(items, box.variable, body, partial=partial)
    return quantified(items, box.variable, body, every=box.kind == "every")


_COMPILERS: dict[type[boxes.Box], Callable[[Compiler, Any], Code]] = {
    boxes.LiteralExpression: _literal,
    boxes.Context: _context,
    boxes.Invocation: _invocation,
    boxes.Relation: _relation,
    boxes.ListBox: _list,
    boxes.Function: _function,
    boxes.Conditional: _conditional,
    boxes.Filter: _filter,
    boxes.Iteration: _iteration,
    boxes.DecisionTable: compile_table,
}
