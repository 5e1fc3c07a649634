"""The nodes of a process as people choose them: where something can be started or cancelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.bpmn.activities import FlowNode
from engine.bpmn.calls import CallActivity
from engine.bpmn.events import BoundaryEvent
from engine.bpmn.process_spec import Definition, ProcessSpec
from engine.bpmn.subprocesses import EventSubProcess, SubProcess


@dataclass(frozen=True, slots=True)
class Element:
    """One node as it is drawn.

    Attributes:
        type: as in BPMN, such as userTask.
        scope: id of the subprocess around it; None: the process itself.
        is_startable: whether an instance can be started before it.
    """

    id: str
    name: str | None
    type: str
    scope: str | None
    is_startable: bool


def elements(definition: Definition, key: str) -> list[Element]:
    """Return the nodes of a process and its subprocesses, in the order of the diagram."""
    found = []
    for scope_id, spec in _scopes(definition, key):
        found += [_element(node, scope_id, spec) for node in drawn_nodes(spec)]
    return found


def drawn_nodes(spec: ProcessSpec) -> Iterator[FlowNode]:
    """Yield the nodes of one scope that the diagram shows, a loop once."""
    for node in spec.task_specs.values():
        if node.bpmn_id is not None and not node.is_instance:
            yield node


def is_startable(node: FlowNode) -> bool:
    """Return whether a token may be put on a node by hand."""
    return not isinstance(node, (BoundaryEvent, EventSubProcess)) and not node.for_compensation


def inner_of(node: FlowNode, spec: ProcessSpec) -> FlowNode:
    """Return the node of one instance of a loop; any other node itself."""
    return spec.task_specs[str(getattr(node, "instance", node.name))]


def holder_of(specs: Iterable[ProcessSpec], scope_id: str) -> tuple[ProcessSpec, FlowNode] | None:
    """Return the scope and the node in it that opens a subprocess; None if none does."""
    nodes = ((spec, node) for spec in specs for node in spec.task_specs.values())
    opening = ((spec, node) for spec, node in nodes if _embeds(node))
    return next(((spec, node) for spec, node in opening if node.spec == scope_id), None)


def _embeds(node: FlowNode) -> bool:
    return isinstance(node, SubProcess) and not isinstance(node, CallActivity)


def _scopes(definition: Definition, key: str) -> Iterator[tuple[str | None, ProcessSpec]]:
    """Yield the process and, depth first, the subprocesses in it; what it calls is not in it."""
    library, todo = definition.subprocess_specs[key], [(None, definition.specs[key])]
    while todo:
        scope_id, spec = todo.pop(0)
        yield scope_id, spec
        nodes = [node for node in spec.task_specs.values() if _embeds(node)]
        inside = [node.spec for node in nodes if node.spec in library]
        todo[:0] = [(name, library[name]) for name in inside]


def _element(node: FlowNode, scope_id: str | None, spec: ProcessSpec) -> Element:
    shown = inner_of(node, spec)
    startable = is_startable(shown)
    return Element(node.bpmn_id, node.bpmn_name, shown.element_type, scope_id, startable)
