"""Checks of the cells of a table against what their columns declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from decisions.dmn.boxes import DecisionTable, Input, Output, Text
from decisions.dmn.checks.axes import Axis, axis
from decisions.dmn.checks.constants import constant, is_null
from decisions.dmn.checks.texts import Checked, Visible, shown
from decisions.dmn.checks.wording import literal
from decisions.dmn.languages import feel_text
from decisions.dmn.names import aliases
from decisions.dmn.table_compiler import ranked_values
from decisions.dmn.texts import Test
from decisions.feel import LimitExceededError, Run, Scope, exact, kind
from decisions.feel.syntax import tree

_DIFFERENCE = re.compile(r"(\d+(?:\.\d+)?)\s*-\s*(\d+(?:\.\d+)?)")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


def check_input(
    checked: Checked, table: DecisionTable, index: int, visible: Visible
) -> Axis | None:
    """Check an input column, and return it cut into pieces if its literals have an order."""
    column = table.inputs[index]
    if column.expression is None:
        label = column.label or str(index + 1)
        checked.problems.add("no_expression", column, checked.element, column=label)
    checked.expression(column.expression, visible)
    type_ = checked.compiler.type(column.type)
    if visible is not None and column.variable:
        visible |= {column.variable}
    values = checked.tests(column.values, visible)
    if column.values is None and type_ is not None and type_.allowed is not None:
        values = checked.compiler.tests(type_.allowed).tree
    cells: list[tuple[tree.Tests | None, bool]] = []
    for number, rule in enumerate(table.rules, start=1):
        text = rule.inputs[index] if index < len(rule.inputs) else Text(text="")
        node = checked.tests(text, visible)
        accepts_all = (feel_text(checked.compiler.model, text) or "x").strip() in ("", "-")
        cells.append((node, node is not None or accepts_all or not text.text.strip()))
        if node is not None:
            _Cell(checked, text, number).input(column, node)
    return axis((index, _label(column, index)), type_, values, cells)


def _label(column: Input, index: int) -> str:
    text = "" if column.expression is None else shown(column.expression.text)
    return column.label or text or str(index + 1)


def check_output(checked: Checked, table: DecisionTable, index: int, visible: Visible) -> None:
    """Check an output column."""
    column = table.outputs[index]
    checked.tests(column.values, visible)
    listed = ranked_values(checked.compiler, table, column)
    test = checked.compiler.tests(listed).test if listed is not None else None
    if column.default is not None:
        checked.value(column.default, checked.expression(column.default, visible), column.type)
    for number, rule in enumerate(table.rules, start=1):
        if index < len(rule.outputs):
            cell = _Cell(checked, rule.outputs[index], number)
            cell.output(column, test, visible)


class _Cell:
    """One cell."""

    def __init__(self, checked: Checked, text: Text, rule: int) -> None:
        self.checked, self.text, self.rule = checked, text, rule

    def input(self, column: Input, tests: tree.Tests) -> None:
        """Check the constants of an input cell, and texts that lack their quotes."""
        self._mistaken()
        type_ = self.checked.compiler.type(column.type)
        wanted = type_.kind if type_ is not None and not type_.collection else None
        allowed = self.checked.compiler.allowed(column.values or (type_.allowed if type_ else None))
        for node, equal in _compared(tests):
            self._unquoted(node, wanted)
            outcome = None if is_null(node) else constant(node)
            if outcome is None:
                continue
            if outcome.value is None:
                self.checked.value(self.text, node, None)
            elif wanted is not None and kind(outcome.value) not in (wanted, "boolean"):
                facts = {"text": shown(self.text.text), "type": column.type}
                self._add("wrong_type", kind=kind(outcome.value), **facts)
            elif equal and not _passes(allowed, outcome.value):
                self._add("unlisted_input", text=literal(outcome.value), column=column.label)

    def output(self, column: Output, test: Test | None, visible: Visible) -> None:
        """Check an output cell."""
        node = self.checked.expression(self.text, visible)
        if not self.text.text.strip():
            self._add("empty_output", column=column.label or "output")
        if node is None:
            return
        self.checked.value(self.text, node, column.type)
        type_ = self.checked.compiler.type(column.type)
        self._unquoted(node, type_.kind if type_ else None)
        outcome = None if is_null(node) else constant(node)
        if outcome is not None and outcome.value is not None:
            values = outcome.value if type(outcome.value) is list else [outcome.value]
            if column.values is not None and not all(_passes(test, each) for each in values):
                self._add("unlisted_output", text=shown(self.text.text), column=column.label)

    def _mistaken(self) -> None:
        """Warn of cells that mean something else in FEEL than in a letter."""
        text = self.text.text.strip()
        if found := _DIFFERENCE.fullmatch(text):
            self._add("difference_as_range", text=text, low=found[1], high=found[2])
        elif _THOUSANDS.fullmatch(text):
            self._add("list_as_number", text=text, number=text.replace(",", ""))

    def _unquoted(self, node: tree.Node, wanted: str | None) -> None:
        """Warn of a bare word in a column of texts, where every variable is visible."""
        model = self.checked.compiler.model
        if not model.open or wanted != "string" or not isinstance(node, tree.Name):
            return
        known = {name for each in model.elements for name in aliases(model, each)}
        if node.name not in known:
            self._add("unquoted_text", text=node.name)

    def _add(self, code: str, **facts: Any) -> None:
        self.checked.problems.add(code, self.text, self.checked.element, rule=self.rule, **facts)


def _compared(tests: tree.Tests) -> Iterator[tuple[tree.Node, bool]]:
    """Return what an input is compared with, and whether it may equal it."""
    waiting: list[tree.Node] = list(tests.tests)
    for test in waiting:
        match test:
            case tree.Test(operator=sign, operand=operand):
                yield operand, sign == "="
            case tree.Interval(start=start, end=end):
                yield start, False
                yield end, False
            case tree.Items(items=items):
                waiting.extend(items)
            case _:
                yield test, True


def _passes(test: Test | None, value: Any) -> bool:
    if test is None:
        return True
    try:
        with exact():
            return test(Scope({}, None, Run()), value) is True
    except LimitExceededError:
        return True
