"""The nodes of one scope, and the executable processes of one file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from engine.bpmn import events, subprocesses
from engine.bpmn.activities import FlowNode
from engine.bpmn.info import ProcessInfo
from engine.ports import Problem


class ProcessSpec(BpmnProcessSpec):
    """A process or subprocess: its nodes by their ids in the diagram.

    Internal nodes carry names that no id can have.

    Attributes:
        sources: sequence flow id -> node it leaves.
        properties: names of the variables that belong to this scope (data objects, properties).
    """

    def __init__(self, name: str, description: str | None, filename: str) -> None:
        super().__init__(name=name, description=description, filename=filename)
        self.task_specs: dict[str, FlowNode] = {}
        self.sources: dict[str, str] = {}
        self.compensation_subprocess: str | None = None
        self.compensate_all = subprocesses.CompensateAll(self)
        self._upstream: dict[tuple[str, frozenset[str]], frozenset[str]] = {}
        self._starts: list[FlowNode] | None = None

    def start_nodes(self) -> list[FlowNode]:
        """Return the start events, without any the nodes nothing flows into.

        Of these, those that wait for no event if there are any.
        """
        if self._starts is None:
            nodes = self.task_specs.values()
            loose = [node for node in nodes if not node.incoming and self._may_start(node)]
            loose = [node for node in loose if isinstance(node, events.StartEvent)] or loose
            none = [node for node in loose if not _waits(node)]
            self._starts = none or loose
        return self._starts

    @staticmethod
    def _may_start(node: FlowNode) -> bool:
        special = (events.BoundaryEvent, subprocesses.EventSubProcess, subprocesses.CompensateAll)
        inner = getattr(node, "is_instance", False) or getattr(node, "for_compensation", False)
        return not (isinstance(node, special) or inner)

    def upstream(self, gateway: str, flows: frozenset[str]) -> frozenset[str]:
        """Return the nodes from which a flow can be reached without passing the gateway."""
        key = gateway, flows
        if key not in self._upstream:
            self._upstream[key] = self._search(gateway, flows)
        return self._upstream[key]

    def _search(self, gateway: str, flows: frozenset[str]) -> frozenset[str]:
        found: set[str] = set()
        todo = [self.sources[flow] for flow in flows]
        while todo:
            name = todo.pop()
            if name in found or name == gateway:
                continue
            found.add(name)
            node = self.task_specs[name]
            todo += [self.sources[flow] for flow in node.incoming]
            if isinstance(node, events.BoundaryEvent):
                todo.append(node.attached_to)
        return frozenset(found)


def _waits(node: FlowNode) -> bool:
    definition: Any = getattr(node, "event_definition", None)
    return isinstance(node, events.Catching) and not isinstance(definition, NoneEventDefinition)


@dataclass(frozen=True)
class Definition:
    """The executable processes of one file: shared by all their instances, never changed.

    Attributes:
        processes: by id, which is the key.
        specs, subprocess_specs: process id -> its nodes; process id -> scope id -> the scopes that
            it can open, those of the processes it calls in this file included.
        warnings: what to tell the designer although it is deployed.
        id: the definition's id in the database, set by whoever stores it.
    """

    processes: Mapping[str, ProcessInfo]
    specs: Mapping[str, ProcessSpec]
    subprocess_specs: Mapping[str, Mapping[str, ProcessSpec]]
    warnings: tuple[Problem, ...] = ()
    id: str = ""
    resource: str = ""
