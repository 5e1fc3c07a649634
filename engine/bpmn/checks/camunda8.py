"""The extensions of Camunda 8 and what becomes of them; zeebe.py translates the executed ones."""

from __future__ import annotations

from engine.bpmn.checks.extensions import Extension
from engine.bpmn.checks.table import EXECUTED, IDLE, REFUSED, WARNED

_NO_LISTENER = "Do its work in a task of its own, or by an input or output."
ROWS = (
    Extension("taskDefinition", EXECUTED, "an external task of that type"),
    Extension("ioMapping input output", EXECUTED, "targets may be paths: order.total"),
    Extension("assignmentDefinition taskSchedule priorityDefinition", EXECUTED, "user task"),
    Extension("formDefinition", EXECUTED, "formId, formKey; pages elsewhere are left out"),
    Extension("loopCharacteristics", EXECUTED, "loopCounter begins at 1"),
    Extension("calledElement", EXECUTED, "processId may be FEEL"),
    Extension("script", EXECUTED, "FEEL; its result goes to resultVariable"),
    Extension("subscription", EXECUTED, "a message is correlated by the key correlationKey"),
    Extension("versionTag", EXECUTED, "process"),
    Extension("userTask", IDLE, "every user task is one"),
    Extension("properties property", IDLE, "notes of the designer, kept in the diagram"),
    Extension(
        "taskHeaders header", WARNED, "", "Hand the value to the worker as an input instead."
    ),
    Extension(
        "executionListeners executionListener taskListeners taskListener",
        WARNED,
        "not executed",
        _NO_LISTENER,
    ),
    Extension("userTaskForm", WARNED, "", "Save the form as a .form file and name its id."),
    Extension(
        "conditionalFilter",
        WARNED,
        "a condition is looked at whenever anything moves",
        "Nothing is to be done: it occurs when it becomes true.",
    ),
    Extension("calledDecision", EXECUTED, "decisionId may be FEEL"),
    Extension("adHoc", REFUSED, "", "Let people start the activities they need."),
    Extension("linkedResources linkedResource", REFUSED, "", "Use an external task."),
)
ELEMENTS = {name: row for row in ROWS for name in row.names.split()}
