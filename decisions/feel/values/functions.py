"""Function values: what FEEL can call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from decisions.feel.run import Run, Site

Arguments = list[Any] | dict[str, Any]
"""The values given by position, or by name."""


@dataclass(frozen=True, slots=True, eq=False)
class Function:
    """A function made by an expression or by a decision model.

    Attributes:
        parameters: the names, in order.
        body: takes the values of all parameters, in order.
        parameter_types: the declared FEEL types; empty when none is known.
    """

    parameters: tuple[str, ...]
    body: Callable[[Sequence[Any], Run], Any]
    name: str = ""
    parameter_types: tuple[Any, ...] = ()

    def call(self, arguments: Arguments, run: Run, site: Site) -> Any:
        """Return the result; null and a warning when the arguments do not fit.

        Raises:
            LimitExceededError: the calls go too deep.
        """
        if len(arguments) != len(self.parameters) or (
            isinstance(arguments, dict) and set(arguments) != set(self.parameters)
        ):
            run.warn(
                "wrong_arguments",
                site,
                "{function} takes {expected}",
                function=self.name or "the function",
                expected=", ".join(self.parameters) or "no arguments",
            )
            return None
        if isinstance(arguments, dict):
            arguments = [arguments[name] for name in self.parameters]
        run.use(5)
        run.enter()
        try:
            return self.body(arguments, run)
        finally:
            run.leave()


@dataclass(frozen=True, slots=True, eq=False)
class BuiltIn:
    """A function of the standard.

    Attributes:
        signatures: the parameters of each overload, as written for people.
    """

    name: str
    signatures: tuple[str, ...]
    apply: Callable[[Arguments, Run, Site], Any]

    def call(self, arguments: Arguments, run: Run, site: Site) -> Any:
        """Return the result; null and a warning when no overload fits or no value exists."""
        return self.apply(arguments, run, site)
