"""Scripts that only compute values from values: they need no interpreter.

`total = price * count` is an expression with a name; the closures of plain.py compute it. What
they can not do, and everything that fails, the interpreter does again, with its own messages.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from engine.bpmn.expressions import plain
from engine.bpmn.expressions.closures import Closure, NotPlainError
from engine.bpmn.expressions.errors import ExpressionError
from engine.bpmn.expressions.scripts import parse_script
from engine.ports import ScriptError

MOST_STATEMENTS = 50
NO_FACTS: Mapping[str, Any] = MappingProxyType({})
FAILURES = (ArithmeticError, LookupError, RecursionError, ScriptError, TypeError, ValueError)


class _Names(dict[str, Any]):
    """What a script has bound so far, over the variables it was given."""

    def __init__(self, variables: Mapping[str, Any]) -> None:
        self.variables = variables

    def __missing__(self, name: str) -> Any:
        return self.variables[name]


@dataclass(frozen=True, slots=True)
class Assignments:
    """A script of plain assignments: names with the closures of their values, in order."""

    pairs: tuple[tuple[str, Closure], ...]

    def run(self, variables: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return what the script binds; None if the interpreter has to be asked."""
        names = _Names(variables)
        try:
            for name, value in self.pairs:
                names[name] = value(names, NO_FACTS)
        except (NotPlainError, *FAILURES):
            return None
        return names


@lru_cache(maxsize=1024)
def plain_assignments(script: str) -> Assignments | None:
    """Return a script as assignments; None if it is anything else."""
    with suppress(NotPlainError, ExpressionError):
        body = parse_script(script).body
        if len(body) <= MOST_STATEMENTS:
            return Assignments(tuple(map(_assignment, body)))
    return None


def _assignment(statement: ast.stmt) -> tuple[str, Closure]:
    match statement:
        case ast.Assign(targets=[ast.Name(id=name)], value=value):
            # an underscore keeps a name inside, and a function's name may be called later
            if name[0] == "_" or name in plain.BUILTINS:
                raise NotPlainError
            return name, plain.compile_plain(value)
        case _:
            raise NotPlainError
