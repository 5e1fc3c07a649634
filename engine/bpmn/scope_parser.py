"""One scope of a diagram: all nodes first, then all flows, then what is attached to nodes."""

from __future__ import annotations

from typing import Any

from lxml import etree
from SpiffWorkflow.bpmn.specs.bpmn_task_spec import BpmnIoSpecification
from SpiffWorkflow.bpmn.specs.data_spec import DataObject, TaskDataReference

from engine.bpmn import activities, calls, dialects, events, gateways, subprocesses
from engine.bpmn import node_parsers as nodes
from engine.bpmn.activities import Activity, Flow, FlowNode
from engine.bpmn.definitions import Compensation
from engine.bpmn.document import Document
from engine.bpmn.lanes import Lane
from engine.bpmn.problems import label, local_name
from engine.bpmn.process_spec import ProcessSpec

Kind = tuple[type[nodes.NodeParser], type[FlowNode]]
KINDS: dict[str, Kind] = {
    "task": (nodes.NodeParser, activities.NoneTask),
    "userTask": (nodes.UserTaskParser, activities.UserTask),
    "manualTask": (nodes.UserTaskParser, activities.ManualTask),
    "scriptTask": (nodes.ScriptParser, activities.ScriptTask),
    "serviceTask": (nodes.WorkTaskParser, activities.ServiceTask),
    "businessRuleTask": (nodes.WorkTaskParser, activities.ServiceTask),
    "sendTask": (nodes.WorkTaskParser, events.SendTask),
    "receiveTask": (nodes.MessageTaskParser, events.ReceiveTask),
    "startEvent": (nodes.EventParser, events.StartEvent),
    "endEvent": (nodes.EventParser, events.EndEvent),
    "intermediateCatchEvent": (nodes.EventParser, events.IntermediateCatchEvent),
    "intermediateThrowEvent": (nodes.EventParser, events.IntermediateThrowEvent),
    "boundaryEvent": (nodes.BoundaryEventParser, events.BoundaryEvent),
    "exclusiveGateway": (nodes.NodeParser, gateways.ExclusiveGateway),
    "parallelGateway": (nodes.NodeParser, gateways.ParallelGateway),
    "inclusiveGateway": (nodes.NodeParser, gateways.InclusiveGateway),
    "complexGateway": (nodes.ComplexGatewayParser, gateways.ComplexGateway),
    "eventBasedGateway": (nodes.NodeParser, gateways.EventBasedGateway),
    "subProcess": (nodes.SubProcessParser, subprocesses.SubProcess),
    "transaction": (nodes.SubProcessParser, subprocesses.Transaction),
    "adHocSubProcess": (nodes.SubProcessParser, subprocesses.AdHocSubProcess),
    "callActivity": (nodes.CallParser, calls.CallActivity),
}


