"""What the rest of the house may know about a process without looking inside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Start:
    """One way to start a process.

    Attributes:
        kind: "none", "message", "signal", "timer" or "condition".
        name: of the message or signal.
        expression: text of the timer or the condition.
        timer_kind: "date", "duration" or "cycle".
    """

    activity_id: str
    kind: str = "none"
    name: str | None = None
    expression: str | None = None
    timer_kind: str | None = None


@dataclass(frozen=True, slots=True)
class Catch:
    """An event that takes a business error; `names`: language -> name.

    One that takes every error is reported with its own id as code.
    """

    activity_id: str
    code: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision that a task names in plain text; `with_process`: bound to its deployment."""

    key: str
    activity_id: str
    name: str
    line: int | None = None
    with_process: bool = False


@dataclass(frozen=True, slots=True)
class ProcessInfo:
    """A process as lists, permissions and statistics see it.

    Attributes:
        names: language -> name.
        documentation: id of the process or a user task -> language -> what it is about, where
            a diagram says it in further languages.
        office: "front", "back" or None; case_letter: one capital letter or None.
        lane_offices: name of a lane -> its office, where that is said.
        startable: whether people start it by hand.
        dimensions: dimension of the event log -> name of the variable that holds it.
        groups: every group that a lane or task names in plain text.
        form_keys: forms named in plain text that must be deployed with the process.
        connectors: every connector that a task names in plain text.
        decisions: what its tasks ask for, but for those that name a version.
        errors: user task -> the business errors that a person may report there.
        generated_forms: activity id -> form-js schema made of form fields in the diagram.
    """

    key: str
    name: str
    names: Mapping[str, str] = field(default_factory=dict)
    description: str | None = None
    documentation: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    version_tag: str | None = None
    office: str | None = None
    lane_offices: Mapping[str, str] = field(default_factory=dict)
    case_letter: str | None = None
    start_form_key: str | None = None
    starter_users: tuple[str, ...] = ()
    starter_groups: tuple[str, ...] = ()
    startable: bool = True
    dimensions: Mapping[str, str] = field(default_factory=dict)
    groups: frozenset[str] = frozenset()
    form_keys: frozenset[str] = frozenset()
    connectors: frozenset[str] = frozenset()
    decisions: tuple[Asked, ...] = ()
    starts: tuple[Start, ...] = ()
    errors: Mapping[str, tuple[Catch, ...]] = field(default_factory=dict)
    generated_forms: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
