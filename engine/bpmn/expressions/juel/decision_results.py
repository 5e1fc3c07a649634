"""What Camunda 7's Java objects of a decision result offer, over the lists and maps they are here.

Source: Camunda 7, DmnDecisionResult and DmnDecisionResultEntries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.ports import ScriptError

Results = list[Any] | tuple[Any, ...]


def single_result(results: Results) -> Any:
    """Return the one result, null if there is none."""
    if len(results) > 1:
        raise ScriptError(f"The decision gave {len(results)} results instead of one.")
    return results[0] if results else None


def first_result(results: Results) -> Any:
    """Return the first result, null if there is none."""
    return results[0] if results else None


def single_entry(results: Results | Mapping[str, Any]) -> Any:
    """Return the one value of the one result, null if there is none."""
    result = results if isinstance(results, Mapping) else single_result(results)
    if not isinstance(result, Mapping):
        return result
    if len(result) > 1:
        raise ScriptError(f"The result has {len(result)} entries instead of one.")
    return first_entry(result)


def first_entry(result: Mapping[str, Any]) -> Any:
    """Return the first value of a result, null if it has none."""
    return next(iter(result.values()), None)


def collect(results: Results, name: Any) -> list[Any]:
    """Return the values of one output, of every result that has it."""
    return [each[name] for each in results if isinstance(each, Mapping) and name in each]


PROPERTIES: Mapping[str, Callable[[Any], Any]] = {
    "singleResult": single_result,
    "firstResult": first_result,
    "singleEntry": single_entry,
    "resultList": list,
}
