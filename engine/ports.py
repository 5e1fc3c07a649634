"""What the outside world implements for the engine, and the plain values both sides speak."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any, Protocol

Variables = dict[str, Any]
NAME_LENGTH = 255  # of names and keys, as the tables hold them


class ScriptError(Exception):
    """A script or expression failed: `line` counts from 1 in the script, None if unknown."""

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class ScriptRunner(Protocol):
    """Runs designer-written Python where it can do no harm. Both raise ScriptError.

    `variables` may be large and lazy: an implementation reads only the names the code mentions.
    """

    def evaluate(self, expression: str, variables: Mapping[str, Any]) -> Any:
        """Return the value of an expression."""

    def execute(self, script: str, variables: Mapping[str, Any]) -> Variables:
        """Return the variables that the script bound or changed."""

    def close(self) -> None:
        """Let go of its processes; it may be used again."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about a diagram, form or decision at deployment.

    Attributes:
        severity: "error" refuses the deployment, "warning" does not.
        code: stable, e.g. "unsupported_element".
        template, hint: English format strings over `facts`: what is wrong, and what to do. The web
            layer translates them by looking the template up in its catalogue.
        resource: file name; line counts from 1.
    """

    severity: str
    code: str
    template: str
    hint: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)
    resource: str | None = None
    element_id: str | None = None
    element_name: str | None = None
    line: int | None = None

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line else ""
        where = (self.resource or "", line, self.element_id or "")
        place = ", ".join(part for part in where if part)
        text = " ".join(t.format(**self.facts) for t in (self.template, self.hint) if t)
        return f"{place}: {text}" if place else text


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that protect the server; every one is a setting."""

    steps: int = 20_000
    step_seconds: int = 10
    upload_bytes: int = 10 * 1024 * 1024
    elements: int = 20_000
    variables: int = 2_000
    variable_bytes: int = 4 * 1024 * 1024
    multi_instance: int = 10_000
    message_ttl_seconds: int = 24 * 3600
    decision_steps: int = 200_000
    decision_seconds: int = 2
    decision_tests: int = 1_000
    decision_tests_seconds: int = 20
    evaluation_bytes: int = 256 * 1024


@dataclass(frozen=True, slots=True)
class Call:
    """What a connector gets. `job_id` is the idempotency key: it stays the same in a repetition."""

    job_id: str
    topic: str
    instance_id: str
    business_key: str | None
    activity_id: str
    variables: Variables


class Connector(Protocol):
    """Does the work of a service task outside any transaction. May raise anything."""

    def __call__(self, call: Call) -> Variables:
        """Return the variables to set."""


@dataclass(frozen=True)
class Services:
    """What the engine is assembled with, once per process, by web.

    `zone` is the time zone in which cron expressions are meant.
    """

    scripts: ScriptRunner
    connectors: Mapping[str, Connector] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    zone: tzinfo = UTC
