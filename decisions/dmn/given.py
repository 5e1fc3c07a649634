"""What the caller gives: plain data, made FEEL values when a decision reads it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from decisions.feel import NOWHERE, Run, from_python


class Given(Mapping[str, Any]):
    """The variables of a caller, of which a process may have many and a decision read few.

    One that FEEL has no value for is null, with a warning.
    """

    def __init__(self, variables: Mapping[str, Any], run: Run) -> None:
        self._variables, self._run = variables, run
        self._values: dict[str, Any] = {}

    def __contains__(self, name: object) -> bool:
        return name in self._variables

    def __getitem__(self, name: str) -> Any:
        if name not in self._values:
            self._values[name] = self._value(name, self._variables[name])
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._variables)

    def __len__(self) -> int:
        return len(self._variables)

    def _value(self, name: str, variable: Any) -> Any:
        try:
            return from_python(variable)
        except (TypeError, ValueError) as error:
            message = "the variable {name} is left out: {reason}"
            self._run.warn("unusable_variable", NOWHERE, message, name=name, reason=str(error))
            return None
