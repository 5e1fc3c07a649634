"""Checks of decision tables: their shape, their cells, and what their rules cover together."""

from __future__ import annotations

from collections import Counter

from decisions.dmn.boxes import DecisionTable, Rule
from decisions.dmn.checks.cells import check_input, check_output
from decisions.dmn.checks.rules import check_rules
from decisions.dmn.checks.texts import Checked, Visible
from decisions.dmn.table_compiler import ranked_values


def check_table(checked: Checked, table: DecisionTable, visible: Visible) -> None:
    """Report what is wrong with a table."""
    _check_outputs(checked, table)
    _check_policy(checked, table)
    for number, rule in enumerate(table.rules, start=1):
        _check_cells(checked, table, rule, number)
    axes = [check_input(checked, table, index, visible) for index in range(len(table.inputs))]
    for index in range(len(table.outputs)):
        check_output(checked, table, index, visible)
    if axes and table.rules:
        check_rules(checked, table, [axis for axis in axes if axis is not None], len(axes))


def _check_outputs(checked: Checked, table: DecisionTable) -> None:
    add, owner = checked.problems.add, checked.element
    if not table.outputs:
        add("no_outputs", table, owner)
    names = Counter(output.name for output in table.outputs)
    if len(table.outputs) > 1 and names[None]:
        add("unnamed_output", table, owner, count=names[None])
    for name, count in names.items():
        if name is not None and count > 1:
            add("duplicate_output", table, owner, name=name)


def _check_policy(checked: Checked, table: DecisionTable) -> None:
    add, owner, aggregation = checked.problems.add, checked.element, table.aggregation
    if aggregation is not None and table.hit_policy != "COLLECT":
        add("idle_aggregation", table, owner, aggregation=aggregation)
    elif aggregation is not None and len(table.outputs) > 1:
        add("several_aggregated", table, owner, aggregation=aggregation)
    if table.hit_policy in ("PRIORITY", "OUTPUT ORDER") and not any(
        ranked_values(checked.compiler, table, output) for output in table.outputs
    ):
        add("no_priorities", table, owner)


def _check_cells(checked: Checked, table: DecisionTable, rule: Rule, number: int) -> None:
    for code, cells, columns in (
        ("wrong_input_cells", rule.inputs, table.inputs),
        ("wrong_output_cells", rule.outputs, table.outputs),
    ):
        if len(cells) != len(columns):
            counts = {"cells": len(cells), "columns": len(columns)}
            checked.problems.add(code, rule, checked.element, rule=number, **counts)
