"""What compiling the parts of one element takes: its texts, its types, the names it knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from decisions.dmn.boxes import Text
from decisions.dmn.model import Model
from decisions.dmn.texts import CellTests, Code, Test, compile_expression, compile_tests
from decisions.dmn.types import Type, Types
from decisions.feel import Scope


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles texts where they stand.

    Attributes:
        names: of which those with signs or keywords in them must be known to read a text.
    """

    model: Model
    types: Types
    names: frozenset[str]

    def expression(self, text: Text | None) -> Code:
        """Return the code of an expression."""
        return compile_expression(self.model, text, self.names)

    def tests(self, text: Text) -> CellTests:
        """Return unary tests, compiled."""
        return compile_tests(self.model, text, self.names)

    def allowed(self, text: Text | None) -> Test | None:
        """Return the test of allowed values; None when all are."""
        return None if text is None else self.tests(text).test

    def type(self, name: str | None) -> Type | None:
        """Return a type by its name; None for one that every value has."""
        return self.types.of(self.model, name)

    def coerced(self, code: Code, name: str | None) -> Code:
        """Return the code with its value converted to a type."""
        found = self.type(name)
        if found is None:
            return code
        coerce = found.coerce

        def evaluate(scope: Scope) -> Any:
            return coerce(code(scope), scope.run)

        return evaluate
