"""Change where an instance stands: cancel and skip what goes on, start elsewhere.

What would leave the diagram in a state that it can not come to by itself is refused: a join that
waits for ever, one instance of a loop without the others, nothing at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from engine.bpmn import joins
from engine.bpmn.elements import is_startable
from engine.bpmn.events import Catching, StartEvent
from engine.bpmn.failures import BpmnError, IncidentError
from engine.bpmn.gateways import EventBasedGateway, Gateway
from engine.bpmn.instance import Instance
from engine.bpmn.instructions import ENDING, Instruction
from engine.bpmn.places import scope_of, scopes, tokens_at, wake_all
from engine.bpmn.tokens import Token
from engine.errors import ModificationRefusedError
from engine.ports import Variables


def modify(instance: Instance, instructions: Sequence[Instruction]) -> None:
    """Carry out instructions: first what ends, then what starts, each in the given order.

    Raises:
        ModificationRefusedError: one of them is not possible, or what they leave is not.
    """
    wake_all(instance)
    before = _starved(instance)
    left = [_end(instance, one) for one in instructions if one.kind in ENDING]
    for one in instructions:
        if one.kind not in ENDING:
            start(instance, one)
    for process in [process for processes in left for process in processes]:
        _close_empty(instance, process)
    _check_joins(_starved(instance) - before)


def begin_at(instance: Instance, variables: Variables, instructions: Sequence[Instruction]) -> None:
    """Start an instance elsewhere than at its start events.

    Raises:
        ModificationRefusedError: one of the places is none to start at.
    """
    for name, value in variables.items():
        instance.scope.declare(name, value)
    instance.listen()
    for one in instructions:
        start(instance, one)
    _check_joins(_starved(instance))


def _starved(instance: Instance) -> set[joins.Missing]:
    return {missing for process in scopes(instance) for missing in joins.starved(process)}


def _check_joins(missing: set[joins.Missing]) -> None:
    for _, gateway, flow in sorted(missing, key=str):
        raise ModificationRefusedError(
            template="The join {gateway} would wait for ever for a token over {flow}.",
            gateway=gateway,
            flow=flow,
        )


def _end(instance: Instance, wanted: Instruction) -> list[Any]:
    """Cancel or skip what an instruction means; return the scopes that may be empty now."""
    tokens = tokens_at(instance, wanted)
    for token in tokens:
        if wanted.kind == "skip":
            token.data.assign(wanted.variables)
            skip(token)
        elif token.task_spec.is_instance:
            raise ModificationRefusedError(
                template="{element} is one of a loop: skip it, or cancel the whole loop.",
                element=wanted.target,
            )
        else:
            token.cancel()
    return [token.workflow for token in tokens] if wanted.kind == "cancel" else []


def skip(token: Token) -> None:
    """Leave a node without its work: nothing is mapped out, the boundary events end.

    Raises:
        ModificationRefusedError: there is no way out of it.
    """
    node, process, owner = token.task_spec, token.workflow, token.parent
    if isinstance(node, EventBasedGateway):
        raise ModificationRefusedError(
            template="{element} waits for one of several events: start after one of them.",
            element=node.bpmn_id,
        )
    flows = [] if owner is not None else _flows(token)
    token.internal_data.setdefault("output", None)  # what a loop would collect
    token.cancel()
    if owner is not None:
        owner.task_spec.child_completed(owner, token)
    else:
        process.spread(token, flows)
    process.settle()


def _flows(token: Token) -> list[Any]:
    """Return the flows out of a node, as their conditions say now."""
    try:
        return list(token.task_spec.take(token))
    except (IncidentError, BpmnError) as error:
        raise ModificationRefusedError(
            template="There is no way out of {element}: {reason}",
            element=token.task_spec.bpmn_id,
            reason=str(error),
        ) from error


def start(instance: Instance, wanted: Instruction) -> None:
    """Put a token before an element, behind it, or on a flow.

    Raises:
        ModificationRefusedError: it is no place to start, or a join would get one too many.
    """
    process = scope_of(instance, wanted)
    nodes, sources = process.spec.task_specs, process.spec.sources
    process.scope.assign(wanted.variables)
    if wanted.kind == "flow":
        flow = next(f for f in nodes[sources[wanted.target]].flows if f.id == wanted.target)
        process.admit([Token(process, nodes[flow.target], source=flow.id)])
        return
    if wanted.target not in nodes:
        raise ModificationRefusedError(
            template="The diagram has no element {element}.", element=wanted.target
        )
    if wanted.kind == "after":
        _start_after(process, nodes[wanted.target])
    else:
        _start_before(process, nodes[wanted.target])


def _start_after(process: Any, node: Any) -> None:
    token = Token(process, node)
    flows = _flows(token)
    process.remove(token)
    if not flows:
        raise ModificationRefusedError(
            template="Nothing follows after {element}.", element=node.bpmn_id
        )
    nodes = process.spec.task_specs
    process.admit([Token(process, nodes[flow.target], source=flow.id) for flow in flows])


def _start_before(process: Any, node: Any) -> None:
    if node.bpmn_id is None or not is_startable(node) or node.is_instance:
        raise ModificationRefusedError(
            template="Nothing can be started before {element}.", element=node.bpmn_id or node.name
        )
    source = None
    if isinstance(node, Gateway) and len(node.incoming) > 1:
        source = joins.source_for(process, node)
        if source is None:
            raise ModificationRefusedError(
                template="A token will still come over each way into the join {gateway}.",
                gateway=node.bpmn_id,
            )
    token = Token(process, node, source=source)
    if isinstance(node, StartEvent) and _waits(node):
        process.top_workflow.record("started", token)
        token._ready()  # the event has happened, as when a person starts the process
    else:
        process.admit([token])


def _waits(node: Catching) -> bool:
    return not isinstance(node.event_definition, NoneEventDefinition)


def _close_empty(instance: Instance, process: Any) -> None:
    """Cancel a subprocess in which nothing is left, and the one around it likewise."""
    while process.over and not process.completed:
        if process is instance:
            raise ModificationRefusedError(
                template="Nothing would go on in the case: cancel it instead."
            )
        owner = instance.tokens[process.parent_task_id]
        if owner.task_spec.is_instance:
            raise ModificationRefusedError(
                template="{element} is one of a loop: skip it, or cancel the whole loop.",
                element=owner.task_spec.bpmn_id,
            )
        process = owner.workflow
        owner.cancel()
