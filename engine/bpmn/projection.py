"""What a step changed, as rows: from tokens to step.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from SpiffWorkflow.bpmn import BpmnEvent

from engine.bpmn import codec
from engine.bpmn.definitions import Condition, Error, Escalation, Signal, parts
from engine.bpmn.events import waited_keys, waited_name
from engine.bpmn.instance import Instance
from engine.bpmn.kinds import WAITED, kind_of
from engine.bpmn.scope import DELETED
from engine.bpmn.step import Assigned, Incident, Job, Step, Subscription, Thrown, Timer, UserTask
from engine.bpmn.timers import Timer as TimerDefinition
from engine.bpmn.tokens import Token


def step(instance: Instance, *, exhausted: bool, cancelled: bool) -> Step:
    """Return the new state and what changed."""
    state, values = codec.dump(instance)
    rows = Rows(instance)
    for token_id in instance.shown:
        token = instance.tokens.get(token_id)
        if token is not None:
            rows.add(token)
    return Step(
        state=state,
        status=_status(instance, cancelled=cancelled),
        exhausted=exhausted,
        end_activity_id=instance.end_activity if instance.completed else None,
        user_tasks=tuple(rows.user_tasks),
        jobs=tuple(rows.jobs),
        timers=tuple(rows.timers),
        subscriptions=tuple(rows.subscriptions),
        incidents=tuple(rows.incidents),
        closed=_closed(instance),
        happenings=tuple(instance.happenings),
        assigned=tuple(_assigned(instance)),
        thrown=tuple(_thrown(event) for event in instance.get_events()),
        evaluations=tuple(instance.evaluations),
        values=values,
    )


def _status(instance: Instance, *, cancelled: bool) -> str:
    if not instance.completed:
        return "active"
    if cancelled:
        return "externally_terminated"
    return "internally_terminated" if instance.terminated else "completed"


def _closed(instance: Instance) -> dict[int, str]:
    """Return what was open and is no longer, or is open anew."""
    closed = {}
    for token_id, kind in instance.before.items():
        token = instance.tokens.get(token_id)
        if token is None or token_id in instance.shown or kind_of(token) != kind:
            closed[token_id] = kind
    return closed


class Rows:
    """The rows that a step opens."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.user_tasks: list[UserTask] = []
        self.jobs: list[Job] = []
        self.timers: list[Timer] = []
        self.subscriptions: list[Subscription] = []
        self.incidents: list[Incident] = []

    def add(self, token: Token) -> None:
        """Add the rows of a token that waits."""
        kind, row = kind_of(token), self.instance.shown[token.id]
        if kind == "incident":
            self.incidents.append(_incident(token))
        elif kind == "event":
            self._add_event(token)
        elif kind == "user_task" and isinstance(row, UserTask):
            self.user_tasks.append(row)
        elif kind == "job" and isinstance(row, Job):
            self.jobs.append(row)

    def _add_event(self, token: Token) -> None:
        activity: str = token.task_spec.bpmn_id
        seen = token.internal_data.get("seen", ())
        armed = token.internal_data.get("timers", {})
        for index, definition in enumerate(parts(token.task_spec.event_definition)):
            if index in seen:
                continue
            if isinstance(definition, TimerDefinition):
                if str(index) in armed:
                    due = datetime.fromisoformat(armed[str(index)][0])
                    self.timers.append(Timer(token.id, activity, index, due))
            elif isinstance(definition, WAITED):
                self.subscriptions.append(_subscription(token, index, definition))


def _subscription(token: Token, index: int, definition: Any) -> Subscription:
    activity: str = token.task_spec.bpmn_id
    if isinstance(definition, Condition):
        return Subscription(token.id, activity, "condition", None, {})
    name = waited_name(token, index)
    if isinstance(definition, Signal):
        return Subscription(token.id, activity, "signal", name, {})
    return Subscription(token.id, activity, "message", name, waited_keys(token, index))


def _incident(token: Token) -> Incident:
    found = token.internal_data["incident"]
    activity: str = token.task_spec.bpmn_id
    return Incident(token.id, activity, found["kind"], found["message"], found.get("line"))


def _assigned(instance: Instance) -> Iterator[Assigned]:
    for (holder, name), value in instance.scope.changes.values.items():
        if value is DELETED:
            yield Assigned(holder, name, None, deleted=True)
        else:
            yield Assigned(holder, name, value)


def _thrown(event: BpmnEvent) -> Thrown:
    definition, payload = event.event_definition, event.payload or {}
    if isinstance(definition, Error):
        message = event.correlations.get("message", "")
        return Thrown("error", definition.code, {"message": message, **payload}, {})
    if isinstance(definition, Escalation):
        return Thrown("escalation", definition.code, payload, {})
    kind = "signal" if isinstance(definition, Signal) else "message"
    return Thrown(kind, definition.name, payload, event.correlations)
