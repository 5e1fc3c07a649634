"""What a person asks of a running instance against its diagram: cancel, skip, start here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["cancel", "skip", "before", "after", "flow"]
ENDING: tuple[Kind, ...] = ("cancel", "skip")


@dataclass(frozen=True, slots=True)
class Instruction:
    """One part of a modification.

    Attributes:
        kind: cancel or skip what goes on at an activity; start before it, after it, or over a
            sequence flow.
        target: the id of the activity, or of the flow.
        token_id: of cancel and skip: this execution alone, not all at the activity.
        scope: of the others: the token that holds the subprocess to start in, where it runs
            several times.
        variables: set before something starts, where the new token sees them.
    """

    kind: Kind
    target: str
    token_id: int | None = None
    scope: int | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
