"""Camunda 8's words become ours before a diagram is read: its extensions mean the same things.

What it does otherwise is marked, in a namespace of no file: results of activities with output
mappings stay inside them, and loops count from one.

Source: Camunda 8.8, BPMN coverage; zeebe-bpmn-moddle 1.11.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from engine.bpmn.dialects import RAVAND, ZEEBE
from engine.bpmn.problems import Problems, local_name
from engine.bpmn.reading import MODEL

OURS = f"{{{RAVAND}}}"
_MODEL = f"{{{MODEL}}}"
_ZEEBE = f"{{{ZEEBE}}}"
_MADE = "{urn:ravand:normalised}"
LOCAL = f"{_MADE}local"  # what comes back stays in the activity
FIRST = f"{_MADE}first"  # number of the first instance of a loop
PATH = f"{_MADE}path"  # where in the variable a value goes
ALL_IN, ALL_OUT = f"{_MADE}allIn", f"{_MADE}allOut"  # whether a call passes every variable

ATTRIBUTES = {
    "assignmentDefinition": {
        "assignee": "assignee",
        "candidateUsers": "candidateUsers",
        "candidateGroups": "candidateGroups",
    },
    "taskSchedule": {"dueDate": "dueDate", "followUpDate": "followUpDate"},
    "priorityDefinition": {"priority": "priority"},
    "formDefinition": {"formId": "form", "formKey": "formKey", "externalReference": "form"},
    "versionTag": {"value": "versionTag"},
    "loopCharacteristics": {
        "inputCollection": "collection",
        "inputElement": "elementVariable",
        "outputCollection": "outputCollection",
        "outputElement": "outputElement",
    },
    "calledDecision": {
        "decisionId": "decision",
        "resultVariable": "result",
        "bindingType": "decisionRefBinding",
        "versionTag": "decisionRefVersionTag",
    },
    "calledElement": {
        "bindingType": "calledElementBinding",
        "versionTag": "calledElementVersionTag",
    },
}
DEFAULT_RETRIES = "3"


def translate(root: etree._Element, problems: Problems) -> None:
    """Rewrite the extensions of Camunda 8 in place."""
    for holder in list(root.iter(f"{_MODEL}extensionElements")):
        owner = holder.getparent()
        for extension in list(holder.iterchildren(f"{_ZEEBE}*")):
            if owner is not None:
                _translate(owner, extension, problems)


def _translate(owner: etree._Element, extension: etree._Element, problems: Problems) -> None:
    tag = local_name(extension)
    for theirs, ours in ATTRIBUTES.get(tag, {}).items():
        value = (extension.get(theirs) or "").strip()
        if value:
            owner.set(OURS + ours, value)
    rule = RULES.get(tag)
    if rule is not None:
        rule(owner, extension, problems)


def _made(
    owner: etree._Element, tag: str, text: str, origin: etree._Element, problems: Problems
) -> etree._Element:
    """Return a new extension of an element, which findings place where it came from."""
    holder = owner.find(f"{_MODEL}extensionElements")
    assert holder is not None  # noqa: S101 - it holds what is translated
    made = etree.SubElement(holder, OURS + tag)
    made.text = text
    problems.place(made, origin)
    return made


def _task(owner: etree._Element, extension: etree._Element, problems: Problems) -> None:
    """A worker does the task; of a throwing message event, its definition says so."""
    topic, retries = extension.get("type") or "", (extension.get("retries") or "").strip()
    places = list(owner.iterchildren(f"{_MODEL}messageEventDefinition")) or [owner]
    places[0].set(OURS + "topic", topic)
    if local_name(owner) == "scriptTask":
        owner.tag = f"{_MODEL}serviceTask"
    if retries.isdigit() and retries != DEFAULT_RETRIES:
        places[0].set(OURS + "retry", f"R{max(int(retries), 1)}/PT30S")
    elif retries.startswith("="):
        what = "Write a number of retries."
        problems.add("ignored_extension", extension, name="zeebe:taskDefinition retries", what=what)


def _mapping(owner: etree._Element, extension: etree._Element, problems: Problems) -> None:
    for tag in ("input", "output"):
        begun: set[str] = set()
        for element in extension.iterchildren(_ZEEBE + tag):
            name, _, path = (element.get("target") or "").strip().partition(".")
            made = _made(owner, tag, element.get("source") or "", element, problems)
            made.set("name", name)
            if path:
                # the first input of a name makes it; what comes after adds to it
                fresh = tag == "input" and name not in begun
                made.set(PATH, f"{'' if fresh else name}.{path}")
            begun.add(name)
            if tag == "output":
                owner.set(LOCAL, "true")


def _loop(owner: etree._Element, extension: etree._Element, problems: Problems) -> None:
    del extension, problems
    owner.set(FIRST, "1")


def _call(owner: etree._Element, extension: etree._Element, problems: Problems) -> None:
    owner.set("calledElement", (extension.get("processId") or "").strip())
    everything = extension.get("propagateAllParentVariables") != "false"
    owner.set(ALL_IN, str(everything).lower())
    if not everything:
        for element in _mappings(owner, "input"):
            name = (element.get("target") or "").strip().partition(".")[0]
            made = _made(owner, "in", "", element, problems)
            made.set("source", name)
            made.set("target", name)
    # output mappings choose among all that comes back
    everything = extension.get("propagateAllChildVariables") != "false"
    everything = everything or any(True for _ in _mappings(owner, "output"))
    owner.set(ALL_OUT, str(everything).lower())


def _mappings(owner: etree._Element, tag: str) -> Iterator[etree._Element]:
    holder = f"{_MODEL}extensionElements/{_ZEEBE}ioMapping/{_ZEEBE}{tag}"
    yield from owner.iterfind(holder)


def _script(owner: etree._Element, extension: etree._Element, problems: Problems) -> None:
    owner.set("scriptFormat", "feel")
    owner.set(OURS + "resultVariable", extension.get("resultVariable") or "")
    script = etree.SubElement(owner, f"{_MODEL}script")
    script.text = extension.get("expression") or ""
    problems.place(script, extension)


def _subscription(owner: etree._Element, extension: etree._Element, problems: Problems) -> None:
    key = (extension.get("correlationKey") or "").strip()
    if key:
        _made(owner, "correlation", key, extension, problems).set("name", "correlationKey")


def _decision(owner: etree._Element, extension: etree._Element, problems: Problems) -> None:
    del extension, problems
    owner.set(OURS + "mapResult", "value")


RULES: dict[str, Callable[[etree._Element, etree._Element, Problems], None]] = {
    "taskDefinition": _task,
    "ioMapping": _mapping,
    "loopCharacteristics": _loop,
    "calledElement": _call,
    "calledDecision": _decision,
    "script": _script,
    "subscription": _subscription,
}
