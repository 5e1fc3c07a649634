"""What a step needs from outside: clock, scripts, limits, other definitions, large values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING, Any

from engine.bpmn.expressions import CLOCK
from engine.errors import NotFoundError
from engine.ports import Limits, ScriptRunner

if TYPE_CHECKING:
    from engine.bpmn.process_spec import Definition
    from engine.dmn.evaluating import Decision


def _no_definition(reference: str) -> Definition:
    raise NotFoundError(what="process definition", id=reference)


def _no_decision(reference: str, beside: str | None) -> Decision:
    raise NotFoundError(what="decision definition", id=reference)


def _no_value(digest: str) -> bytes:
    raise NotFoundError(what="value", id=digest)


@dataclass(frozen=True, slots=True)
class Environment:
    """The world as one step sees it.

    Attributes:
        now: the only clock.
        zone: in which cron expressions are meant, and FEEL's dates and times without a zone.
        facts: instance_id, business_key, case_no, initiator, definition_key.
        called: a process of another deployment: by "key" (its default version), "key:3" (that
            version), "key@tag" (its latest with that version tag), or the id of the definition
            that an instance is bound to already. Raises NotFoundError.
        decision: a version of a decision, by a reference alike; where the id of a process
            definition is given too, the one that was deployed together with it. Raises
            NotFoundError.
        fetch: a large value by the hash of its content.
    """

    scripts: ScriptRunner
    now: datetime
    limits: Limits = field(default_factory=Limits)
    zone: tzinfo = UTC
    facts: Mapping[str, Any] = field(default_factory=dict)
    called: Callable[[str], Definition] = _no_definition
    decision: Callable[[str, str | None], Decision] = _no_decision
    fetch: Callable[[str], bytes] = _no_value

    @property
    def known(self) -> dict[str, Any]:
        """What expressions know besides variables."""
        clock = self.now.astimezone(self.zone)
        return {**self.facts, "now": self.now, CLOCK: clock}
