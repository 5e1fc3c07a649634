"""One pass over a JavaScript pattern that writes it for the `regex` module."""

from __future__ import annotations

import re

from forms.patterns import classes
from forms.patterns.errors import PatternError
from forms.patterns.groups import Groups

SIZE = 20_000  # of a pattern whose counted repetitions are written out
_QUANTIFIER = re.compile(r"\*|\+|\?|\{([0-9]{1,9})(,([0-9]{1,9})?)?\}")
_GROUP = re.compile(r"\?(?::|=|!|<=|<!|<(?P<name>[A-Za-z_$][A-Za-z0-9_$]*)>)")
_LOOKS = ("?=", "?!", "?<=", "?<!")
_PLAIN = {"^": r"\A", "$": r"\Z", "|": "|"}


def translate(pattern: str) -> str:
    """Return a pattern of UTF-16 units in the syntax of the `regex` module.

    Raises:
        PatternError: it is no pattern, or one whose meaning would differ.
    """
    return _Translator(pattern).translate()


class _Translator:
    """`atom` is where the last thing that can be repeated begins in `out`.

    `sizes` says how large each part of `out` is when counted repetitions are written out, as the
    `regex` module does: `((a{999}){999}){999}` would take all memory.
    """

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.position = 0
        self.out: list[str] = []
        self.sizes: list[int] = []
        self.atom: int | None = None
        self.groups = Groups(pattern)

    def translate(self) -> str:
        while self.position < len(self.pattern):
            self._term()
        self.groups.end()
        return "".join(self.out)

    def _term(self) -> None:
        character = self.pattern[self.position]
        quantifier = _QUANTIFIER.match(self.pattern, self.position)
        if quantifier:
            self._repeat(quantifier)
        elif character in "()":
            self._open() if character == "(" else self._close()
        elif character in _PLAIN:
            self._put(_PLAIN[character], self.position + 1, repeatable=False)
        elif character == "[":
            found, end = classes.read_class(self.pattern, self.position + 1)
            self._put(found.text(), end)
        elif character == "\\":
            self._escape()
        else:
            found = classes.ANY if character == "." else classes.one(ord(character))
            self._put(found.text(), self.position + 1)

    def _put(self, text: str, end: int, *, repeatable: bool = True) -> None:
        self.atom = len(self.out) if repeatable else None
        self.out.append(text)
        self.sizes.append(1)
        self.position = end

    def _repeat(self, quantifier: re.Match[str]) -> None:
        if self.atom is None:
            raise PatternError("nothing to repeat", self.position)
        low, _, high = quantifier.groups()
        self._grow(self.atom, max(int(low or 0), int(high or 0), 1))
        if high is not None and int(low) > int(high):
            raise PatternError("the numbers of a repetition are out of order", self.position)
        self.groups.repeated(self.atom)
        end = quantifier.end()
        lazy = self.pattern[end : end + 1] == "?"
        self._put(quantifier[0] + "?" * lazy, end + lazy, repeatable=False)

    def _grow(self, start: int, times: int) -> None:
        self.sizes[start:] = [size * times for size in self.sizes[start:]]
        if sum(self.sizes) > SIZE:
            raise PatternError("its repetitions are too many", self.position)

    def _open(self) -> None:
        rest = _GROUP.match(self.pattern, self.position + 1)
        if not rest and self.pattern[self.position + 1 : self.position + 2] == "?":
            raise PatternError("this kind of group is not supported", self.position)
        kind = rest[0] if rest else ""
        captures = rest is None or rest["name"] is not None
        self.groups.open(len(self.out), kind, captures=captures)
        text = "(" if captures else "(" + kind
        self._put(text, self.position + 1 + len(kind), repeatable=False)

    def _close(self) -> None:
        group = self.groups.close(self.position, len(self.out))
        self._put(")", self.position + 1)
        self.atom = None if group.kind in _LOOKS else group.start

    def _escape(self) -> None:
        self.position += 1
        character = self.pattern[self.position : self.position + 1]
        if not character:
            raise PatternError("a \\ at the end", self.position - 1)
        if character in "bB":
            self._put("\\" + character, self.position + 1, repeatable=False)
        elif character in "123456789" or (character == "k" and self.groups.names):
            number, end = self.groups.reference(self.pattern, self.position, len(self.out))
            # a group that took no part matches the empty text in JavaScript, nothing in Python
            self._put(f"(?:(?({number})\\g<{number}>))" if number else "(?:)", end)
        else:
            found, end = classes.read_escape(self.pattern, self.position)
            self._put(found.text(), end)
