"""A place in the tokens of a text, and what was expected there."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection
from typing import NoReturn, TypeVar

from decisions.feel.errors import FeelSyntaxError
from decisions.feel.syntax import tree
from decisions.feel.syntax.tokens import Token, tokenize

MAX_NESTING = 100
T = TypeVar("T")


class Cursor(ABC):
    """Read tokens one by one; remember the furthest place at which reading failed."""

    def __init__(self, text: str, names: Collection[str]) -> None:
        self.text = text
        self.names = names
        self.tokens = tokenize(text, names)
        self.index = 0
        self.nesting = 0
        self.furthest: FeelSyntaxError | None = None
        # names with operators or keywords that the text itself makes, as keys of contexts
        self.made: set[str] = set()

    @abstractmethod
    def expression(self) -> tree.Node:
        """Read one expression."""

    @property
    def token(self) -> Token:
        """Return the token at this place."""
        return self.tokens[self.index]

    def at(self, *values: str) -> bool:
        """Tell whether a sign or keyword stands here."""
        token = self.tokens[self.index]
        return token.kind in ("sign", "keyword") and token.value in values

    def followed_by(self, value: str) -> bool:
        """Tell whether a sign or keyword stands behind this token, which is not the end."""
        token = self.tokens[self.index + 1]
        return token.kind in ("sign", "keyword") and token.value == value

    def advance(self) -> Token:
        """Return the token here and go behind it."""
        self.index += 1
        return self.tokens[self.index - 1]

    def accept(self, value: str) -> bool:
        """Go behind a sign or keyword if it stands here."""
        if self.at(value):
            self.index += 1
            return True
        return False

    def expect(self, value: str) -> None:
        """Go behind a sign or keyword that must stand here."""
        if not self.accept(value):
            self.fail(value)

    def fail(self, *expected: str) -> NoReturn:
        """Raise FeelSyntaxError for the token here."""
        token = self.token
        found = "the end" if token.kind == "end" else f"'{self.text[token.position : token.end]}'"
        furthest = self.furthest
        if furthest is not None and furthest.position == token.position:
            expected = tuple(dict.fromkeys(furthest.expected + expected))
        wanted = " or ".join(one if " " in one else f"'{one}'" for one in expected)
        reason = f"expected {wanted}, found {found}"
        error = FeelSyntaxError(reason, self.text, token.position, expected)
        if furthest is None or token.position >= furthest.position:
            self.furthest = error
        raise error

    def deeper(self) -> None:
        """Count one level of nesting; RecursionError beyond 100."""
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise RecursionError

    def separated(self, read: Callable[[], T], closing: str) -> tuple[T, ...]:
        """Read what stands between commas, up to and with a closing sign."""
        if self.accept(closing):
            return ()
        found = [read()]
        while not self.accept(closing):
            if not self.accept(","):
                self.fail(",", closing)
            found.append(read())
        return tuple(found)

    def name(self) -> str:
        """Read a name: words and whole numbers behind each other are one name."""
        if self.token.kind != "name":
            self.fail("the name of something")
        words = [self.advance().value]
        while self.token.kind == "name" or self._digits():
            token = self.advance()
            words.append(
                self.text[token.position : token.end] if token.kind == "number" else token.value
            )
        return " ".join(words)

    def _digits(self) -> bool:
        token = self.token
        return token.kind == "number" and self.text[token.position : token.end].isdecimal()

    def any_name(self) -> str:
        """Read a name, or a keyword that stands where only a name can."""
        if self.token.kind == "keyword":
            return str(self.advance().value)
        return self.name()
