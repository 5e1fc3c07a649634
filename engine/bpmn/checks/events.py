"""Events: whether their trigger can happen where they stand."""

from __future__ import annotations

from lxml import etree

from engine.bpmn import events, gateways, subprocesses
from engine.bpmn.activities import FlowNode
from engine.bpmn.dialects import is_true
from engine.bpmn.document import Document
from engine.bpmn.event_parsers import SUFFIX, definition_elements
from engine.bpmn.problems import label, local_name
from engine.bpmn.process_spec import ProcessSpec

_OUTSIDE = frozenset({"message", "signal", "timer", "conditional"})
_INSIDE = frozenset({"error", "escalation", "compensate"})
ALLOWED = {
    "startEvent": _OUTSIDE,
    "intermediateCatchEvent": _OUTSIDE,
    "boundaryEvent": _OUTSIDE | _INSIDE | {"cancel"},
    "intermediateThrowEvent": frozenset({"message", "signal", "escalation", "compensate"}),
    "endEvent": _INSIDE | {"message", "signal", "cancel", "terminate"},
}
POSITIONS = {
    "startEvent": "start event",
    "intermediateCatchEvent": "catching intermediate event",
    "boundaryEvent": "boundary event",
    "intermediateThrowEvent": "throwing intermediate event",
    "endEvent": "end event",
}


def check_event(document: Document, spec: ProcessSpec, node: FlowNode) -> None:
    """Check one node of a scope."""
    element = document.by_id[node.bpmn_id]
    tag = local_name(element)
    if tag in ALLOWED:
        _triggers(document, spec, element, tag)
    if isinstance(node, gateways.EventBasedGateway):
        _gateway(document, spec, node, element)
    if isinstance(node, subprocesses.EventSubProcess):
        _event_subprocess(document, element)


def kinds(element: etree._Element) -> list[str]:
    """Return the triggers of an event as drawn."""
    return [local_name(child).removesuffix(SUFFIX) for child in definition_elements(element)]


def _triggers(document: Document, spec: ProcessSpec, element: etree._Element, tag: str) -> None:
    problems = document.problems
    scope = document.by_id[spec.name]
    found = kinds(element)
    allowed = ALLOWED[tag]
    if tag == "startEvent" and is_true(scope, "triggeredByEvent"):
        allowed = allowed | _INSIDE
    elif tag == "startEvent" and found and local_name(scope) != "process":
        problems.add("subprocess_start", element)
    for kind in set(found) - allowed - {"link"}:
        problems.add("event_kind", element, trigger=kind, position=POSITIONS[tag])
    if not found:
        _without(document, element, tag)
    if "cancel" in found:
        _cancel(document, scope, element, tag)
    if tag == "boundaryEvent" and not is_true(element, "cancelActivity", default=True):
        for kind in sorted({"error", "cancel"} & set(found)):
            problems.add("boundary_must_interrupt", element, kind=kind)


def _without(document: Document, element: etree._Element, tag: str) -> None:
    if tag == "boundaryEvent":
        document.problems.add("boundary_trigger", element)
    elif tag == "intermediateCatchEvent" and element.get("id") not in document.link_targets:
        document.problems.add("event_without_trigger", element)


def _cancel(document: Document, scope: etree._Element, element: etree._Element, tag: str) -> None:
    holder = scope
    if tag == "boundaryEvent":
        holder = document.by_id.get(element.get("attachedToRef") or "", scope)
    if local_name(holder) != "transaction":
        document.problems.add("cancel_outside_transaction", element)


def _gateway(
    document: Document, spec: ProcessSpec, node: FlowNode, element: etree._Element
) -> None:
    problems = document.problems
    if not node.flows:
        problems.add("event_gateway_needs_flows", element)
    for flow in node.flows:
        target = spec.task_specs[flow.target]
        waits = isinstance(target, (events.IntermediateCatchEvent, events.ReceiveTask))
        drawn = document.by_id.get(target.bpmn_id)
        if drawn is not None and (
            not waits or (isinstance(target, events.IntermediateCatchEvent) and not kinds(drawn))
        ):
            problems.add("event_gateway_target", element, target=label(drawn))


def _event_subprocess(document: Document, element: etree._Element) -> None:
    for child in element:
        if local_name(child) == "startEvent" and not kinds(child):
            document.problems.add("event_subprocess_trigger", element)
