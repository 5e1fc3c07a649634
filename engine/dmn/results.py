"""What of an evaluation becomes the value of a variable."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.dmn.evaluating import Evaluation
from engine.errors import DecisionFailedError


def mapped(evaluation: Evaluation, mapping: str) -> Any:
    """Return the result as a mapping wants it, in FEEL values.

    Args:
        mapping: a key of MAPPINGS.

    Raises:
        DecisionFailedError: there are more results, or more entries, than it takes.
    """
    return MAPPINGS[mapping](evaluation)


def as_variables(evaluation: Evaluation) -> dict[str, Any]:
    """Return the outputs by name; where there are several results, a list of each output."""
    results = evaluation.answers
    if len(results) <= 1:
        return dict(results[0]) if results else {}
    return {name: [each.get(name) for each in results] for name in results[0]}


def _single_result(evaluation: Evaluation) -> Any:
    results = evaluation.answers
    if len(results) > 1:
        _refuse(evaluation, f"it gave {len(results)} results, and singleResult takes one")
    return results[0] if results else None


def _single_entry(evaluation: Evaluation) -> Any:
    results = evaluation.answers
    if len(results) > 1 or (results and len(results[0]) > 1):
        _refuse(evaluation, "it gave more than one value, and singleEntry takes one")
    return next(iter(results[0].values()), None) if results else None


def _collect_entries(evaluation: Evaluation) -> Any:
    results = evaluation.answers
    if any(len(each) > 1 for each in results):
        _refuse(evaluation, "its results have several outputs, and collectEntries takes one")
    return [value for each in results for value in each.values()]


def _refuse(evaluation: Evaluation, reason: str) -> None:
    raise DecisionFailedError(key=evaluation.key, reason=reason)


# Source: Camunda 7, mapDecisionResult; `value` is the FEEL value itself, as Camunda 8 has it
MAPPINGS: Mapping[str, Callable[[Evaluation], Any]] = {
    "singleEntry": _single_entry,
    "singleResult": _single_result,
    "collectEntries": _collect_entries,
    "resultList": lambda evaluation: evaluation.answers,
    "value": lambda evaluation: evaluation.answer,
}
