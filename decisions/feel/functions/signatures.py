"""Signatures of built-in functions, and whether given arguments fit them.

A signature is written as in the standard: `string: string, length?: number|null`. A type is one
or more kinds; `any` takes null too; `?` after a name: may be left out; `...` after a type: the
rest of the arguments.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from decisions.feel.values.functions import Arguments
from decisions.feel.values.kinds import DAYS_TIME, YEARS_MONTHS, kind

MISFIT = object()
"""Stands for arguments that do not fit."""

_ALIASES = {"duration": (DAYS_TIME, YEARS_MONTHS)}


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a built-in function."""

    name: str
    kinds: frozenset[str]
    optional: bool
    rest: bool

    def fit(self, value: Any) -> Any:
        """Return the value as the parameter takes it, or MISFIT.

        A list of one item stands for its item, and a value for a list of it.
        """
        if "any" in self.kinds or kind(value) in self.kinds:
            return value
        if value is None:
            return MISFIT
        if "list" in self.kinds:
            return [value]
        if type(value) is list and len(value) == 1:
            return self.fit(value[0])
        return MISFIT


@dataclass(frozen=True, slots=True)
class Signature:
    """One overload of a built-in function, and what computes it."""

    text: str
    parameters: tuple[Parameter, ...]
    compute: Callable[..., Any]
    with_run: bool

    def fit(self, arguments: Arguments) -> list[Any] | None:
        """Return the values to compute with, None when the arguments do not fit."""
        if isinstance(arguments, dict):
            return self._by_name(arguments)
        return self._by_position(arguments)

    def _by_name(self, arguments: dict[str, Any]) -> list[Any] | None:
        if not arguments.keys() <= {parameter.name for parameter in self.parameters}:
            return None
        given: list[Any] = []
        for parameter in self.parameters:
            if parameter.rest:
                value = arguments.get(parameter.name, [])
                given += value if type(value) is list else [value]
            elif parameter.name in arguments:
                given.append(parameter.fit(arguments[parameter.name]))
            elif not parameter.optional:
                return None
            else:
                given.append(None)
        return None if any(value is MISFIT for value in given) else given

    def _by_position(self, arguments: list[Any]) -> list[Any] | None:
        given: list[Any] = []
        for index, parameter in enumerate(self.parameters):
            if parameter.rest:
                given += [parameter.fit(value) for value in arguments[index:]]
            elif index < len(arguments):
                given.append(parameter.fit(arguments[index]))
            elif not parameter.optional:
                return None
        fits = len(given) >= len(arguments) and not any(value is MISFIT for value in given)
        return given if fits else None


def read_parameters(text: str) -> tuple[Parameter, ...]:
    """Return the parameters of a written signature."""
    return tuple(_parameter(part) for part in text.split(", ") if part)


def _parameter(text: str) -> Parameter:
    name, _, types = text.partition(": ")
    kinds: set[str] = set()
    for one in types.removesuffix("...").split("|"):
        kinds.update(_ALIASES.get(one, (one,)))
    return Parameter(
        name.removesuffix("?"), frozenset(kinds), name.endswith("?"), types.endswith("...")
    )
