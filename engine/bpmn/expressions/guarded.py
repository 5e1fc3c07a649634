"""Python's operators and functions on the everyday kinds of values, within bounds.

Each yields what Python yields, or raises NotPlainError where the result might be large, or the
operands are of kinds whose behaviour is better left to the interpreter.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from engine.bpmn.expressions.closures import NotPlainError

NUMBERS = frozenset({int, float, bool})
WHOLE = frozenset({int, bool})
SEQUENCES = frozenset({str, list, tuple})
SIZED = frozenset({str, list, tuple, dict, set, frozenset, bytes})
MOMENTS = frozenset(
    {
        (date, timedelta),
        (datetime, timedelta),
        (timedelta, timedelta),
    }
)
DIFFERENCES = MOMENTS | {(date, date), (datetime, datetime)}
MOST_LENGTH = 10_000  # of a text or list made here
MOST_BITS = 256  # of a number made here
MOST_EXPONENT = 64
MOST_DIGITS = 300  # of a text that is to become a number
MOST_INT = 1 << MOST_BITS
DATE_PARTS = {
    datetime: frozenset({"year", "month", "day", "hour", "minute", "second"}),
    date: frozenset({"year", "month", "day"}),
    timedelta: frozenset({"days", "seconds", "microseconds"}),
}


def _numbers(a: Any, b: Any) -> bool:
    return type(a) in NUMBERS and type(b) in NUMBERS


def _number(value: Any) -> Any:
    if type(value) is int and not -MOST_INT < value < MOST_INT:
        raise NotPlainError
    return value


def add(a: Any, b: Any) -> Any:
    """Return a + b."""
    if _numbers(a, b):
        return _number(a + b)
    kinds = (type(a), type(b))
    if kinds[0] is kinds[1] and kinds[0] in SEQUENCES and len(a) + len(b) <= MOST_LENGTH:
        return a + b
    if kinds in MOMENTS or kinds[::-1] in MOMENTS:
        return a + b
    raise NotPlainError


def subtract(a: Any, b: Any) -> Any:
    """Return a - b."""
    if _numbers(a, b) or (type(a), type(b)) in DIFFERENCES:
        return _number(a - b)
    raise NotPlainError


def multiply(a: Any, b: Any) -> Any:
    """Return a * b."""
    if _numbers(a, b):
        return _number(a * b)
    if type(a) in WHOLE:
        a, b = b, a
    if type(a) in SEQUENCES and type(b) in WHOLE and len(a) * b <= MOST_LENGTH:
        return a * b
    raise NotPlainError


def power(a: Any, b: Any) -> Any:
    """Return a ** b."""
    if _numbers(a, b) and abs(b) <= MOST_EXPONENT and (type(a) is float or abs(a) < MOST_INT):
        result = a**b
        return _number(result) if type(result) is not complex else _refuse()
    raise NotPlainError


def _refuse() -> Any:
    raise NotPlainError


def _numeric(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def run(a: Any, b: Any) -> Any:
        if _numbers(a, b):
            return function(a, b)
        raise NotPlainError

    return run


BINARY: Mapping[str, Callable[[Any, Any], Any]] = {
    "Add": add,
    "Sub": subtract,
    "Mult": multiply,
    "Div": _numeric(operator.truediv),
    "FloorDiv": _numeric(operator.floordiv),
    "Mod": _numeric(operator.mod),
    "Pow": power,
}
COMPARISONS: Mapping[str, Callable[[Any, Any], Any]] = {
    "Eq": operator.eq,
    "NotEq": operator.ne,
    "Lt": operator.lt,
    "LtE": operator.le,
    "Gt": operator.gt,
    "GtE": operator.ge,
    "Is": operator.is_,
    "IsNot": operator.is_not,
    "In": lambda a, b: a in b,
    "NotIn": lambda a, b: a not in b,
}


def negative(a: Any) -> Any:
    """Return -a."""
    return -a if type(a) in NUMBERS else _refuse()


def positive(a: Any) -> Any:
    """Return +a."""
    return +a if type(a) in NUMBERS else _refuse()


UNARY: Mapping[str, Callable[[Any], Any]] = {
    "Not": operator.not_,
    "USub": negative,
    "UAdd": positive,
}


def attribute(base: Any, name: str) -> Any:
    """Return base.name: an entry of a mapping, or a part of a date."""
    kind = type(base)
    if kind is dict:
        return base[name]
    if name in DATE_PARTS.get(kind, ()):
        return getattr(base, name)
    raise NotPlainError


def item(base: Any, key: Any) -> Any:
    """Return base[key]."""
    if type(base) in SEQUENCES or type(base) is dict:
        return base[key]
    raise NotPlainError


def text(value: Any) -> str:
    """Return str(value)."""
    if type(value) is str:
        return value
    if type(value) in NUMBERS or value is None:
        return str(value)
    raise NotPlainError


def _length(value: Any) -> int:
    return len(value) if type(value) in SIZED else _refuse()


def _absolute(value: Any) -> Any:
    return abs(value) if type(value) in NUMBERS else _refuse()


def _sum(values: Any) -> Any:
    if type(values) in (list, tuple) and all(type(value) in NUMBERS for value in values):
        return sum(values)
    raise NotPlainError


def _rounded(value: Any, *digits: Any) -> Any:
    if type(value) in NUMBERS and all(type(n) is int and abs(n) <= MOST_EXPONENT for n in digits):
        return round(value, *digits)
    raise NotPlainError


def _whole(value: Any) -> Any:
    return int(value) if _convertible(value) else _refuse()


def _floating(value: Any) -> Any:
    return float(value) if _convertible(value) else _refuse()


def _convertible(value: Any) -> bool:
    # other digits than 0 to 9 are numbers in Python, but not in the interpreter
    readable = type(value) is str and len(value) <= MOST_DIGITS and value.isascii()
    return type(value) in NUMBERS or readable


ONE_ARGUMENT = frozenset({"len", "abs", "sum", "int", "float", "str", "bool"})
FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "len": _length,
    "abs": _absolute,
    "min": min,
    "max": max,
    "sum": _sum,
    "round": _rounded,
    "int": _whole,
    "float": _floating,
    "str": text,
    "bool": bool,
}
