"""EL's operators: sections 1.7 to 1.10 of the specification."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, DecimalException
from typing import Any

from engine.bpmn.expressions.juel.coercion import (
    is_number,
    kind,
    looks_floating,
    to_boolean,
    to_decimal,
    to_float,
    to_number,
    to_text,
    to_whole,
)
from engine.bpmn.expressions.juel.moments import instant
from engine.ports import ScriptError

Operation = Callable[[Any, Any], Any]
DECIMALS = Context(prec=34, rounding=ROUND_HALF_UP)
SIZED = (str, list, tuple, dict, set, frozenset)


def _operands(a: Any, b: Any) -> tuple[Any, Any]:
    """Both in the widest of their kinds: decimal, floating or whole."""
    if isinstance(a, Decimal) or isinstance(b, Decimal):
        return to_decimal(a), to_decimal(b)
    if any(isinstance(value, float) or looks_floating(value) for value in (a, b)):
        return to_float(a), to_float(b)
    return to_whole(a), to_whole(b)


def _arithmetic(plain: Operation, decimal: Operation) -> Operation:
    def run(a: Any, b: Any) -> Any:
        first, second = _operands(a, b)
        return decimal(first, second) if type(first) is Decimal else plain(first, second)

    return run


def divide(a: Any, b: Any) -> Any:
    """Return a / b: never a whole-number division."""
    if a is None and b is None:
        return 0
    first, second = _operands(a, b)
    if type(first) is Decimal:
        try:
            return DECIMALS.divide(first, second)
        except DecimalException as error:
            raise ScriptError("Division by zero.") from error
    first, second = to_float(first), to_float(second)
    if second == 0:
        return math.nan if first == 0 or math.isnan(first) else math.copysign(math.inf, first)
    return first / second


def remainder(a: Any, b: Any) -> Any:
    """Return a % b, with the sign of a."""
    first, second = _operands(a, b)
    if type(first) is Decimal:
        first, second = to_float(first), to_float(second)
    if type(first) is float:
        return math.fmod(first, second) if second else math.nan
    if second == 0:
        raise ScriptError("Division by zero.")
    result = abs(first) % abs(second)
    return -result if first < 0 else result


def negate(a: Any) -> Any:
    """Return -a."""
    return -to_number(a)


def equal(a: Any, b: Any) -> bool:
    """Tell whether a == b: null equals null only; numbers, truths and texts are converted."""
    if a is b:
        return True
    if a is None or b is None:
        return False
    if is_number(a) or is_number(b):
        first, second = _operands(a, b)
        return bool(first == second)
    if isinstance(a, bool) or isinstance(b, bool):
        return to_boolean(a) is to_boolean(b)
    if isinstance(a, str) or isinstance(b, str):
        return to_text(a) == to_text(b)
    if isinstance(a, date) and isinstance(b, date):
        return instant(a) == instant(b)
    return bool(a == b)


def unequal(a: Any, b: Any) -> bool:
    """Tell whether a != b."""
    return not equal(a, b)


def _relation(
    function: Callable[[Any, Any], bool], *, reflexive: bool
) -> Callable[[Any, Any], bool]:
    def run(a: Any, b: Any) -> bool:
        if a is b:
            return reflexive
        if a is None or b is None:
            return False
        return function(*_comparable(a, b))

    return run


def _comparable(a: Any, b: Any) -> tuple[Any, Any]:
    if is_number(a) or is_number(b):
        return _operands(a, b)
    if isinstance(a, str) or isinstance(b, str):
        return to_text(a), to_text(b)
    if isinstance(a, date) and isinstance(b, date):
        return instant(a), instant(b)
    raise ScriptError(f"{kind(a)} and {kind(b)} cannot be compared.")


def empty(a: Any) -> bool:
    """Tell whether a is null, or a text, list or map without content."""
    return a is None or (isinstance(a, SIZED) and len(a) == 0)


def negation(a: Any) -> bool:
    """Tell whether a is not true."""
    return not to_boolean(a)


BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "==": equal,
    "!=": unequal,
    "<": _relation(operator.lt, reflexive=False),
    ">": _relation(operator.gt, reflexive=False),
    "<=": _relation(operator.le, reflexive=True),
    ">=": _relation(operator.ge, reflexive=True),
    "+": _arithmetic(operator.add, DECIMALS.add),
    "-": _arithmetic(operator.sub, DECIMALS.subtract),
    "*": _arithmetic(operator.mul, DECIMALS.multiply),
    "/": divide,
    "%": remainder,
}
UNARY: Mapping[str, Callable[[Any], Any]] = {"-": negate, "!": negation, "empty": empty}
