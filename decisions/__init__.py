"""FEEL expressions and DMN decisions: pure, nothing but values in and values out.

`decisions.feel` evaluates expressions, `decisions.dmn` evaluates decision models.
"""

from __future__ import annotations

from typing import Any


class DecisionsError(Exception):
    """Root of every error of this package; each class carries a stable `code`."""

    code = "decisions_error"

    def __reduce__(self) -> tuple[Any, ...]:
        # its arguments are not those of its class: without this, other processes cannot read it
        return _restored, (type(self), self.args, self.__dict__)


def _restored(
    class_: type[DecisionsError], arguments: tuple[Any, ...], facts: dict[str, Any]
) -> DecisionsError:
    error = class_.__new__(class_, *arguments)
    error.__dict__.update(facts)
    return error
