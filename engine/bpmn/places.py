"""Where in an instance an element is: its tokens, and the scope to put a new one in."""

from __future__ import annotations

from typing import Any

from engine.bpmn.activities import Activity, FlowNode
from engine.bpmn.elements import holder_of
from engine.bpmn.failures import BpmnError, IncidentError
from engine.bpmn.instance import Instance
from engine.bpmn.instructions import Instruction
from engine.bpmn.kinds import STARTED
from engine.bpmn.subprocesses import AdHocSubProcess, EventSubProcess
from engine.bpmn.tokens import Token
from engine.errors import ModificationRefusedError


def scopes(instance: Instance) -> list[Any]:
    """Return every running scope of an instance, the outermost first."""
    return [instance, *instance.subprocesses.values()]


def wake_all(instance: Instance) -> None:
    """Make a token of everything that sleeps, so that all can be seen."""
    for process in scopes(instance):
        process.rouse_all()


def tokens_at(instance: Instance, wanted: Instruction) -> list[Token]:
    """Return the tokens that an instruction means; of a loop its body, unless one is named.

    Raises:
        ModificationRefusedError: there is none.
    """
    found = [
        token
        for token in sorted(instance.tokens.values(), key=lambda each: each.id)
        if token.task_spec.bpmn_id == wanted.target and not token.silent and _meant(token, wanted)
    ]
    if not found:
        raise ModificationRefusedError(
            template="Nothing goes on at {element} any more.", element=wanted.target
        )
    return found


def _meant(token: Token, wanted: Instruction) -> bool:
    if wanted.token_id is not None:
        return token.id == wanted.token_id
    return not token.task_spec.is_instance


def scope_of(instance: Instance, wanted: Instruction) -> Any:
    """Return the running scope of an element or flow; one that does not run yet is opened.

    Raises:
        ModificationRefusedError: the diagram has no such element, the subprocess runs several
            times, or can not be opened from outside.
    """
    running = [p for p in scopes(instance) if _holds(p.spec, wanted.target)]
    if wanted.scope is not None:
        running = [p for p in running if p.parent_task_id == wanted.scope]
    if len(running) > 1:
        raise ModificationRefusedError(
            template="The subprocess around {element} runs several times: say in which.",
            element=wanted.target,
        )
    if running:
        return running[0]
    spec = next((s for s in instance.library.values() if _holds(s, wanted.target)), None)
    if spec is None or wanted.scope is not None:
        raise ModificationRefusedError(
            template="The diagram has no element {element}.", element=wanted.target
        )
    return _opened(instance, spec)


def _holds(spec: Any, target: str) -> bool:
    return target in spec.task_specs or target in spec.sources


def _opened(instance: Instance, spec: Any) -> Any:
    """Return a new scope for a subprocess, with those around it where they do not run yet."""
    found = holder_of([instance.spec, *instance.library.values()], spec.name)
    if found is None or isinstance(found[1], EventSubProcess) or found[1].is_instance:
        raise ModificationRefusedError(
            template="The subprocess {element} does not run: start before it instead.",
            element=spec.name,
        )
    around, node = found
    running = [p for p in scopes(instance) if p.spec is around]
    if len(running) > 1:
        raise ModificationRefusedError(
            template="The subprocess around {element} runs several times: say in which.",
            element=node.bpmn_id,
        )
    return _open(running[0] if running else _opened(instance, around), node)


def _open(process: Any, node: FlowNode) -> Any:
    token = Token(process, node)
    process.top_workflow.record("started", token)
    try:
        if node.declared_inputs or node.declared_outputs:
            node.open_scope(token)
        if isinstance(node, Activity):
            node.attach(token)
        token._set_state(STARTED)
        if isinstance(node, AdHocSubProcess):
            token.internal_data["todo"] = []
        inner = node.open(token)
    except (IncidentError, BpmnError) as error:
        raise ModificationRefusedError(
            template="{element} can not begin: {reason}", element=node.bpmn_id, reason=str(error)
        ) from error
    inner.listen()
    return inner
