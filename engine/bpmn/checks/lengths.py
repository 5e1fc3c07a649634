"""What is written into tables as it is drawn: ids, names, people, topics."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from engine.bpmn import dialects
from engine.bpmn.activities import FlowNode
from engine.bpmn.assignment import plain_text
from engine.bpmn.compiling import shown
from engine.bpmn.declared import Assignment, Work
from engine.bpmn.definitions import parts
from engine.bpmn.document import Document
from engine.bpmn.info import ProcessInfo
from engine.bpmn.problems import Problems
from engine.bpmn.reading import MODEL
from engine.ports import NAME_LENGTH

Found = Iterator[tuple[str, str | None]]
_TEXTS = {
    "lane": "lane",
    "initiator": "initiator",
    "item": "elementVariable",
    "results": "loopDataOutputRef",
    "result": "outputDataItem",
}


def check_ids(root: etree._Element, problems: Problems) -> None:
    """Refuse ids that no table holds."""
    for element in root.iter(f"{{{MODEL}}}*"):
        _refuse(problems, element, [("id", element.get("id"))])


def check_nodes(document: Document) -> None:
    """Refuse what tasks and events of all scopes name."""
    for scope_id, spec in document.scopes.items():
        variables = [("variable", name) for name in spec.data_objects]
        _refuse(document.problems, document.by_id[scope_id], variables)
        for node in spec.task_specs.values():
            if node.bpmn_id in document.by_id:
                element = document.by_id[node.bpmn_id]
                result = dialects.attribute(element, "resultVariable", "resultVariableName")
                found = (("resultVariable", result), *_named(node))
                _refuse(document.problems, element, found)


def check_process(problems: Problems, element: etree._Element, info: ProcessInfo) -> None:
    """Refuse what a process is called, and its start form."""
    found = [("name", info.name), ("versionTag", info.version_tag), ("form", info.start_form_key)]
    _refuse(problems, element, found)


def _refuse(
    problems: Problems, element: etree._Element, found: Iterable[tuple[str, str | None]]
) -> None:
    for what, text in found:
        if text is not None and len(text) > NAME_LENGTH:
            problems.add("too_long", element, what=what, text=shown(text), most=NAME_LENGTH)


def _named(node: FlowNode) -> Found:
    for attribute, what in _TEXTS.items():
        text = getattr(node, attribute, None)
        if isinstance(text, str):
            yield what, text
    for parameter in (*node.declared_inputs, *node.declared_outputs):
        yield "parameter", parameter.name
    yield from _assigned(getattr(node, "assignment", None))
    yield from _worked(getattr(node, "work", None))
    definition = getattr(node, "event_definition", None)
    for part in parts(definition) if definition is not None else ():
        yield from _waited(part)


def _assigned(given: Assignment | None) -> Found:
    if given is None:
        return
    yield "assignee", plain_text(given.assignee)
    yield "form", plain_text(given.form_key)
    for user in given.candidate_users:
        yield "candidateUsers", plain_text(user)
    for group in given.candidate_groups:
        yield "candidateGroups", plain_text(group)


def _worked(work: Work | None) -> Found:
    if work is None:
        return
    yield "topic", plain_text(work.topic)
    yield "retry", work.retry_cycle


def _waited(definition: Any) -> Found:
    if getattr(definition, "label", None) is None:
        yield "name", getattr(definition, "name", None)
    for attribute in ("variable", "code_variable", "message_variable"):
        yield "variable", getattr(definition, attribute, None)
    for parameter in getattr(definition, "payload", ()):
        yield "parameter", parameter.name
