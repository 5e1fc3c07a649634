"""Plans of migration: which element of one version is which of another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn.activities import FlowNode, ServiceTask
from engine.bpmn.calls import CallActivity
from engine.bpmn.definitions import parts
from engine.bpmn.elements import drawn_nodes, inner_of
from engine.bpmn.loops import MultiInstance
from engine.bpmn.process_spec import Definition, ProcessSpec
from engine.bpmn.subprocesses import SubProcess
from engine.errors import MigrationRefusedError

Plan = Mapping[str, str]  # element id -> element id; what is missing is not mapped


@dataclass(frozen=True, slots=True)
class Place:
    """An element with its scope, and the id of the subprocess that is."""

    node: FlowNode
    spec: ProcessSpec
    around: str | None


def generate(source: Definition, target: Definition, key: str) -> dict[str, str]:
    """Return the plan that maps elements of the same id, kind and scope."""
    ours, theirs = _places(source, key), _places(target, key)
    same = {name for name, place in ours.items() if _is_same(place, theirs.get(name))}
    # depth first, an element follows the subprocess around it, and goes only with it
    return {
        name: name for name, place in ours.items() if name in same and _outer(ours, place) <= same
    }


def check(source: Definition, target: Definition, key: str, plan: Plan) -> None:
    """Refuse a plan that maps an element to one of another kind or in another scope.

    Raises:
        MigrationRefusedError: it does.
    """
    ours, theirs = _places(source, key), _places(target, key)
    for name, other in plan.items():
        if name not in ours or other not in theirs:
            missing = other if name in ours else name
            raise MigrationRefusedError(
                template="The diagram has no element {element}.", element=missing
            )
        place, new = ours[name], theirs[other]
        if kind_of(place) != kind_of(new):
            raise MigrationRefusedError(
                template="{source} and {target} are of different kinds.", source=name, target=other
            )
        if (place.around and plan.get(place.around, "")) != new.around:
            raise MigrationRefusedError(
                template="{source} and {target} are not in the same subprocess.",
                source=name,
                target=other,
            )


def _places(definition: Definition, key: str) -> dict[str, Place]:
    """Return the elements of a process and its subprocesses by id, outer ones first."""
    library = definition.subprocess_specs[key]
    found: dict[str, Place] = {}
    todo: list[tuple[str | None, ProcessSpec]] = [(None, definition.specs[key])]
    while todo:
        around, spec = todo.pop(0)
        found |= {str(n.bpmn_id): Place(n, spec, around) for n in drawn_nodes(spec)}
        for node in spec.task_specs.values():
            embeds = isinstance(node, SubProcess) and not isinstance(node, CallActivity)
            if embeds and node.spec in library:
                todo.append((str(node.bpmn_id), library[node.spec]))
    return found


def _outer(places: Mapping[str, Place], place: Place) -> set[str]:
    found: set[str] = set()
    around = place.around
    while around is not None:
        found.add(around)
        around = places[around].around
    return found


def _is_same(ours: Place, theirs: Place | None) -> bool:
    return theirs is not None and ours.around == theirs.around and kind_of(ours) == kind_of(theirs)


def kind_of(place: Place) -> tuple[Any, ...]:
    """Return what has to be the same of two elements, so that a token may pass over."""
    node = place.node
    inner = inner_of(node, place.spec)
    definition = getattr(inner, "event_definition", None)
    waited = tuple(type(each) for each in parts(definition)) if definition is not None else ()
    work = inner.work.kind if isinstance(inner, ServiceTask) and inner.work else None
    loop = node.sequential if isinstance(node, MultiInstance) else None
    interrupts = getattr(inner, "cancel_activity", None), getattr(inner, "interrupting", None)
    return type(node), type(inner), waited, work, loop, interrupts
