"""Literals, names and paths."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from decisions.feel.compiler.core import Compiler, Evaluator, compiles
from decisions.feel.functions import BUILT_INS
from decisions.feel.run import EXACT, Run, Scope, Site
from decisions.feel.syntax import tree
from decisions.feel.values.kinds import kind
from decisions.feel.values.properties import MISSING, read_property
from decisions.feel.values.temporal_text import parse_temporal


def constant(value: Any) -> Evaluator:
    """Return the closure of a value that never changes."""
    return lambda scope: value


def nothing(site: Site, code: str, message: str, **facts: object) -> Evaluator:
    """Return the closure of a null that is known to be one when compiled."""

    def evaluate(scope: Scope) -> None:
        scope.run.warn(code, site, message, **facts)

    return evaluate


@compiles(tree.Literal)
def compile_literal(node: tree.Literal, compiler: Compiler) -> Evaluator:
    """Compile a number, string, boolean or null."""
    if not isinstance(node.value, Decimal):
        return constant(node.value)
    try:
        return constant(EXACT.create_decimal(node.value))
    except ArithmeticError:
        return nothing(compiler.site(node), "out_of_range", "the number is too large")


@compiles(tree.AtLiteral)
def compile_at_literal(node: tree.AtLiteral, compiler: Compiler) -> Evaluator:
    """Compile `@"..."`."""
    value = parse_temporal(node.text)
    if value is not None:
        return constant(value)
    message = "'{text}' is no date, time or duration"
    return nothing(compiler.site(node), "no_value", message, text=node.text[:80])


@compiles(tree.Name)
def compile_name(node: tree.Name, compiler: Compiler) -> Evaluator:
    """Compile a variable; a built-in function when nothing else has its name."""
    name, site = node.name, compiler.site(node)
    otherwise = _otherwise(name, site)

    def evaluate(scope: Scope) -> Any:
        values = scope.values
        if name in values:
            return values[name]
        around = scope.parent
        while around is not None:
            if name in around.values:
                return around.values[name]
            around = around.parent
        return otherwise(scope)

    return evaluate


def _otherwise(name: str, site: Site) -> Evaluator:
    if name in BUILT_INS:
        return constant(BUILT_INS[name])
    if "." not in name:
        return nothing(site, "unknown_name", "there is no variable named '{name}'", name=name)
    # a name with a point may be a variable of an import, or a property
    first, *properties = (part.strip() for part in name.split("."))
    head = compile_name(tree.Name(0, first), Compiler(""))

    def evaluate(scope: Scope) -> Any:
        value = head(scope)
        for part in properties:
            value = property_of(value, part, scope.run, site)
        return value

    return evaluate


@compiles(tree.Path)
def compile_path(node: tree.Path, compiler: Compiler) -> Evaluator:
    """Compile `operand.name`."""
    operand, name, site = compiler.compile(node.operand), node.name, compiler.site(node)

    def evaluate(scope: Scope) -> Any:
        value = operand(scope)
        if type(value) is dict and name in value:
            return value[name]
        return property_of(value, name, scope.run, site)

    return evaluate


def property_of(value: Any, name: str, run: Run, site: Site) -> Any:
    """Return a property of a value, of each item of a list; null and a warning without it."""
    if type(value) is list:
        run.items(len(value))
        return [property_of(item, name, run, site) for item in value]
    found = read_property(value, name)
    if found is MISSING:
        message = "a {kind} has no property '{name}'"
        run.warn("unknown_property", site, message, kind=kind(value), name=name)
        return None
    return found
