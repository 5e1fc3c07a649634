"""One evaluation: what is left of its budget, its warnings, its clock and the types it knows."""

from __future__ import annotations

import decimal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any, NamedTuple

from decisions.feel.errors import LimitExceededError

EXACT = decimal.Context(
    prec=34,
    rounding=decimal.ROUND_HALF_EVEN,
    Emin=-6143,
    Emax=6144,
    traps=[decimal.InvalidOperation, decimal.DivisionByZero, decimal.Overflow],
)
"""Decimal128, the numbers of FEEL: set for the whole of an evaluation."""

MAX_WARNINGS = 100
STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 512
CHARACTERS_PER_STEP = 64
REGULAR_EXPRESSION_SECONDS = 0.5

Site = tuple[int, int]
"""Line and column, 1-based, of the expression a warning speaks of."""

NOWHERE: Site = (1, 1)

TypeTest = Callable[[Any, "Run"], bool]
"""Tells whether a value, never null, is of a type."""


class Warning(NamedTuple):
    """Tell why an expression, or a part of it, became null."""

    code: str
    message: str
    line: int
    column: int
    facts: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one evaluation may use.

    Attributes:
        steps: calls, loop turns and items touched.
        text: characters of one string made.
        items: items of one list made.
        depth: calls within calls.
    """

    steps: int = 200_000
    seconds: float = 2.0
    text: int = 1_000_000
    items: int = 100_000
    depth: int = 100


LIMITS = Limits()


class Run:
    """Count the budget of one evaluation and collect its warnings."""

    __slots__ = ("_alarm", "_deadline", "_steps", "depth", "limits", "now", "types", "warnings")

    def __init__(
        self,
        limits: Limits = LIMITS,
        now: datetime | None = None,
        types: Callable[[str], TypeTest | None] | None = None,
    ) -> None:
        self.limits = limits
        self.now = now
        self.types = types
        self.warnings: list[Warning] = []
        self.depth = 0
        # the clock starts at the first look: most evaluations end before it
        self._deadline = 0.0
        self._steps = limits.steps
        self._alarm = max(0, limits.steps - STEPS_BETWEEN_LOOKS_AT_THE_CLOCK)

    def use(self, steps: int = 1) -> None:
        """Take steps from the budget.

        Raises:
            LimitExceededError: the steps or the time are used up.
        """
        self._steps -= steps
        if self._steps < self._alarm:
            self._look()

    def _look(self) -> None:
        if self._steps < 0:
            raise LimitExceededError("steps", f"more than {self.limits.steps} steps")
        if self._seconds_left() < 0:
            raise LimitExceededError("seconds", f"longer than {self.limits.seconds} seconds")
        self._alarm = max(0, self._steps - STEPS_BETWEEN_LOOKS_AT_THE_CLOCK)

    def _seconds_left(self) -> float:
        if not self._deadline:
            self._deadline = monotonic() + self.limits.seconds
        return self._deadline - monotonic()

    def enter(self) -> None:
        """Go one call deeper; `leave` must follow."""
        self.depth += 1
        if self.depth > self.limits.depth:
            raise LimitExceededError("depth", f"more than {self.limits.depth} calls deep")

    def leave(self) -> None:
        """Come back from a call."""
        self.depth -= 1

    def text(self, length: int) -> None:
        """Take the making of a string from the budget."""
        if length > self.limits.text:
            raise LimitExceededError("text", f"a text of more than {self.limits.text} characters")
        self.use(1 + length // CHARACTERS_PER_STEP)

    def items(self, length: int) -> None:
        """Take the making of a list from the budget."""
        if length > self.limits.items:
            raise LimitExceededError("items", f"a list of more than {self.limits.items} items")
        self.use(1 + length)

    def pattern_seconds(self) -> float:
        """Return how long a regular expression may still take."""
        return max(0.001, min(REGULAR_EXPRESSION_SECONDS, self._seconds_left()))

    def warn(self, code: str, site: Site, message: str, **facts: object) -> None:
        """Record why something is null; `message` is formatted with the facts.

        After 100 warnings the rest is dropped, so that a loop cannot fill the memory.
        """
        if len(self.warnings) < MAX_WARNINGS:
            self.warnings.append(Warning(code, message.format(**facts), *site, dict(facts)))


class Scope:
    """Names and their FEEL values, and the scope around."""

    __slots__ = ("parent", "run", "values")

    def __init__(self, values: Mapping[str, Any], parent: Scope | None, run: Run) -> None:
        self.values = values
        self.parent = parent
        self.run = run

    def inner(self, values: Mapping[str, Any]) -> Scope:
        """Return a scope within this one."""
        return Scope(values, self, self.run)
