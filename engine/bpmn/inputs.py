"""What comes to an instance from outside: a start, a message, a signal, an error, an escalation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent
from SpiffWorkflow.bpmn.specs.event_definitions.simple import NoneEventDefinition

from engine.bpmn.definitions import Error, Escalation, Message, Signal, parts
from engine.bpmn.events import waited_name
from engine.bpmn.instance import Instance
from engine.bpmn.kinds import kind_of
from engine.bpmn.throwing import correlations, propagate, raise_error
from engine.bpmn.tokens import Token


class NotWaitingError(Exception):
    """The task, job or event is not, or no longer, waited for."""


def token_of(instance: Instance, token_id: int, kinds: tuple[str, ...] = ()) -> Token:
    """Return a token that waits as one of some kinds of rows.

    Raises:
        NotWaitingError: there is none.
    """
    token = instance.find(token_id)
    if token is None or (kinds and kind_of(token) not in kinds):
        raise NotWaitingError(f"token {token_id} does not wait")
    return token


def begin(instance: Instance, variables: Mapping[str, Any], start_activity: str | None) -> None:
    """Start with variables, at the start event that was triggered if there was one."""
    if start_activity is None:
        _declare(instance, variables)
        instance.begin()
        return
    node = instance.spec.task_specs[start_activity]
    definition = parts(getattr(node, "event_definition", NoneEventDefinition()))[0]
    variable = getattr(definition, "variable", None)
    _declare(instance, {variable: dict(variables)} if variable else variables)
    if isinstance(definition, Message):
        instance.correlations.update(correlations(instance, definition, variables))
    instance.begin([node], triggered=True)


def _declare(instance: Instance, variables: Mapping[str, Any]) -> None:
    for name, value in variables.items():
        instance.scope.declare(name, value)


def deliver_message(
    instance: Instance,
    token_id: int,
    name: str | None,
    payload: Mapping[str, Any],
    keys: Mapping[str, Any],
) -> None:
    """Give a message to the token that waits for it.

    Raises:
        NotWaitingError: it does not wait for one of this name.
    """
    token = token_of(instance, token_id, ("event",))
    seen = token.internal_data.get("seen", ())
    for index, definition in enumerate(parts(token.task_spec.event_definition)):
        if not isinstance(definition, Message) or index in seen:
            continue
        if name is None or name == waited_name(token, index):
            named = {item.name for item in definition.correlation_properties}
            known = {key: value for key, value in keys.items() if key in named}
            token.workflow.correlations.update(known)
            token.task_spec.catch(token, BpmnEvent(definition, dict(payload), dict(keys)))
            return
    raise NotWaitingError(f"token {token_id} does not wait for message {name!r}")


def deliver_signal(instance: Instance, name: str, payload: Mapping[str, Any]) -> None:
    """Give a signal to every token that waits for it.

    Raises:
        NotWaitingError: none does.
    """
    if not instance.publish(BpmnEvent(Signal(name), payload=dict(payload)), internal=False):
        raise NotWaitingError(f"nothing waits for signal {name!r}")


def throw_error(
    instance: Instance, token_id: int, code: str, message: str, variables: Mapping[str, Any]
) -> None:
    """Let a user task or job fail by a business error.

    Raises:
        NotWaitingError: it does not wait.
    """
    token = token_of(instance, token_id, ("user_task", "job"))
    raise_error(token, Error(code, code), message, variables=variables)


def throw_escalation(
    instance: Instance, token_id: int, code: str, variables: Mapping[str, Any]
) -> None:
    """Let a user task or job escalate.

    Raises:
        NotWaitingError: it does not wait.
    """
    token = token_of(instance, token_id, ("user_task", "job"))
    event = BpmnEvent(Escalation(code, code), payload=dict(variables))
    if not propagate(token, event):
        instance.bpmn_events.append(event)
