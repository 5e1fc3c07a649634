"""A decision tried out, or tested, without anything being stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from decisions import dmn, feel
from decisions.dmn.model import Model
from decisions.feel import LimitExceededError, Limits
from web.decisions.questions import Question
from web.decisions.values import shown, typed
from web.decisions.warnings import explained
from web.i18n import _

LIMITS = Limits(steps=100_000, seconds=1.0)


@dataclass(frozen=True, slots=True)
class Matched:
    """The rules of one decision that matched: (id, number) pairs in the order of the table."""

    id: str
    name: str
    rules: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came out of trying a decision.

    Attributes:
        value: of the decision, as JSON.
        outputs: (label, words) pairs.
        typed: the answer as it would be typed into the fields of a test, by name.
        warnings: why something has no value, in words.
    """

    value: Any
    outputs: tuple[tuple[str, str], ...]
    typed: dict[str, str]
    decisions: tuple[Matched, ...]
    warnings: tuple[str, ...]

    @property
    def rules(self) -> frozenset[str]:
        """Return the ids of all rules that matched."""
        return frozenset(rule for each in self.decisions for rule, _ in each.rules)


class AttemptFailedError(Exception):
    """A decision cannot be evaluated at all. `said` is in the language of the request."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def attempt(
    models: Model | dmn.Models, asked: Question, inputs: Mapping[str, Any], now: datetime
) -> Attempt:
    """Evaluate a decision with JSON values, strictly limited.

    Raises:
        AttemptFailedError: it requires itself, or takes too long.
    """
    evaluation = _evaluated(models, asked.id, inputs, now)
    value = feel.to_python(evaluation.value)
    decided = tuple(
        Matched(each.id, each.name, tuple(zip(each.rules, each.indices, strict=True)))
        for each in evaluation.outputs
    )
    return Attempt(
        value,
        tuple(worded(asked, value)),
        _typed(asked, value),
        decided,
        tuple(explained(evaluation.warnings)),
    )


def _evaluated(
    models: Model | dmn.Models, decision: str, inputs: Mapping[str, Any], now: datetime
) -> dmn.Evaluation:
    try:
        return dmn.evaluate(models, decision, inputs, limits=LIMITS, now=now)
    except LimitExceededError as error:
        raise AttemptFailedError(
            _("The calculation takes too long or becomes too large.")
        ) from error
    except dmn.DmnError as error:
        raise AttemptFailedError(_("This cannot be decided: %(reason)s", reason=error)) from error


def worded(asked: Question, value: Any) -> list[tuple[str, str]]:
    """Return the value of a decision as pairs of what it answers and words."""
    if asked.is_whole or not isinstance(value, Mapping):
        return [(asked.results[0].label if asked.is_whole else asked.name, shown(value))]
    return [(each.label, shown(value.get(each.name))) for each in asked.results]


def _typed(asked: Question, value: Any) -> dict[str, str]:
    if asked.is_whole:
        return {asked.results[0].name: typed(asked.results[0], value)}
    values = value if isinstance(value, Mapping) else {}
    return {each.name: typed(each, values.get(each.name)) for each in asked.results}
