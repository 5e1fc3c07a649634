"""What one step of an instance opened, closed and did: rows for the tables, made without them.

A token id is an int, unique and increasing within its instance; the id of an activity instance is
`<instance id>:<token id>`. Every `*_at` is UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.dmn.evaluating import Evaluation


@dataclass(frozen=True, slots=True)
class UserTask:
    """A user task that waits for a person, its expressions evaluated."""

    token_id: int
    activity_id: str
    name: str
    names: Mapping[str, str]  # language -> name, from ravand:name
    description: str | None
    lane: str | None  # name as drawn
    assignee: str | None
    candidate_users: tuple[str, ...]
    candidate_groups: tuple[str, ...]
    due_at: datetime | None
    follow_up_at: datetime | None
    priority: int
    form_key: str | None  # file name or form id, "camunda-forms:..." prefix already taken off
    separate_from: tuple[str, ...] = ()  # activities whose doers may not do it


@dataclass(frozen=True, slots=True)
class Job:
    """Work for a connector or an external worker."""

    token_id: int
    activity_id: str
    kind: str  # "connector" | "external"
    topic: str
    retry_cycle: str | None  # R3/PT10M, a list of durations, or None for the default
    priority: int
    inputs: Mapping[str, Any] | None  # mapped inputs; None: the variables of its scope


@dataclass(frozen=True, slots=True)
class Timer:
    """A timer that waits; several of one token are several rows."""

    token_id: int
    activity_id: str
    index: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Subscription:
    """A message, signal or condition that is waited for."""

    token_id: int
    activity_id: str
    kind: str  # "message" | "signal" | "condition"
    name: str | None
    keys: Mapping[str, Any]  # correlation keys; empty: none declared


@dataclass(frozen=True, slots=True)
class Incident:
    """A token that can not go on by itself."""

    token_id: int
    activity_id: str
    kind: str  # "script" | "expression" | "budget" | "error" | "definition" | "decision"
    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to an activity, event or gateway, in order."""

    what: str  # "started" | "completed" | "cancelled" | "taken" (a sequence flow)
    token_id: int
    parent_token_id: int | None  # the scope it is in; None: the process itself
    activity_id: str
    activity_name: str | None
    activity_type: str  # "userTask", "startEvent", "sequenceFlow" ... as in BPMN
    lane: str | None
    at: datetime
    called_process: str | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """The last value that the step gave a variable; `scope` is the token that holds its scope."""

    scope: int | None  # None: the process instance itself
    name: str
    value: Any
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Thrown:
    """An event for the rest of the world: nobody in the instance wanted it."""

    kind: str  # "message" | "signal" | "error" | "escalation"
    name: str | None
    payload: Mapping[str, Any]
    keys: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision that an activity evaluated."""

    token_id: int
    activity_id: str
    evaluation: Evaluation


@dataclass(frozen=True, slots=True)
class Step:
    """The new state of an instance and what changed on the way to it.

    Attributes:
        status: "active", "completed" or "internally_terminated" (an uncaught error, a terminate
            end event at the top).
        exhausted: the step budget ran out; go on with resume().
        closed: tokens that were open before the step and are no longer, with the kind of their
            rows: "user_task", "job", "event" (timers and subscriptions) or "incident". An event
            that stays but waits for something else (a cycle timer's next date) is closed and
            opened again.
        values: large variable values by content hash, to be stored once.
        end_activity_id: the event the instance ended with.
    """

    state: bytes
    status: str
    exhausted: bool = False
    end_activity_id: str | None = None
    user_tasks: tuple[UserTask, ...] = ()
    jobs: tuple[Job, ...] = ()
    timers: tuple[Timer, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    incidents: tuple[Incident, ...] = ()
    closed: Mapping[int, str] = field(default_factory=dict)
    happenings: tuple[Happening, ...] = ()
    assigned: tuple[Assigned, ...] = ()
    thrown: tuple[Thrown, ...] = ()
    evaluations: tuple[Decided, ...] = ()
    values: Mapping[str, bytes] = field(default_factory=dict)
