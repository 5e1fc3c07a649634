"""The groups of a pattern: their numbers, their nesting, and what refers to them.

JavaScript forgets what a group caught whenever a repetition around it begins again; Python does
not. A reference that could tell the difference is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms.patterns.errors import PatternError

LOOKBEHIND = ("?<=", "?<!")
_NAME = re.compile(r"k<([A-Za-z_$][A-Za-z0-9_$]*)>")
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]?|\((?:\?<(?![=!])([^>]*)>|(?!\?))", re.DOTALL)


@dataclass(slots=True)
class Group:
    """A group: where it begins and ends in the rewritten pattern, end None while it is open."""

    kind: str
    start: int
    number: int | None
    end: int | None = None


class Groups:
    """Keeps the books while a pattern is read from left to right."""

    def __init__(self, pattern: str) -> None:
        """Count the capturing groups first: a reference may stand before its group."""
        found = [token for token in _TOKEN.finditer(pattern) if token[0].startswith("(")]
        self.count = len(found)
        self.names = {token[1]: number for number, token in enumerate(found, 1) if token[1]}
        if len(self.names) != sum(bool(token[1]) for token in found):
            raise PatternError("two groups have the same name")
        self._stack: list[Group] = []
        self._captures: list[Group] = []
        self._references: list[tuple[int, Group]] = []
        self._forgotten: set[int] = set()

    def open(self, start: int, kind: str, *, captures: bool) -> None:
        """Begin a group."""
        number = len(self._captures) + 1 if captures else None
        group = Group(kind, start, number)
        self._stack.append(group)
        if captures:
            self._captures.append(group)

    def close(self, position: int, end: int) -> Group:
        """End the innermost group and return it."""
        if not self._stack:
            raise PatternError("a ) too many", position)
        group = self._stack.pop()
        group.end = end
        return group

    def end(self) -> None:
        """Refuse a pattern that ends inside a group."""
        if self._stack:
            raise PatternError("a ( is not closed")

    def repeated(self, start: int) -> None:
        """Note that all from a start is repeated: groups inside, but not the whole, forget."""
        inside = [group for group in self._captures if group.start > start]
        self._forgotten.update(group.number or 0 for group in inside)
        if any(place >= start and group in inside for place, group in self._references):
            raise PatternError("a group is repeated together with a reference to it")

    def reference(self, pattern: str, position: int, place: int) -> tuple[int | None, int]:
        r"""Return the group that \\1 or \\k<name> means and where the reference ends.

        The group is None if it cannot have caught anything yet: it matches the empty text.
        """
        number, end = self._target(pattern, position)
        group = self._captures[number - 1] if number <= len(self._captures) else None
        if any(opened.kind in LOOKBEHIND for opened in self._stack):
            raise PatternError("references inside a lookbehind are not supported", position)
        if number in self._forgotten:
            raise PatternError("a reference to a group inside a repetition", position)
        if group is None or group.end is None:
            return None, end
        self._references.append((place, group))
        return number, end

    def _target(self, pattern: str, position: int) -> tuple[int, int]:
        name = _NAME.match(pattern, position)
        if name and name[1] in self.names:
            return self.names[name[1]], name.end()
        digits = re.compile("[0-9]*").match(pattern, position)
        text = digits[0] if digits else ""
        if not text or len(text) > 3 or int(text) > self.count:
            raise PatternError("there is no such group", position)
        return int(text), position + len(text)
