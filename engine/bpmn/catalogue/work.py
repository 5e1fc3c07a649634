"""Findings about tasks: who works them, how, with which form."""

from engine.bpmn.catalogue.finding import Finding, error, warning

WORK: dict[str, Finding] = {
    "topic_from_id": warning(
        "{element} says not what does its work: it waits for an external worker of topic {topic}.",
        'Give it ravand:connector="..." or camunda:type="external" and camunda:topic="...".',
    ),
    "java_is_external": warning(
        "{element} is done by {source}, which is not executed here: it waits for an external "
        "worker of topic {topic}.",
        "Write a worker for that topic, or use a connector.",
    ),
    "fields_ignored": warning(
        "The injected fields of {element} ({names}) are not handed to its worker.",
        "Use inputs (camunda:inputParameter), which are.",
    ),
    "rules": error(
        "{element} asks a rule engine for {rules}, which is not executed.",
        "Write the rules as a decision table, and name it in ravand:decision.",
    ),
    "decision_and_work": error(
        "{element} evaluates the decision {decision} and names other work as well.",
        "Keep one of them.",
    ),
    "decision_mapping": error(
        "{element} maps its result by {mapping}, which is none of {known}.",
        "Choose one of them.",
    ),
    "decision_binding": error(
        "{element} binds its decision by {binding}, without saying which one.",
        "Use latest or deployment, or give the version or version tag.",
    ),
    "retry_invalid": error(
        "The retry cycle {text} of {element} can not be read.",
        "Write R3/PT10M, or durations separated by commas.",
    ),
    "number_invalid": error(
        "{attribute} of {element} is {value} instead of a whole number.",
        "Write a number, =... or ${{...}}.",
    ),
    "too_long": error(
        "{what} of {element} has more than {most} letters: {text}.", "Write a shorter one."
    ),
    "date_invalid": error(
        "{attribute} of {element} is {value}, which is no date, duration or expression.",
        "Write 2026-11-21T10:00:00Z, P3D, =... or ${{...}}.",
    ),
    "connector_and_topic": error(
        "{element} names both a connector and a topic.", "Keep one of them."
    ),
    "shell_task": error(
        "{element} is a {kind} task, which is not executed here.",
        "Use an external task or a connector.",
    ),
    "listener": warning(
        "The {event} listener of {element} is not executed.",
        "Do its work in a task of its own, or by an input or output.",
    ),
    "form_embedded": warning(
        "The form {form} of {element} is a web page of another system: the task is shown without "
        "it.",
        "Draw the form as a .form file and name it in ravand:form.",
    ),
    "form_never_shown": warning(
        "Start event {element} has a form, but a {kind} starts it: nobody sees the form.",
        "Let a user task follow that shows it.",
    ),
    "form_type": warning(
        "The type {type} of form field {field} is not known: it is a text.",
        "Use string, long, double, boolean, date or enum.",
    ),
    "form_validation": warning(
        "The validation {rule} of form field {field} is not checked.",
        "Draw the form as a .form file.",
    ),
    "form_version": error(
        "{element} binds its form by version, which is not executed.",
        "Use the binding latest or deployment.",
    ),
    "resource_role": warning(
        "{element} names its workers by {what}, which is not evaluated.",
        "Use camunda:candidateGroups, or a lane.",
    ),
    "parameter_invalid": error(
        "An {kind} of {element} has no name.", "Give every input and output a name."
    ),
    "dimension_invalid": error(
        "Dimension {dimension} is none of {known}.", "Use one of the known dimensions."
    ),
    "office_invalid": error("Office {office} is neither front nor back.", "Write front or back."),
    "case_letter_invalid": error(
        "The case letter {letter} is not one capital letter from A to Z.", "Write one letter."
    ),
    "separation_unknown": error(
        "{element} is to be done by somebody else than {activity}, which is no user task of its "
        "process.",
        "Name the ids of user tasks, separated by commas.",
    ),
    "form_default": warning(
        "The default {value} of form field {field} is not filled in.",
        "Set a variable of the name {field} before the task.",
    ),
}
