"""How expressions fail, at deployment and while running."""

from __future__ import annotations

from collections.abc import Iterable

from engine.ports import ScriptError

SHOWN = 120  # letters of an expression in a message
REASONS = 3  # why FEEL has no answer, in a message


class ExpressionError(ScriptError):
    """The text is no expression of its language: found when it is compiled.

    Attributes:
        line, column: where, from 1; None if unknown.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message, line)
        self.column = column


class FeelError(ExpressionError):
    """The text is no FEEL; the message tells what was expected."""


class UnknownVariableError(ScriptError):
    """The expression reads a variable that does not exist (yet): `name`."""

    def __init__(self, name: str, expression: str = "", line: int | None = None) -> None:
        place = f" in the expression {_shown(expression)}" if expression else ""
        super().__init__(f"There is no variable {name!r}{place}.", line)
        self.name = name


class NoAnswerError(ScriptError):
    """A FEEL expression gave null, or no truth value, where that is no answer.

    Attributes:
        unknown_variable: whether it read a variable that does not exist (yet).
    """

    def __init__(
        self, expression: str, found: str, reasons: Iterable[str], *, unknown_variable: bool
    ) -> None:
        why = "; ".join(list(dict.fromkeys(reasons))[:REASONS])
        super().__init__(f"The expression {_shown(expression)} gives {found}{why and ': '}{why}.")
        self.unknown_variable = unknown_variable


def _shown(expression: str) -> str:
    line = " ".join(expression.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
