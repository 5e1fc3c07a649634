"""Trees to closures: compiled once, each then takes a scope and returns a value."""

from decisions.feel.compiler import (  # noqa: F401  imported to be registered
    calls,
    collections,
    logic,
    loops,
    operands,
    operators,
    tests,
)
from decisions.feel.compiler.core import Compiler, Evaluator

__all__ = ["Compiler", "Evaluator"]
