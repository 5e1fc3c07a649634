"""What compiled expressions are made of: functions of the variables and of further facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.bpmn.expressions.errors import UnknownVariableError

Closure = Callable[[Mapping[str, Any], Mapping[str, Any]], Any]


class NotPlainError(Exception):
    """These operands need the interpreter: their kinds are rare or their result is large."""


def constant(value: Any) -> Closure:
    """Return a closure that yields the value."""

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        return value

    return run


def variable(name: str, fact: str) -> Closure:
    """Return a closure that yields a variable, else the fact, else raises UnknownVariableError."""

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        try:
            return variables[name]
        except KeyError:
            if fact in facts:
                return facts[fact]
            raise UnknownVariableError(name) from None

    return run
