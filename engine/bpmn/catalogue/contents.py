"""Findings about expressions, scripts, timers, events, loops and data."""

from engine.bpmn.catalogue.finding import Finding, error, warning

CONTENTS: dict[str, Finding] = {
    "expression_invalid": error(
        "The expression {expression} can not be read: {reason}.", "Correct the expression."
    ),
    "feel_invalid": error(
        "The FEEL expression {expression} can not be read at column {column}: {reason}.",
        "Correct the expression.",
    ),
    "expression_language": error(
        "{expression} is in {language}, which is not executed.",
        "Write FEEL (=...), ${{...}} or a Python expression.",
    ),
    "script_invalid": error("The script of {element} is no Python: {reason}.", "Correct it."),
    "script_empty": warning("The script of {element} is empty.", "Write the script."),
    "script_language": error(
        "The script of {element} is in {language}, which is not executed.",
        "Write it in Python (scriptFormat python) or FEEL (scriptFormat feel).",
    ),
    "script_resource": error(
        "The script of {element} lies in {resource}, which is not part of the deployment.",
        "Write the script into the diagram.",
    ),
    "script_value": error(
        "A script that gives a value must end with an expression.",
        "Let the last line of the script be the value.",
    ),
    "script_result": error(
        "The FEEL script of {element} names no variable for its result.",
        "Name it in resultVariable.",
    ),
    "script_translated": warning(
        "The JavaScript of {element} only sets {variables}: it is executed without JavaScript.",
        "Use an input with that name to say so.",
    ),
    "timer_missing": error(
        "Timer {element} says no date, duration or cycle.", "Give it a time, for example PT1H."
    ),
    "timer_invalid": error(
        "{text} is no {kind} of timer {element}.",
        "Write ISO 8601 (2026-11-21T10:00:00Z, PT1H, R3/PT10M), cron, =... or ${{...}}.",
    ),
    "timer_too_often": error(
        "The cycle {text} of timer {element} repeats more often than once a second.",
        "Write at least PT1S between two times.",
    ),
    "condition_missing": error("Event {element} has no condition.", "Write its condition."),
    "message_unnamed": error(
        "{element} says not which message it is about.", "Choose or create a message."
    ),
    "signal_unnamed": error(
        "{element} says not which signal it is about.", "Choose or create a signal."
    ),
    "name_from_element": warning(
        "{element} names no {what}: its own name is taken for it.", "Choose or create a {what}."
    ),
    "name_from_reference": warning(
        "{reference} names no {what} of this file: the id itself is taken as its name.",
        "Choose or create a {what}.",
    ),
    "unnamed_definition": warning(
        "The {what} {element} has no name: its id is taken for it.", "Give it a name."
    ),
    "uncoded_definition": warning(
        "The {what} {element} has no code: its id is taken for it.", "Give it a code."
    ),
    "code_computed": error(
        "{element} catches an error or escalation whose code is computed.", "Write the code itself."
    ),
    "definition_reference": error(
        "eventDefinitionRef {reference} names no event definition.", "Choose the event again."
    ),
    "loop_endless": error(
        "Loop {element} has neither a condition nor a maximum.", "Give it one of them."
    ),
    "loop_number": error(
        "{attribute} of {element} is {value} instead of a whole number from {least}.",
        "Write a whole number.",
    ),
    "loop_items": error(
        "Multi-instance activity {element} needs either a cardinality or a collection.",
        "Give it exactly one of them.",
    ),
    "loop_event": error(
        "Multi-instance activity {element} throws an event that does not exist.",
        "Name an event definition of this file.",
    ),
    "call_target": error(
        "Call activity {element} says not which process it calls.", "Give it a calledElement."
    ),
    "call_elsewhere": warning(
        "{element} calls process {target}, which is not part of this file.",
        "Deploy that process too, before an instance gets there.",
    ),
    "call_binding": error(
        "Call activity {element} binds its process by {binding}, without saying which one.",
        "Use latest or deployment, or give the version or version tag.",
    ),
    "data_transformation": error(
        "A data association of {element} computes, which is not executed.",
        "Use a script task, or an input or output with an expression.",
    ),
    "data_store": warning(
        "Data store {element} is a part of the drawing: nothing is stored there.",
        "Let a service task keep the data.",
    ),
    "correlation_incomplete": error(
        "Correlation property {element} has no message path for {message}.",
        "Give it an expression for each message of its key.",
    ),
}
