"""The two errors FEEL raises; whatever else goes wrong is null and a warning."""

from decisions import DecisionsError


class FeelSyntaxError(DecisionsError):
    """Tell where a text stops being FEEL, and what was expected there.

    Attributes:
        text: the whole text that was parsed.
        line: 1-based.
        column: 1-based, in characters.
        expected: the words or signs that would have been right; empty when nothing would.
    """

    code = "feel_syntax"

    def __init__(
        self, reason: str, text: str, position: int, expected: tuple[str, ...] = ()
    ) -> None:
        self.reason = reason
        self.text = text
        self.position = position
        self.expected = expected
        self.line, self.column = place(text, position)
        super().__init__(f"line {self.line}, column {self.column}: {reason}")


class LimitExceededError(DecisionsError):
    """Stop an evaluation that used up its budget; never turned into null.

    Attributes:
        limit: the name of the field of `Limits` that was exceeded.
    """

    code = "feel_limit"

    def __init__(self, limit: str, reason: str) -> None:
        self.limit = limit
        super().__init__(f"the expression was stopped: {reason}")


def place(text: str, position: int) -> tuple[int, int]:
    """Return line and column (1-based) of a position (0-based) in a text."""
    start = text.rfind("\n", 0, position) + 1
    return text.count("\n", 0, position) + 1, position - start + 1
