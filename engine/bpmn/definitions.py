"""Event definitions: what an event waits for or throws. Filled when parsed, then never changed."""

from __future__ import annotations

from SpiffWorkflow.bpmn.specs.event_definitions.base import EventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.conditional import ConditionalEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.item_aware_event import (
    ErrorEventDefinition,
    EscalationEventDefinition,
    SignalEventDefinition,
)
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.specs.event_definitions.multiple import MultipleEventDefinition

from engine.bpmn.declared import Parameter, Value


class Message(MessageEventDefinition):
    """A message, by name; `correlation_properties` hold Values over its payload.

    Attributes:
        payload: what goes along when it is thrown; nothing else does.
        label: the name as an expression, None when it is plain text.
        variable: takes the whole payload when it is caught; None: its items become variables.
        keys: correlation keys, evaluated when an event begins to wait for it.
    """

    payload: tuple[Parameter, ...] = ()
    label: Value | None = None
    variable: str | None = None
    keys: tuple[Parameter, ...] = ()


class Signal(SignalEventDefinition):
    """A signal, by name, for everybody who waits for it; attributes as those of a message."""

    payload: tuple[Parameter, ...] = ()
    label: Value | None = None
    variable: str | None = None


class Error(ErrorEventDefinition):
    """A business error; without a code it catches all. Its facts go to the variables named.

    Attributes:
        label: the code as an expression of the event that throws it, None when it is plain text.
    """

    label: Value | None = None
    code_variable: str | None = None
    message_variable: str | None = None
    message: Value | None = None


class Escalation(EscalationEventDefinition):
    """An escalation; without a code it catches all. `label` as that of an error."""

    label: Value | None = None
    code_variable: str | None = None


class Condition(ConditionalEventDefinition):
    """Occurs when its expression becomes true."""

    expression: Value


class Compensation(EventDefinition):
    """Undoes one completed activity of the scope, or all."""

    def __init__(self, activity: str | None = None, *, wait: bool = True) -> None:
        super().__init__()
        self.activity, self.wait = activity, wait


def parts(definition: EventDefinition) -> list[EventDefinition]:
    """Return the definitions of an event: several of a multiple one, else the one."""
    if isinstance(definition, MultipleEventDefinition):
        return list(definition.event_definitions)
    return [definition]
