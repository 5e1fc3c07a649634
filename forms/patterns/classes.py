r"""Sets of UTF-16 units: escapes such as \\d, and classes in brackets."""

from __future__ import annotations

import re
from dataclasses import dataclass

from forms.javascript import WHITESPACE
from forms.patterns.errors import PatternError

LAST = 0xFFFF
Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """Units from..to, both included, in any order."""

    ranges: Ranges

    @property
    def single(self) -> int | None:
        """The only unit of the set, None if there are more or none."""
        first, *others = self.ranges or ((0, 1),)
        return first[0] if not others and first[0] == first[1] else None

    def complement(self) -> CharacterSet:
        """Return all other units."""
        gaps, start = [], 0
        for low, high in sorted(self.ranges):
            if low > start:
                gaps.append((start, low - 1))
            start = max(start, high + 1)
        return CharacterSet((*gaps, (start, LAST)) if start <= LAST else tuple(gaps))

    def text(self) -> str:
        """Return the set as a class for the `regex` module."""
        body = "".join(f"\\u{low:04x}-\\u{high:04x}" for low, high in self.ranges)
        return f"[{body}]" if body else "(?!)"


def one(unit: int) -> CharacterSet:
    """Return the set of one unit."""
    return CharacterSet(((unit, unit),))


_DIGITS = CharacterSet(((0x30, 0x39),))
_WORD = CharacterSet(((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)))
_SPACE = CharacterSet(tuple((ord(character),) * 2 for character in WHITESPACE))
_NEWLINES = CharacterSet(((0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)))
ANY = _NEWLINES.complement()
_SETS = {"d": _DIGITS, "w": _WORD, "s": _SPACE}
_SETS |= {letter.upper(): found.complement() for letter, found in _SETS.items()}
_CONTROLS = {"t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D}
_CODE = re.compile(r"x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|c([A-Za-z])")


def read_escape(pattern: str, position: int) -> tuple[CharacterSet, int]:
    """Read the escape whose backslash stands before a position; return it and where it ends."""
    character = pattern[position]
    if character in _SETS:
        return _SETS[character], position + 1
    code = _CODE.match(pattern, position)
    if code:
        letter = code[3]
        unit = ord(letter) % 32 if letter else int(code[1] or code[2], 16)
        return one(unit), code.end()
    if character == "c":  # Annex B: \c without a letter is a backslash, and the c stands for itself
        return one(ord("\\")), position
    if character in "0123456789":
        if character != "0" or pattern[position + 1 : position + 2].isdigit():
            raise PatternError("octal escapes are not supported", position - 1)
        return one(0), position + 1
    return one(_CONTROLS.get(character, ord(character))), position + 1


def read_class(pattern: str, position: int) -> tuple[CharacterSet, int]:
    """Read a class whose bracket stands before a position; return it and where it ends."""
    start, negated = position - 1, pattern[position : position + 1] == "^"
    position += negated
    members: list[CharacterSet] = []
    while pattern[position : position + 1] != "]":
        member, position = _member(pattern, position, start)
        members.append(member)
    whole = CharacterSet(tuple(pair for member in members for pair in member.ranges))
    return (whole.complement() if negated else whole), position + 1


def _member(pattern: str, position: int, start: int) -> tuple[CharacterSet, int]:
    low, position = _atom(pattern, position, start)
    if pattern[position : position + 1] != "-" or pattern[position + 1 : position + 2] in ("", "]"):
        return low, position
    high, end = _atom(pattern, position + 1, start)
    if low.single is None or high.single is None:  # Annex B: [\d-x] is \d, a hyphen and x
        return CharacterSet((*low.ranges, (0x2D, 0x2D), *high.ranges)), end
    if low.single > high.single:
        raise PatternError("a range is out of order", position)
    return CharacterSet(((low.single, high.single),)), end


def _atom(pattern: str, position: int, start: int) -> tuple[CharacterSet, int]:
    character = pattern[position : position + 1]
    if character != "\\":
        if not character:
            raise PatternError("a [ is not closed", start)
        return one(ord(character)), position + 1
    if position + 1 == len(pattern):
        raise PatternError("a \\ at the end", position)
    if pattern[position + 1] == "b":
        return one(0x08), position + 2
    return read_escape(pattern, position + 1)
