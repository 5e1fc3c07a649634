"""Three-valued logic and conditions."""

from __future__ import annotations

from typing import Any

from decisions.feel.compiler.core import Compiler, Evaluator, compiles
from decisions.feel.compiler.types import compile_type
from decisions.feel.run import Run, Scope, Site
from decisions.feel.syntax import tree
from decisions.feel.values.kinds import kind


@compiles(tree.Logic)
def compile_logic(node: tree.Logic, compiler: Compiler) -> Evaluator:
    """Compile a chain of `and` or of `or`: what is no boolean counts as null."""
    operands = tuple(compiler.compile(operand) for operand in node.operands)
    site, sign = compiler.site(node), node.operator
    # false settles an `and`, true an `or`
    settles = sign == "or"

    def evaluate(scope: Scope) -> Any:
        unknown = False
        for operand in operands:
            value = operand(scope)
            if value is settles:
                return settles
            if value is not (not settles):
                unknown = True
                _warn_operand(value, sign, scope.run, site)
        return None if unknown else not settles

    return evaluate


def _warn_operand(value: Any, sign: str, run: Run, site: Site) -> None:
    if value is not None:
        facts = {"kind": kind(value), "operator": sign}
        run.warn("not_boolean", site, "a {kind} beside '{operator}' is not true or false", **facts)


@compiles(tree.Conditional)
def compile_conditional(node: tree.Conditional, compiler: Compiler) -> Evaluator:
    """Compile `if`: whatever is not true takes the `else`."""
    condition, site = compiler.compile(node.condition), compiler.site(node)
    consequence = compiler.compile(node.consequence)
    alternative = compiler.compile(node.alternative)

    def evaluate(scope: Scope) -> Any:
        answer = condition(scope)
        if answer is True:
            return consequence(scope)
        if answer is not False:
            message = "the condition is {kind}, not true or false: 'else' is taken"
            scope.run.warn("not_boolean", site, message, kind=kind(answer))
        return alternative(scope)

    return evaluate


@compiles(tree.InstanceOf)
def compile_instance_of(node: tree.InstanceOf, compiler: Compiler) -> Evaluator:
    """Compile `operand instance of type`: null is of the type Null alone."""
    operand, test = compiler.compile(node.operand), compile_type(node.type)
    of_null = isinstance(node.type, tree.NamedType) and node.type.name == "Null"

    def evaluate(scope: Scope) -> bool:
        value = operand(scope)
        return of_null if value is None else test(value, scope.run)

    return evaluate
