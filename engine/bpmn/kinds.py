"""What kind of rows stands for a waiting token."""

from __future__ import annotations

from SpiffWorkflow.util.task import TaskState

from engine.bpmn.activities import ServiceTask
from engine.bpmn.definitions import Condition, Message, Signal, parts
from engine.bpmn.timers import Timer
from engine.bpmn.tokens import Token

WAITED = (Message, Signal, Condition, Timer)
READY: int = TaskState.READY
STARTED: int = TaskState.STARTED
WAITING: int = TaskState.WAITING
ERROR: int = TaskState.ERROR


def kind_of(token: Token) -> str | None:
    """Return the kind of rows that stand for a token: user_task, job, event, incident or none."""
    state, node = token._state, token.task_spec
    if state == ERROR:
        return "incident"
    if state == READY:
        return "user_task" if node.manual else None
    if state == STARTED:
        return "job" if isinstance(node, ServiceTask) else None
    if state == WAITING and token.id in token.workflow.top_workflow.subscriptions:
        waited = any(isinstance(d, WAITED) for d in parts(node.event_definition))
        return "event" if waited else None
    return None
