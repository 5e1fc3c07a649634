"""Decision tables: from what the file says to columns that can be tested."""

from __future__ import annotations

from decisions.dmn.boxes import DecisionTable, Input, Output, Text
from decisions.dmn.columns import Column, column
from decisions.dmn.compiling import Compiler
from decisions.dmn.tables import Results, Table
from decisions.dmn.texts import Code

_EMPTY = Text(text="")


def compile_table(compiler: Compiler, table: DecisionTable) -> Table:
    """Return a table, ready to be evaluated. A cell that is missing accepts everything."""
    return Table(
        table,
        tuple(_column(compiler, table, index) for index in range(len(table.inputs))),
        tuple(_results(compiler, table, index) for index in range(len(table.outputs))),
    )


def _column(compiler: Compiler, table: DecisionTable, index: int) -> Column:
    declared = table.inputs[index]
    cells = [_cell(rule.inputs, index) for rule in table.rules]
    return column(
        declared,
        _tested(compiler, declared),
        (compiler.type(declared.type), compiler.allowed(declared.values)),
        [compiler.tests(cell) for cell in cells],
        variable=declared.variable or ("cellInput" if compiler.model.open else None),
    )


def _tested(compiler: Compiler, declared: Input) -> Code:
    """Return the code of what a column tests; variables of a process hold dates as texts."""
    code, type_ = compiler.expression(declared.expression), compiler.type(declared.type)
    if type_ is None or type_.parse is None or not compiler.model.open:
        return code
    parsed = type_.parsed
    return lambda scope: parsed(code(scope))


def _results(compiler: Compiler, table: DecisionTable, index: int) -> Results:
    output = table.outputs[index]
    return Results(
        output,
        output_name(table, index),
        compiler.type(output.type),
        tuple(compiler.expression(_cell(rule.outputs, index)) for rule in table.rules),
        compiler.expression(output.default) if output.default else None,
        _ranks(compiler, table, output),
    )


def output_name(table: DecisionTable, index: int) -> str:
    """Return the name of an output in the result; made up when the file gives none."""
    output = table.outputs[index]
    return output.name or output.label or (f"output {index + 1}" if index else "output")


def ranked_values(compiler: Compiler, table: DecisionTable, output: Output) -> Text | None:
    """Return the values that an output lists, the most important first; else those of its type."""
    if output.values is not None:
        return output.values
    names = (output.type, table.type if len(table.outputs) == 1 else None)
    types = [compiler.type(name) for name in names]
    return next((each.allowed for each in types if each and each.allowed), None)


def _ranks(compiler: Compiler, table: DecisionTable, output: Output) -> Code | None:
    values = ranked_values(compiler, table, output)
    if values is None:
        return None
    listed = Text(text=f"[{values.text}]", line=values.line, language=values.language)
    return compiler.expression(listed)


def _cell(cells: tuple[Text, ...], index: int) -> Text:
    return cells[index] if index < len(cells) else _EMPTY
