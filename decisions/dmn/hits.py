"""Hit policies: what becomes of the rules that matched.

Source: DMN 1.5, 8.2.8 and 8.2.10.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from decisions.dmn.boxes import Aggregation, HitPolicy
from decisions.dmn.trace import Match, Outputs
from decisions.feel import NOWHERE, Range, Run, equal, kind, less, within

Ranks = Sequence[tuple[str, Sequence[Any]]]
"""For each output column with output values: its name, and these, the most important first."""

LISTS = frozenset(("RULE ORDER", "OUTPUT ORDER", "COLLECT"))
"""The policies that give every match, as a list."""


def chosen(policy: HitPolicy, matches: Sequence[Match], ranks: Ranks, run: Run) -> list[Outputs]:
    """Return the outputs that a policy keeps of the matches, in its order; at least one match.

    UNIQUE with several matches, and ANY with different ones, keep none, and warn with the rules.
    """
    outputs = [match.outputs for match in matches]
    match policy:
        case "UNIQUE":
            if len(outputs) > 1:
                _violated(
                    "unique_violated", "{count} rules match, only one may: {rules}", matches, run
                )
                return []
        case "ANY":
            if any(equal(outputs[0], other, run) is not True for other in outputs[1:]):
                _violated(
                    "any_violated", "matching rules have different outputs: {rules}", matches, run
                )
                return []
            return outputs[:1]
        case "FIRST":
            return outputs[:1]
        case "PRIORITY":
            return _ranked(outputs, ranks, run)[:1]
        case "OUTPUT ORDER":
            return _ranked(outputs, ranks, run)
    return outputs


def _violated(code: str, message: str, matches: Sequence[Match], run: Run) -> None:
    run.warn(
        code,
        NOWHERE,
        message.replace("{rules}", ", ".join(str(match.index) for match in matches[:20])),
        count=len(matches),
        rules=[match.rule for match in matches],
        indices=[match.index for match in matches],
    )


def _ranked(outputs: list[Outputs], ranks: Ranks, run: Run) -> list[Outputs]:
    def rank(output: Outputs) -> tuple[int, ...]:
        return tuple(_place(output[name], values, run) for name, values in ranks)

    return sorted(outputs, key=rank)


def _place(value: Any, values: Sequence[Any], run: Run) -> int:
    run.use(len(values))
    for place, allowed in enumerate(values):
        if type(allowed) is Range and type(value) is not Range:
            if within(value, allowed) is True:
                return place
        elif equal(value, allowed, run) is True:
            return place
    return len(values)


def aggregated(aggregation: Aggregation, values: Sequence[Any], run: Run) -> Any:
    """Return the sum, number, least or greatest of the values; null if they have none."""
    if aggregation == "COUNT":
        return Decimal(len(values))
    result = _AGGREGATES[aggregation](values)
    if result is None and values:
        kinds = ", ".join(sorted({kind(value) for value in values}))
        run.warn(
            "not_aggregated",
            NOWHERE,
            "values of the kinds {kinds} have no {aggregation}",
            kinds=kinds,
            aggregation=aggregation,
        )
    return result


def _sum(values: Sequence[Any]) -> Decimal | None:
    if not values or any(type(value) is not Decimal for value in values):
        return None
    return sum(values, Decimal(0))


def _extreme(first: Callable[[Any, Any], bool | None]) -> Callable[[Sequence[Any]], Any]:
    def find(values: Sequence[Any]) -> Any:
        best = values[0] if values else None
        for value in values[1:]:
            before = first(value, best)
            if before is None:
                return None
            best = value if before else best
        return best

    return find


_AGGREGATES: dict[Aggregation, Callable[[Sequence[Any]], Any]] = {
    "SUM": _sum,
    "MIN": _extreme(less),
    "MAX": _extreme(lambda value, best: less(best, value)),
}
