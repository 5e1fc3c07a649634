"""Input columns of a table, compiled: which rules does a value leave?

Rules are bits of a number, rule 1 the lowest. Each distinct cell is tested once for all rules that
have it, and literals are looked up, so that a thousand rules cost little more than ten.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from decisions.dmn.boxes import Input
from decisions.dmn.cells import Quick, quick_test
from decisions.dmn.texts import CellTests, Code, Test
from decisions.dmn.types import Type
from decisions.feel import Scope

_PLAIN = (Decimal, str)


@dataclass(frozen=True, slots=True)
class Column:
    """An input column.

    Attributes:
        code: gives the value to test.
        variable: the name under which the cells may read it.
        anything: the rules that accept every value.
        literals: number or string -> the rules that accept it.
        quick: tests of numbers and strings, with the rules that have them.
        tests: all tests that are more than "anything", for values of every kind.
    """

    input: Input
    code: Code
    type: Type | None
    allowed: Test | None
    variable: str | None
    anything: int
    literals: dict[Any, int]
    quick: tuple[tuple[Quick, int], ...]
    slow: tuple[tuple[Test, int], ...]
    tests: tuple[tuple[Test, int], ...]

    def value(self, scope: Scope) -> Any:
        """Return the value to test, as the column's type wants it."""
        value = self.code(scope)
        return value if self.type is None else self.type.coerce(value, scope.run)

    def allows(self, scope: Scope, value: Any) -> bool:
        """Return whether the value is one of those that the column declares."""
        return self.allowed is None or value is None or self.allowed(scope, value) is True

    def accepting(self, scope: Scope, value: Any, candidates: int) -> int:
        """Return those candidates whose cell accepts a value."""
        found, tests = self.anything, self.tests
        if type(value) in _PLAIN:
            found |= self.literals.get(value, 0)
            for quick, rules in self.quick:
                if rules & candidates and quick(value):
                    found |= rules
            tests = self.slow
        if tests:
            if self.variable is not None:
                scope = scope.inner({self.variable: value})
            for test, rules in tests:
                if rules & candidates and test(scope, value) is True:
                    found |= rules
        return found & candidates


def column(
    declared: Input,
    code: Code,
    types: tuple[Type | None, Test | None],
    cells: Sequence[CellTests],
    *,
    variable: str | None,
) -> Column:
    """Compile a column.

    Args:
        types: the declared type, and the test of allowed values.
        cells: in the order of the rules.
    """
    rules: dict[str, int] = {}
    distinct: dict[str, CellTests] = {}
    for number, cell in enumerate(cells):
        rules[cell.text] = rules.get(cell.text, 0) | 1 << number
        distinct.setdefault(cell.text, cell)
    anything = 0
    literals: dict[Any, int] = {}
    quick: list[tuple[Quick, int]] = []
    slow: list[tuple[Test, int]] = []
    tests: list[tuple[Test, int]] = []
    for text, cell in distinct.items():
        if cell.anything:
            anything |= rules[text]
            continue
        tests.append((cell.test, rules[text]))
        found = quick_test(cell.tree)
        if found is None:
            slow.append((cell.test, rules[text]))
        elif callable(found):
            quick.append((found, rules[text]))
        else:
            for value in found:
                literals[value] = literals.get(value, 0) | rules[text]
    return Column(
        declared,
        code,
        *types,
        variable,
        anything,
        literals,
        tuple(quick),
        tuple(slow),
        tuple(tests),
    )


def rules_of(mask: int, count: int) -> list[int]:
    """Return the numbers of the rules in a mask, from 0, ascending."""
    if mask == (1 << count) - 1:
        return list(range(count))
    found = []
    while mask:
        lowest = mask & -mask
        found.append(lowest.bit_length() - 1)
        mask ^= lowest
    return found
