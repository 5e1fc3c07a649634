"""Bring a running instance to another version of its process: its tokens change their nodes.

Tokens keep their ids, so tasks, timers and variables stay what they are. Boundary events and event
subprocesses that are new begin to wait; those that are gone wait no more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engine.bpmn import plans
from engine.bpmn.activities import Activity, FlowNode, HumanTask
from engine.bpmn.calls import CallActivity
from engine.bpmn.declared import Text
from engine.bpmn.events import BoundaryEvent
from engine.bpmn.gateways import Gateway
from engine.bpmn.instance import Instance
from engine.bpmn.places import scopes, wake_all
from engine.bpmn.plans import Plan
from engine.bpmn.process_scope import event_subprocesses
from engine.bpmn.process_spec import Definition
from engine.bpmn.rows import form_key
from engine.bpmn.subprocesses import EventSubProcess
from engine.bpmn.tokens import Token
from engine.errors import MigrationRefusedError

LISTENING = (BoundaryEvent, EventSubProcess)


@dataclass(frozen=True, slots=True)
class Moved:
    """A token that waits, at its element of the new version.

    Attributes:
        form_key: of a user task, None when it is no plain text: then it stays as it was.
    """

    token_id: int
    activity_id: str
    name: str | None
    names: Mapping[str, str]
    form_key: str | None


def migrate(instance: Instance, target: Definition, plan: Plan) -> list[Moved]:
    """Put every token on the element that a plan maps its own to; return where they are now.

    Raises:
        MigrationRefusedError: one has no place in the new version.
    """
    source = instance.definition
    plans.check(source, target, instance.key, plan)
    wake_all(instance)
    moving = [p for p in scopes(instance) if p.definition is source]
    for process in moving:
        _check_past(process, plan)
        for token in sorted(process.tasks.values(), key=lambda each: each.id):
            if isinstance(token.task_spec, LISTENING) and token.silent and token.alive:
                _drop_unmapped(token, plan)
    for process in moving:
        _rehome(process, instance, target, plan)
    for process in moving:
        _listen(process)
    return [_moved(token) for process in moving for token in process.tasks.values()]


def _drop_unmapped(token: Token, plan: Plan) -> None:
    if token.task_spec.bpmn_id not in plan:
        token.cancel()


def _check_past(process: Any, plan: Plan) -> None:
    """Refuse when something done could not be undone any more, or a gateway waits for its reset."""
    kept = [record["activity"] for record in process.compensations] + list(process.gateways)
    for element in kept:
        if plan.get(element) != element:
            raise MigrationRefusedError(
                template="{element} is remembered and has to keep its id.", element=element
            )


def _rehome(process: Any, instance: Instance, target: Definition, plan: Plan) -> None:
    """Give a scope and its tokens the nodes of the new version; outer scopes come first."""
    if process is instance:
        process.spec = target.specs[process.key]
    else:
        owner = instance.tokens[process.parent_task_id]
        if process.key not in target.specs:
            raise MigrationRefusedError(
                template="The new version does not hold the process {key}.", key=process.key
            )
        library = target.subprocess_specs[process.key]
        called = isinstance(owner.task_spec, CallActivity)
        process.spec = target.specs[process.key] if called else library[owner.task_spec.spec]
    process.definition, process.library = target, target.subprocess_specs[process.key]
    for token in process.tasks.values():
        token.task_spec = _new_node(token, process.spec, plan)


def _new_node(token: Token, spec: Any, plan: Plan) -> FlowNode:
    old = token.task_spec
    if old.bpmn_id is None:
        return spec.task_specs[old.name]  # type: ignore[no-any-return] # an internal node
    other = plan.get(old.bpmn_id)
    if other is None or other not in spec.task_specs:
        raise MigrationRefusedError(
            template="{element} is active and not mapped.", element=old.bpmn_id
        )
    node = spec.task_specs[other]
    if old.is_instance:
        node = spec.task_specs[node.instance]
    joins = isinstance(node, Gateway) and len(node.incoming) > 1
    if joins and token.source not in node.incoming:
        raise MigrationRefusedError(
            template="The flow {flow} into the join {gateway} is gone.",
            flow=token.source or "",
            gateway=other,
        )
    return node  # type: ignore[no-any-return]


def _listen(process: Any) -> None:
    """Let the boundary events and event subprocesses wait that are new."""
    nodes = process.spec.task_specs
    here = {token.task_spec.name for token in process.tasks.values() if token.parent is None}
    for node in event_subprocesses(process.spec):
        if node.name not in here:
            token = Token(process, node)
            process.listeners.add(token.id)
            node.subscribe(token)
    for token in list(process.tasks.values()):
        node = token.task_spec
        if isinstance(node, Activity) and not token.silent:
            waiting = {child.task_spec.name for child in token.children}
            for name in node.boundary_events:
                if name not in waiting:
                    nodes[name].subscribe(Token(process, nodes[name], owner=token))


def _moved(token: Token) -> Moved:
    node = token.task_spec
    drawn = node.assignment.form_key if isinstance(node, HumanTask) else None
    key = form_key(token, drawn) if type(drawn) is Text else None
    return Moved(token.id, node.bpmn_id or node.name, node.bpmn_name, node.translations, key)
