"""How expressions fail, at deployment and while running."""

from __future__ import annotations

from engine.ports import ScriptError

SHOWN = 120  # letters of an expression in a message


class ExpressionError(ScriptError):
    """The text is no expression of its language: found when it is compiled.

    Attributes:
        line, column: where, from 1; None if unknown.
    """

    def __init__(self, message: str, line: int | None = None, column: int | None = None) -> None:
        super().__init__(message, line)
        self.column = column


class FeelNotSupportedError(ExpressionError):
    """The expression is FEEL, which nothing here evaluates."""

    def __init__(self) -> None:
        super().__init__("FEEL expressions cannot be evaluated.")


class UnknownVariableError(ScriptError):
    """The expression reads a variable that does not exist (yet): `name`."""

    def __init__(self, name: str, expression: str = "", line: int | None = None) -> None:
        place = f" in the expression {_shown(expression)}" if expression else ""
        super().__init__(f"There is no variable {name!r}{place}.", line)
        self.name = name


def _shown(expression: str) -> str:
    line = " ".join(expression.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"