class ScopeParser:
    """Reads one process or subprocess."""

    def __init__(self, document: Document, element: etree._Element, lane: Lane | None) -> None:
        """Lane: the one that the subprocess itself lies in."""
        self.document, self.element, self.lane = document, element, lane
        self.problems = document.problems
        name = element.get("id") or ""
        self.spec = ProcessSpec(name, label(element), self.problems.resource)
        self.todo: list[tuple[etree._Element, Lane | None]] = []
        self._failed: set[str] = set()

    def parse(self) -> list[tuple[etree._Element, Lane | None]]:
        """Read the scope into the document; return the scopes inside it, with their lanes."""
        self._data()
        for element in self.element.iterchildren(tag=etree.Element):
            kind = KINDS.get(local_name(element))
            if kind is not None and element.get("id"):
                self._node(kind, element)
        for flow in dialects.model_children(self.element, "sequenceFlow"):
            self._flow(flow)
        for node in list(self.spec.task_specs.values()):
            if isinstance(node, events.BoundaryEvent):
                self._attach(node)
        self.document.scopes[self.spec.name] = self.spec
        return self.todo

    def inner(self, element: etree._Element, lane: Lane | None) -> None:
        """Note a subprocess to be read later."""
        self.todo.append((element, lane))

    def _data(self) -> None:
        for element in dialects.model_children(self.element, "dataObject"):
            name = element.get("id") or ""
            self.spec.data_objects[name] = DataObject(name, element.get("name"))
        found = dialects.model_child(self.element, "ioSpecification")
        if found is not None:
            sides = [
                [
                    TaskDataReference(e.get("id"), e.get("name"))
                    for e in dialects.model_children(found, tag)
                ]
                for tag in ("dataInput", "dataOutput")
            ]
            self.spec.io_specification = BpmnIoSpecification(*sides)

    def _node(self, kind: Kind, element: etree._Element) -> None:
        parser, node_class = kind
        name = element.get("id") or ""
        if name in self.spec.task_specs:
            return  # a duplicate id is a finding of its own
        if parser(self, node_class, element).parse() is None:
            self.spec.task_specs.pop(name, None)
            self._failed.add(name)

    def _end_of(self, element: etree._Element, attribute: str) -> FlowNode | None:
        name = (element.get(attribute) or "").strip()
        node = self.spec.task_specs.get(name)
        if node is not None or name in self._failed:
            return node
        if not name:
            self.problems.add("missing_reference", element, attribute=attribute)
        elif name in self.document.by_id:
            other = self.document.by_id[name].getparent()
            inside = other is not None and local_name(other) in ("process", *_SUBPROCESSES)
            code = "crosses_scope" if inside and other is not self.element else None
            self._dangling(code, element, attribute, name)
        else:
            self._dangling(None, element, attribute, name)
        return None

    def _dangling(
        self, code: str | None, element: etree._Element, attribute: str, name: str
    ) -> None:
        if code:
            self.problems.add(code, element)
        else:
            self.problems.add("dangling_reference", element, attribute=attribute, target=name)

    def _flow(self, element: etree._Element) -> None:
        source = self._end_of(element, "sourceRef")
        target = self._end_of(element, "targetRef")
        holder = dialects.model_child(element, "conditionExpression")
        condition = None if holder is None else self.document.compiler.condition(holder)
        if holder is not None and dialects.attribute(holder, "resource"):
            resource = dialects.attribute(holder, "resource")
            self.problems.add("script_resource", holder, resource=resource)
        if source is None or target is None:
            return
        name = element.get("id") or ""
        flow = Flow(name, target.name, condition, element.get("name"))
        source.flows.append(flow)
        drawn = self.document.by_id.get(source.bpmn_id or "")
        if drawn is not None and (drawn.get("default") or "") == name:
            source.default_flow = flow
        target.incoming.append(name)
        self.spec.sources[name] = source.name

    def _attach(self, event: Any) -> None:
        element = self.document.by_id[event.name]
        activity = self.spec.task_specs.get(event.attached_to)
        if activity is None:
            if event.attached_to not in self._failed:
                self._dangling(None, element, "attachedToRef", event.attached_to)
            return
        if not isinstance(activity, Activity):
            self.problems.add("boundary_target", element, target=event.attached_to)
        elif isinstance(event.event_definition, Compensation):
            self._compensated_by(activity, event, element)
        else:
            activity.boundary_events.append(event.name)

    def _compensated_by(self, activity: Activity, event: Any, element: etree._Element) -> None:
        """The handler is the activity that the event is associated with."""
        found = [
            self.spec.task_specs[name]
            for name in self.document.handlers.get(event.name, ())
            if isinstance(self.spec.task_specs.get(name), Activity)
        ]
        if not found:
            self.problems.add("compensation_handler", element)
            return
        activity.compensation_handler = found[0].name
        found[0].for_compensation = True
        del self.spec.task_specs[event.name]


_SUBPROCESSES = ("subProcess", "transaction", "adHocSubProcess")
