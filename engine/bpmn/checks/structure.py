"""The dry run: every scope can start, every node can be left, every event can happen."""

from __future__ import annotations

from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from engine.bpmn import calls, events, subprocesses
from engine.bpmn.activities import FlowNode
from engine.bpmn.checks.events import check_event
from engine.bpmn.checks.flows import check_flows
from engine.bpmn.definitions import Compensation, parts
from engine.bpmn.document import Document
from engine.bpmn.problems import local_name
from engine.bpmn.process_spec import ProcessSpec


def check(document: Document) -> None:
    """Check all scopes that were read."""
    for spec in document.scopes.values():
        _start(document, spec)
        for node in spec.task_specs.values():
            if node.bpmn_id in document.by_id and not node.is_instance:
                check_flows(document, node)
                check_event(document, spec, node)
        if not document.problems.refused:  # else the gaps are ours
            _reach(document, spec)
        _calls(document, spec)


def _start(document: Document, spec: ProcessSpec) -> None:
    element = document.by_id[spec.name]
    nodes = [node for node in spec.task_specs.values() if node.bpmn_id in document.by_id]
    if not nodes:
        if local_name(element) != "process":
            document.problems.add("empty_subprocess", element)
        return
    starts = spec.start_nodes()
    if not starts and not document.problems.refused and local_name(element) != "adHocSubProcess":
        document.problems.add("no_start", element)
    without = [
        node
        for node in starts
        if isinstance(node, events.StartEvent) and _trigger(node) is NoneEventDefinition
    ]
    if len(without) > 1:
        document.problems.add("several_starts", element, count=len(without))


def _trigger(node: FlowNode) -> type:
    return type(getattr(node, "event_definition", None))


def _reach(document: Document, spec: ProcessSpec) -> None:
    """Tell about nodes that no token can get to."""
    reached: set[str] = set()
    todo = [node.name for node in spec.start_nodes()]
    specs = spec.task_specs
    todo += [node.name for node in specs.values() if _enters_by_itself(document, node)]
    while todo:
        name = todo.pop()
        if name in reached or name not in specs:
            continue
        reached.add(name)
        node = specs[name]
        todo += [flow.target for flow in node.flows]
        todo += getattr(node, "boundary_events", ())
        todo += [inner for inner in (getattr(node, "instance", None),) if inner]
    for name, node in specs.items():
        if name not in reached and node.bpmn_id in document.by_id and not _shown_by_another(node):
            document.problems.add("unreachable", document.by_id[node.bpmn_id])


def _shown_by_another(node: FlowNode) -> bool:
    return node.is_instance or isinstance(node, events.BoundaryEvent)


def _enters_by_itself(document: Document, node: FlowNode) -> bool:
    if isinstance(node, (subprocesses.EventSubProcess, events.StartEvent)):
        return True
    return node.for_compensation or document.instantiates(node.bpmn_id)


def _calls(document: Document, spec: ProcessSpec) -> None:
    for node in spec.task_specs.values():
        if isinstance(node, calls.CallActivity) and node.bpmn_id in document.by_id:
            name = node.spec
            if name not in document.scopes and not name.startswith(("${", "#{", "=")):
                element = document.by_id[node.bpmn_id]
                document.problems.add("call_elsewhere", element, target=name)
        definition = getattr(node, "event_definition", None)
        for part in parts(definition) if definition is not None else ():
            if isinstance(part, Compensation) and part.activity:
                _compensated(document, node, part.activity)


def _compensated(document: Document, node: FlowNode, activity: str) -> None:
    known = any(activity in spec.task_specs for spec in document.scopes.values())
    if not known and node.bpmn_id in document.by_id:
        element = document.by_id[node.bpmn_id]
        document.problems.add("compensation_target", element, target=activity)
