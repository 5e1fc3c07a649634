"""What a diagram says about a process as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from engine.bpmn import catches, dialects, events, gateways
from engine.bpmn.activities import FlowNode, ServiceTask
from engine.bpmn.assignment import form_key, plain_text
from engine.bpmn.decision_parser import TASKS, asked
from engine.bpmn.declared import Text, Value
from engine.bpmn.definitions import Condition, Message, Signal, parts
from engine.bpmn.document import Document
from engine.bpmn.generated_forms import generated
from engine.bpmn.info import ProcessInfo, Start
from engine.bpmn.lanes import lane_name
from engine.bpmn.process_spec import ProcessSpec
from engine.bpmn.reading import MODEL
from engine.bpmn.timers import Timer

DIMENSIONS = ("customer_code", "item_scheme", "item_code", "channel", "outcome")
OFFICES = ("front", "back")


class InfoParser:
    """Reads one process, after its nodes."""

    def __init__(
        self, document: Document, element: etree._Element, scopes: Mapping[str, ProcessSpec]
    ) -> None:
        """Scopes: the process and the subprocesses in it, without what it calls."""
        self.document, self.element, self.scopes = document, element, scopes
        self.problems, self.compiler = document.problems, document.compiler
        self.key = element.get("id") or ""

    def parse(self) -> ProcessInfo:
        """Return the facts of the process."""
        element = self.element
        spec = self.scopes[self.key]
        starts = tuple(self._starts(spec))
        start_form = self._start_form(starts)
        hidden = dialects.attribute(element, "isStartableInTasklist") == "false"
        return ProcessInfo(
            key=self.key,
            name=" ".join((element.get("name") or "").split()) or self.key,
            names=dialects.translations(element),
            description=dialects.text_of(dialects.model_child(element, "documentation")),
            documentation=dict(self._documentation()),
            version_tag=dialects.attribute(element, "versionTag"),
            office=self._office(element),
            lane_offices=self._lane_offices(),
            case_letter=self._case_letter(),
            start_form_key=start_form,
            starter_users=self._starters("candidateStarterUsers"),
            starter_groups=self._starters("candidateStarterGroups"),
            startable=not hidden and any(start.kind == "none" for start in starts),
            dimensions=self._dimensions(),
            groups=frozenset(self._groups()),
            form_keys=frozenset({*self._form_keys(), *([start_form] if start_form else [])}),
            connectors=frozenset(self._connectors()),
            decisions=tuple(asked(self._drawn(*TASKS), self.problems)),
            starts=starts,
            errors=catches.errors(self.scopes, self.key),
            generated_forms=generated(self.compiler, self._drawn("startEvent", "userTask")),
        )

    def _documentation(self) -> Iterator[tuple[str, dict[str, str]]]:
        for element in (self.element, *self._drawn("userTask", "manualTask")):
            said = dialects.translations(element, "documentation")
            if said:
                yield element.get("id") or "", said

    def _starters(self, name: str) -> tuple[str, ...]:
        return tuple(dialects.split(dialects.attribute(self.element, name) or ""))

    def _office(self, element: etree._Element) -> str | None:
        office = (dialects.attribute(element, "office") or "").lower() or None
        if office is not None and office not in OFFICES:
            self.problems.add("office_invalid", element, office=office)
        return office

    def _lane_offices(self) -> dict[str, str]:
        offices = {lane_name(lane): self._office(lane) for lane in self._drawn("lane")}
        return {name: office for name, office in offices.items() if name and office}

    def _case_letter(self) -> str | None:
        letter = dialects.attribute(self.element, "caseLetter")
        if letter is not None and not re.fullmatch("[A-Z]", letter):
            self.problems.add("case_letter_invalid", self.element, letter=letter)
        return letter

    def _dimensions(self) -> dict[str, str]:
        found = {}
        for child in dialects.children(self.element, "dimension"):
            name = (child.get("name") or "").strip()
            if name not in DIMENSIONS:
                known = ", ".join(DIMENSIONS)
                self.problems.add("dimension_invalid", child, dimension=name, known=known)
            found[name] = (child.get("variable") or name).strip()
        return found

    def _drawn(self, *tags: str) -> Iterator[etree._Element]:
        yield from self.element.iter(*(f"{{{MODEL}}}{tag}" for tag in tags))

    def _nodes(self) -> Iterator[FlowNode]:
        for spec in self.scopes.values():
            yield from spec.task_specs.values()

    def _form_keys(self) -> Iterator[str]:
        for node in self._nodes():
            key = plain_text(_assignment(node, "form_key"))
            if key:
                yield key

    def _groups(self) -> Iterator[str]:
        for node in self._nodes():
            for value in _assignment(node, "candidate_groups") or ():
                yield from dialects.split(plain_text(value) or "")

    def _connectors(self) -> Iterator[str]:
        for node in self._nodes():
            work = node.work if isinstance(node, ServiceTask) else None
            if work is not None and work.kind == "connector":
                topic = plain_text(work.topic)
                yield from [topic] if topic else []

    def _start_form(self, starts: tuple[Start, ...]) -> str | None:
        for start in starts:
            element = self.document.by_id.get(start.activity_id)
            if start.kind == "none" and element is not None:
                return plain_text(form_key(self.compiler, element))
            if element is not None and dialects.attribute(element, "form", "formKey", "formRef"):
                self.problems.add("form_never_shown", element, kind=start.kind)
        return None

    def _starts(self, spec: ProcessSpec) -> Iterator[Start]:
        nodes = list(spec.task_specs.values())
        drawn = [node for node in nodes if isinstance(node, events.StartEvent)]
        drawn += [n for n in nodes if not n.incoming and self.document.instantiates(n.bpmn_id)]
        for node in drawn or spec.start_nodes():
            yield from self._ways(spec, node)

    def _ways(self, spec: ProcessSpec, node: FlowNode) -> Iterator[Start]:
        """Yield the triggers of a node; those of an instantiating gateway are its events."""
        gateway = isinstance(node, gateways.EventBasedGateway)
        first = gateway and self.document.instantiates(node.bpmn_id)
        for one in [spec.task_specs[f.target] for f in node.flows] if first else [node]:
            definition = getattr(one, "event_definition", None)
            if not isinstance(one, events.Catching) or definition is None:
                yield Start(one.bpmn_id or one.name)
                continue
            for part in parts(definition):
                yield self._start(one.bpmn_id or one.name, part)

    def _start(self, activity_id: str, part: EventDefinition) -> Start:
        match part:
            case Message():
                return Start(activity_id, "message", part.name)
            case Signal():
                return Start(activity_id, "signal", part.name)
            case Timer():
                return Start(activity_id, "timer", None, _written(part.expression), part.kind)
            case Condition():
                text = self._condition(activity_id)
                return Start(activity_id, "condition", None, text)
            case NoneEventDefinition():
                return Start(activity_id)
        return Start(activity_id, "none")

    def _condition(self, activity_id: str) -> str | None:
        element = self.document.by_id[activity_id]
        found = next(element.iter(f"{{{MODEL}}}condition"), None)
        return dialects.text_of(found)


def _written(value: Value) -> str:
    text: Any = value.text if isinstance(value, Text) else getattr(value, "text", "")
    return str(text)


def _assignment(node: FlowNode, name: str) -> Any:
    assignment = getattr(node, "assignment", None)
    return None if assignment is None else getattr(assignment, name)
