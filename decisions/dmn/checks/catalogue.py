"""Every finding about a model: what is wrong and what to do, as templates to be translated.

A template's placeholders are facts of the finding; `{element}` is the name of the decision or other
element of the graph. A code is part of the public API and never changes once released.
"""

from __future__ import annotations

from typing import Literal, NamedTuple


class Finding(NamedTuple):
    """A kind of finding: an error refuses the deployment, a warning does not."""

    severity: Literal["error", "warning"]
    template: str
    hint: str


def _error(template: str, hint: str) -> Finding:
    return Finding("error", template, hint)


def _warning(template: str, hint: str) -> Finding:
    return Finding("warning", template, hint)


_GRAPH = {
    "duplicate_id": _error(
        "The id {id} stands twice in the file.", "Give every element an id of its own."
    ),
    "duplicate_name": _error(
        "{element} is the name of two elements.", "Rename one: expressions refer to them by name."
    ),
    "shared_name": _warning(
        "{element} is the name of two elements.",
        "Rename one, or refer to them by their ids or outputs.",
    ),
    "no_name": _error("An element has neither a name nor an id.", "Name it."),
    "no_decision": _warning("The file holds no decision.", "Draw one."),
    "dangling_reference": _error(
        "{element} refers to {href}, which is not there.", "Draw the arrow again, or remove it."
    ),
    "wrong_requirement": _error(
        "{element} requires {other} as {kind}, which it is not.", "Draw the arrow again."
    ),
    "unknown_import": _error(
        "The imported model {namespace} is not there.", "Deploy it too, or remove the import."
    ),
    "requirement_cycle": _error(
        "{element} requires itself: {path}.", "Remove one of these requirements."
    ),
    "no_logic": _warning("{element} has no logic, so it is always null.", "Add a table or text."),
    "no_output_decision": _error(
        "The decision service {element} has no output decision.",
        "Put a decision into its upper part.",
    ),
}
_TYPES = {
    "unknown_type": _error(
        "{element} uses the type {type}, which is not defined.",
        "Define the type, or choose another one.",
    ),
    "type_cycle": _error(
        "The type {type} refers to itself.", "Let it refer to another type, or give it parts."
    ),
    "duplicate_type": _error("Two types are named {type}.", "Rename one."),
    "wrong_type": _error(
        "{element}: {text} is no {type}.", "Correct the value or the declared type."
    ),
    "no_value": _error("{element}: {text} has no value: {reason}.", "Correct the value."),
    "unquoted_text": _warning(
        "{element}: {text} is read as the name of a variable, in a column of texts.",
        'If a text is meant, put it in quotes: "{text}".',
    ),
}
_TEXTS = {
    "feel_syntax": _error(
        "{element}: {text} is no FEEL: {reason} (column {column}).", "Correct the expression."
    ),
    "foreign_language": _error(
        "{element} has an expression in {language}, which is not evaluated.",
        "Write it in FEEL.",
    ),
    "foreign_function": _error(
        "{element} is a function in {language}, which is not called.", "Write it in FEEL."
    ),
    "unknown_name": _error(
        "{element} reads {name}, which it does not know.",
        "Draw a requirement to it, or correct the name; texts stand in quotes.",
    ),
    "unknown_parameter": _error(
        "{element} gives {function} the parameter {name}, which it does not take.",
        "Its parameters are: {parameters}.",
    ),
    "missing_parameter": _error(
        "{element} does not give {function} its parameter {name}.", "Add it to the invocation."
    ),
}
_TABLES = {
    "no_outputs": _error("The table of {element} has no output column.", "Add one."),
    "unnamed_output": _error(
        "The table of {element} has several output columns, and {count} without a name.",
        "Name every output column.",
    ),
    "duplicate_output": _error(
        "The table of {element} has two output columns named {name}.", "Rename one."
    ),
    "no_expression": _error(
        "The column {column} of {element} tests nothing.", "Write what it tests into its head."
    ),
    "wrong_input_cells": _error(
        "Rule {rule} of {element} has {cells} input cells for {columns} columns.",
        "Draw the rule again.",
    ),
    "wrong_output_cells": _error(
        "Rule {rule} of {element} has {cells} output cells for {columns} columns.",
        "Draw the rule again.",
    ),
    "empty_output": _warning(
        "Rule {rule} of {element} gives no {column}.", "Fill the cell, with null if that is meant."
    ),
    "several_aggregated": _error(
        "The table of {element} collects with {aggregation}, but has several output columns.",
        "Keep one output column, or collect into a list.",
    ),
    "idle_aggregation": _warning(
        "The table of {element} has the aggregation {aggregation}, which only COLLECT applies.",
        "Choose COLLECT, or remove the aggregation.",
    ),
    "no_priorities": _error(
        "The table of {element} is ordered by priority, but no output column lists its values.",
        "List the output values of a column, the most important first.",
    ),
    "unlisted_output": _warning(
        "Rule {rule} of {element} gives {text}, which the column {column} does not list.",
        "Correct the cell, or add the value to the list.",
    ),
    "difference_as_range": _warning(
        "Rule {rule} of {element}: {text} is read as a subtraction.",
        "If all values between the two are meant, write [{low}..{high}].",
    ),
    "list_as_number": _warning(
        "Rule {rule} of {element}: {text} is read as several numbers.",
        "If one number is meant, write {number}.",
    ),
    "unlisted_input": _warning(
        "Rule {rule} of {element} tests for {text}, which the column {column} does not allow.",
        "Correct the cell, or add the value to the list.",
    ),
}
_COVERAGE = {
    "gap": _warning(
        "No rule of {element} matches when {region}.",
        "Add a rule for it, or default outputs for all that no rule covers.",
    ),
    "more_gaps": _warning("More combinations of {element} match no rule.", "Add rules for them."),
    "overlap": _warning(
        "Rules {rules} of {element} match together when {region}: the result is null then.",
        "Make their conditions exclude each other, or choose another hit policy.",
    ),
    "conflict": _warning(
        "Rules {rules} of {element} match together when {region}, with different outputs: "
        "the result is null then.",
        "Give them the same outputs, or choose another hit policy.",
    ),
    "more_overlaps": _warning(
        "At least {count} more pairs of rules of {element} overlap.", "Compare them."
    ),
    "impossible_rule": _warning(
        "Rule {rule} of {element} never matches: no value fits its cell {text}.",
        "Correct the cell, or remove the rule.",
    ),
    "unreachable_rule": _warning(
        "Rule {rule} of {element} is never reached: earlier rules match all that it does.",
        "Move it up, or remove it.",
    ),
    "too_large_to_check": _warning(
        "The table of {element} is too large to be checked entirely for gaps.",
        "Divide it into several tables.",
    ),
}

CATALOGUE: dict[str, Finding] = {**_GRAPH, **_TYPES, **_TEXTS, **_TABLES, **_COVERAGE}
