"""Let a timer that waits be due at another time."""

from __future__ import annotations

from datetime import datetime

from engine.bpmn.inputs import token_of
from engine.bpmn.instance import Instance
from engine.bpmn.timers import instant


def set_due(instance: Instance, token_id: int, before: datetime, after: datetime) -> None:
    """Change when the timer of a token is due that was due at a time before.

    Raises:
        NotWaitingError: it does not wait.
    """
    token = token_of(instance, token_id, ("event",))
    waiting = token.internal_data.get("timers", {})
    for index, state in waiting.items():
        if state[0] == instant(before):
            waiting[index] = [instant(after), *state[1:]]
    instance.subscribe(token)
