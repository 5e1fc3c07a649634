"""The function `range()`: a range from its text, with literals only."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from decisions.feel.errors import FeelSyntaxError
from decisions.feel.functions.registry import BUILT_INS, NoValueError, built_in
from decisions.feel.run import EXACT, NOWHERE, Run
from decisions.feel.syntax import tree
from decisions.feel.syntax.parser import parse_expression
from decisions.feel.values.comparison import less
from decisions.feel.values.ranges import Range
from decisions.feel.values.temporal_text import parse_temporal


@built_in("range", "from: string")
def range_of_text(run: Run, text: str) -> Range:
    """Return the range of a text such as `[1..10)`."""
    run.use(len(text))
    try:
        node = parse_expression(text)
    except FeelSyntaxError as error:
        raise NoValueError(f"{text[:80]!r} is no range") from error
    if not isinstance(node, tree.Interval):
        raise NoValueError(f"{text[:80]!r} is no range")
    start, end = _end(node.start, run), _end(node.end, run)
    unbound = (start is None and node.start_included) or (end is None and node.end_included)
    if unbound or (start is None and end is None):
        raise NoValueError("an end without bound is not included, and only one is without")
    if start is not None and end is not None and less(start, end, or_equal=True) is not True:
        raise NoValueError("the start must not lie behind the end")
    return Range(start, end, node.start_included, node.end_included)


def _end(node: tree.Node, run: Run) -> Any:
    match node:
        case tree.Literal(value=Decimal() as number):
            return EXACT.create_decimal(number)
        case tree.Literal(value=value) if not isinstance(value, bool):
            return value
        case tree.Negation(operand=tree.Literal(value=Decimal() as number)):
            return -EXACT.create_decimal(number)
        case tree.AtLiteral(text=text):
            return parse_temporal(text)
        case tree.Call(function=tree.Name(name=name), positional=operands, named=()):
            arguments = [_end(operand, run) for operand in operands]
            if name in BUILT_INS and all(type(node) is not tree.Call for node in operands):
                return BUILT_INS[name].call(arguments, run, NOWHERE)
    raise NoValueError("the ends of a range must be literals")
