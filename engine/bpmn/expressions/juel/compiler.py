"""Syntax trees to closures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.bpmn.expressions.closures import Closure, constant, variable
from engine.bpmn.expressions.errors import ExpressionError, UnknownVariableError
from engine.bpmn.expressions.juel import lexer, methods, nodes
from engine.bpmn.expressions.juel.coercion import kind, to_boolean, to_text, to_whole
from engine.bpmn.expressions.juel.decision_results import PROPERTIES
from engine.bpmn.expressions.juel.operators import BINARY, UNARY
from engine.bpmn.expressions.juel.parser import Parser
from engine.ports import ScriptError

MOST_CHARACTERS = 64 * 1024
MOST_LENGTH = 4 * 1024 * 1024  # of a text with values in it
Variables = Mapping[str, Any]
FACTS = {
    "caseNo": "case_no",
    "businessKey": "business_key",
    "instanceId": "instance_id",
    "processInstanceId": "instance_id",
    "processBusinessKey": "business_key",
    "processDefinitionKey": "definition_key",
}


def compile_juel(text: str) -> tuple[frozenset[str], Closure]:
    """Compile an expression, or a text with expressions in it.

    Returns:
        the variables it reads, and its closure.

    Raises:
        ExpressionError: it is not right, or uses more than the everyday part of the language.
    """
    if len(text) > MOST_CHARACTERS:
        raise ExpressionError(f"The expression is longer than {MOST_CHARACTERS} characters.", 1, 1)
    names: set[str] = set()
    parts = [
        piece if isinstance(piece, str) else _compiled(text, piece, names)
        for piece in lexer.pieces(text)
    ]
    values = [part for part in parts if not isinstance(part, str)]
    # blanks around a single expression come from the file's layout
    if len(values) == 1 and not any(isinstance(p, str) and p.strip() for p in parts):
        return frozenset(names), _finite(values[0])
    return frozenset(names), _joined(parts)


def _compiled(text: str, tokens: list[lexer.Token], names: set[str]) -> Closure:
    node = Parser(text, tokens).parse()
    try:
        return _closure(node, names)
    except ExpressionError as error:
        raise lexer.error(str(error), text, tokens[0].position) from error


def _finite(run: Closure) -> Closure:
    """The value, if it can be a process variable."""

    def checked(variables: Variables, facts: Variables) -> Any:
        value = run(variables, facts)
        kind_of = type(value)
        if kind_of is int and not -(2**63) <= value < 2**64:
            raise ScriptError("The result is too large a number.")
        if kind_of is float and value - value != 0:
            raise ScriptError("The result is no number: something was divided by zero.")
        return value

    return checked


def _joined(parts: list[str | Closure]) -> Closure:
    def run(variables: Variables, facts: Variables) -> str:
        texts = [p if isinstance(p, str) else to_text(p(variables, facts)) for p in parts]
        if sum(map(len, texts)) > MOST_LENGTH:
            raise ScriptError(f"The text is longer than {MOST_LENGTH} characters.")
        return "".join(texts)

    return run


def _closure(node: nodes.Node, names: set[str]) -> Closure:
    return BUILDERS[type(node)](node, names)


def _literal(node: nodes.Literal, names: set[str]) -> Closure:
    return constant(node.value)


def _name(node: nodes.Name, names: set[str]) -> Closure:
    if node.name == methods.EXECUTION:
        raise ExpressionError(f"'execution' alone has no value; it has {methods.EXECUTION_PARTS}.")
    names.add(node.name)
    return variable(node.name, FACTS.get(node.name, node.name))


def _property(node: nodes.Property, names: set[str]) -> Closure:
    if _is_execution(node.base):
        key = node.key.value if isinstance(node.key, nodes.Literal) else ""
        return _fact(methods.execution_part(str(key)))
    base, key_of = _closure(node.base, names), _closure(node.key, names)

    def run(variables: Variables, facts: Variables) -> Any:
        return entry(base(variables, facts), key_of(variables, facts))

    return run


def entry(base: Any, key: Any) -> Any:
    """Return base[key]; null where there is none.

    Source: EL 2.2, section 1.6; MapELResolver, ListELResolver; of a list also what the result of
    a decision offers.
    """
    if base is None or key is None:
        return None
    if type(base) is dict:
        return base.get(key)
    if isinstance(base, list | tuple):
        if type(key) is str and key in PROPERTIES:
            return PROPERTIES[key](base)
        position = to_whole(key)
        return base[position] if 0 <= position < len(base) else None
    raise ScriptError(f"Unknown property {to_text(key)!r}: {kind(base)} has none of that name.")


def _is_execution(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Name) and node.name == methods.EXECUTION


def _fact(name: str) -> Closure:
    def run(variables: Variables, facts: Variables) -> Any:
        return facts.get(name)

    return run


def _method(node: nodes.Method, names: set[str]) -> Closure:
    if _is_execution(node.base):
        return _execution_method(node, names)
    function = methods.method(node.name, len(node.arguments))
    base = _closure(node.base, names)
    arguments = [_closure(argument, names) for argument in node.arguments]

    def run(variables: Variables, facts: Variables) -> Any:
        return function(base(variables, facts), *[a(variables, facts) for a in arguments])

    return run


def _execution_method(node: nodes.Method, names: set[str]) -> Closure:
    if node.name not in methods.READERS:
        return _fact(methods.execution_method(node.name, len(node.arguments)))
    if len(node.arguments) != 1:
        raise ExpressionError(f"execution.{node.name} takes the name of a variable.")
    if isinstance(node.arguments[0], nodes.Literal):
        names.add(str(node.arguments[0].value))
    name_of, reader = _closure(node.arguments[0], names), methods.READERS[node.name]

    def run(variables: Variables, facts: Variables) -> Any:
        return reader(variables, to_text(name_of(variables, facts)))

    return run


def _function(node: nodes.Function, names: set[str]) -> Closure:
    if node.name not in methods.FUNCTIONS or node.arguments:
        raise ExpressionError(
            f"There is no function {node.name}(...) with {len(node.arguments)} arguments;"
            f" there are {methods.FUNCTION_LIST}."
        )

    def run(variables: Variables, facts: Variables) -> Any:
        if "now" not in facts:
            raise ScriptError("The time is not known here.")
        return facts["now"]

    return run


def _unary(node: nodes.Unary, names: set[str]) -> Closure:
    function = UNARY[node.operator]
    operand = _closure(node.operand, names)
    if node.operator == "empty":
        operand = _lenient(node.operand, operand)

    def run(variables: Variables, facts: Variables) -> Any:
        return function(operand(variables, facts))

    return run


def _binary(node: nodes.Binary, names: set[str]) -> Closure:
    left, right = _closure(node.left, names), _closure(node.right, names)
    if node.operator in LAZY:
        return LAZY[node.operator](left, right)
    if node.operator in ("==", "!="):
        if node.right == NULL:
            left = _lenient(node.left, left)
        if node.left == NULL:
            right = _lenient(node.right, right)
    function = BINARY[node.operator]

    def run(variables: Variables, facts: Variables) -> Any:
        return function(left(variables, facts), right(variables, facts))

    return run


NULL = nodes.Literal(None)


def _lenient(node: nodes.Node, run: Closure) -> Closure:
    """Null instead of an unknown variable, where the question is whether there is one."""
    while isinstance(node, nodes.Property):
        node = node.base
    if not isinstance(node, nodes.Name):
        return run
    root = node.name

    def lenient(variables: Variables, facts: Variables) -> Any:
        try:
            return run(variables, facts)
        except UnknownVariableError as error:
            if error.name != root:
                raise
            return None

    return lenient


def _both(left: Closure, right: Closure) -> Closure:
    def run(variables: Variables, facts: Variables) -> bool:
        return to_boolean(left(variables, facts)) and to_boolean(right(variables, facts))

    return run


def _either(left: Closure, right: Closure) -> Closure:
    def run(variables: Variables, facts: Variables) -> bool:
        return to_boolean(left(variables, facts)) or to_boolean(right(variables, facts))

    return run


LAZY: Mapping[str, Callable[[Closure, Closure], Closure]] = {"&&": _both, "||": _either}


def _choice(node: nodes.Choice, names: set[str]) -> Closure:
    test, yes, no = (_closure(part, names) for part in (node.test, node.yes, node.no))

    def run(variables: Variables, facts: Variables) -> Any:
        chosen = yes if to_boolean(test(variables, facts)) else no
        return chosen(variables, facts)

    return run


BUILDERS: dict[type[nodes.Node], Callable[[Any, set[str]], Closure]] = {
    nodes.Literal: _literal,
    nodes.Name: _name,
    nodes.Property: _property,
    nodes.Method: _method,
    nodes.Function: _function,
    nodes.Unary: _unary,
    nodes.Binary: _binary,
    nodes.Choice: _choice,
}
