"""Sequence flows: conditions, defaults, and where none may be."""

from __future__ import annotations

from engine.bpmn import events, gateways, subprocesses
from engine.bpmn.activities import FlowNode
from engine.bpmn.document import Document
from engine.bpmn.problems import label

_TAKES_ALL = (gateways.ParallelGateway, gateways.EventBasedGateway)


def check_flows(document: Document, node: FlowNode) -> None:
    """Check the flows into and out of a node."""
    _positions(document, node)
    _default(document, node)
    if isinstance(node, gateways.ExclusiveGateway):
        _exclusive(document, node)
    if isinstance(node, _TAKES_ALL):
        for flow in node.flows:
            if flow.condition is not None:
                element = document.by_id[flow.id]
                source = label(document.by_id[node.name])
                document.problems.add("condition_not_evaluated", element, source=source)


def _positions(document: Document, node: FlowNode) -> None:
    element = document.by_id[node.bpmn_id]
    add = document.problems.add
    if isinstance(node, events.StartEvent) and node.incoming:
        add("start_has_incoming", element)
    if isinstance(node, events.EndEvent) and node.flows:
        add("end_has_outgoing", element)
    if isinstance(node, events.BoundaryEvent) and node.incoming:
        add("boundary_has_incoming", element)
    if isinstance(node, subprocesses.EventSubProcess) and (node.incoming or node.flows):
        add("event_subprocess_flow", element)
    elif node.for_compensation and (node.incoming or node.flows):
        add("handler_has_flow", element)


def _default(document: Document, node: FlowNode) -> None:
    element = document.by_id[node.bpmn_id]
    name = element.get("default")
    if not name:
        return
    if node.default_flow is None:
        document.problems.add("dangling_reference", element, attribute="default", target=name)
    elif node.default_flow.condition is not None:
        document.problems.add("default_has_condition", document.by_id[name])


def _exclusive(document: Document, node: FlowNode) -> None:
    """Several flows without condition leave it open which one is meant.

    Source: BPMN 2.0, 10.6.2; Camunda 7 refuses them too.
    """
    if len(node.flows) < 2:  # it only joins
        return
    open_ = [f for f in node.flows if f.condition is None and f is not node.default_flow]
    open_ = [flow for flow in open_ if not _has_condition(document, flow.id)]
    element = document.by_id[node.bpmn_id]
    if len(open_) == 1 and node.default_flow is None:
        flow = label(document.by_id[open_[0].id])
        document.problems.add("implicit_default", element, flow=flow)
    elif open_:
        names = ", ".join(label(document.by_id[flow.id]) for flow in open_)
        document.problems.add("condition_required", element, count=len(open_), flows=names)


def _has_condition(document: Document, flow: str) -> bool:
    """Return whether a condition is drawn, though it could not be compiled."""
    element = document.by_id.get(flow)
    return element is not None and any(
        (child.text or "").strip() for child in element if "conditionExpression" in str(child.tag)
    )
