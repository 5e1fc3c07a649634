"""Which cases of a table no rule covers, and which several rules cover: exact, within a limit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from itertools import islice
from operator import and_, or_

from decisions.dmn.checks.axes import Axis

Box = tuple[int, ...]
"""A set of pieces for each column: all cases that lie in every one."""

MAX_WORK = 4_000_000
MAX_BOXES = 200


class TooLargeError(Exception):
    """The table has too many cases to look at."""


class Coverage:
    """The cases of a table.

    Attributes:
        opaque: the rules of which some cell cannot be told, as bits.
    """

    def __init__(self, axes: Sequence[Axis], count: int) -> None:
        """Cut the table.

        Raises:
            TooLargeError: it has too many rules and literals.
        """
        self.axes, self.count = axes, count
        self._work = MAX_WORK
        self.opaque = 0
        for number in range(count):
            if any(axis.cells[number] is None for axis in axes):
                self.opaque |= 1 << number
        self._by_piece = [self._by_piece_of(axis) for axis in axes]
        self._overlapping: list[dict[int, int]] = [{} for _ in axes]

    def gaps(self) -> list[Box]:
        """Return the cases that no rule covers; rules that cannot be told may cover any.

        Raises:
            TooLargeError: there are too many cases.
        """
        domain = tuple(axis.domain for axis in self.axes)
        return self._uncovered(domain, (1 << self.count) - 1)

    def is_reachable(self, number: int) -> bool:
        """Return whether some case of a rule is left by all before it.

        Raises:
            TooLargeError: there are too many cases.
        """
        box = self.box(number)
        earlier = ((1 << number) - 1) & ~self.opaque & self._together(box)
        return not earlier or bool(self._uncovered(box, earlier))

    def box(self, number: int) -> Box:
        """Return the cases of a rule; all of a column where they cannot be told."""
        cells = [(axis, axis.cells[number]) for axis in self.axes]
        return tuple(axis.domain if cell is None else cell for axis, cell in cells)

    def overlaps(self) -> Iterator[tuple[int, int]]:
        """Return the pairs of rules that match together in some case, of those that can be told."""
        for number in range(self.count):
            if not self.opaque >> number & 1:
                later = self._together(self.box(number)) & ~self.opaque
                later &= ~((2 << number) - 1)
                while later:
                    lowest = later & -later
                    yield number, lowest.bit_length() - 1
                    later ^= lowest

    def _together(self, box: Box) -> int:
        """Return the rules that share some case with a box."""
        found = (1 << self.count) - 1
        for index, pieces in enumerate(box):
            known = self._overlapping[index]
            if pieces not in known:
                rules = self._by_piece[index]
                known[pieces] = reduce(or_, (rules[place] for place in _bits(pieces)), 0)
            found &= known[pieces]
        return found

    def _uncovered(self, box: Box, rules: int) -> list[Box]:
        groups = [self._groups(index, pieces) for index, pieces in enumerate(box)]
        if not all(box):
            return []
        # the rules that cover all the columns from one on
        whole = [reduce(and_, (each for _, each in found)) for found in groups]
        rest = [reduce(and_, whole[index:]) for index in range(len(box))]
        return _Search(self, box, groups, rest).run(0, rules)

    def _groups(self, index: int, pieces: int) -> list[tuple[int, int]]:
        """Return pieces that the same rules accept, with these rules."""
        found: dict[int, int] = {}
        self.spend(pieces.bit_count())
        for place in _bits(pieces):
            rules = self._by_piece[index][place]
            found[rules] = found.get(rules, 0) | 1 << place
        return [(group, rules) for rules, group in found.items()]

    def _by_piece_of(self, axis: Axis) -> list[int]:
        """Return for each piece of a column the rules that accept it."""
        found = [0] * axis.null.bit_length()
        cells: dict[int, int] = {}
        for number, cell in enumerate(axis.cells):
            pieces = axis.domain if cell is None else cell
            cells[pieces] = cells.get(pieces, 0) | 1 << number
        for pieces, rules in cells.items():
            self.spend(pieces.bit_count())
            for place in _bits(pieces):
                found[place] |= rules
        return found

    def spend(self, work: int) -> None:
        """Take from what a check may cost."""
        self._work -= work
        if self._work < 0:
            raise TooLargeError


class _Search:
    """Goes through the columns of a box, with the rules that are left."""

    def __init__(
        self,
        coverage: Coverage,
        box: Box,
        groups: list[list[tuple[int, int]]],
        rest: list[int],
    ) -> None:
        self._coverage, self._box, self._all, self._rest = coverage, box, groups, rest
        self._known: dict[tuple[int, int], list[Box]] = {}

    def run(self, index: int, rules: int) -> list[Box]:
        """Return the cases, of the columns from one on, that none of the rules covers."""
        if not rules:
            return [self._box[index:]]
        if index == len(self._box) or rules & self._rest[index]:
            return []
        key = (index, rules)
        if key not in self._known:
            self._known[key] = self._found(index, rules)
        return self._known[key]

    def _found(self, index: int, rules: int) -> list[Box]:
        self._coverage.spend(1 + len(self._all[index]))
        merged: dict[int, int] = {}
        for pieces, accepting in self._all[index]:
            left = accepting & rules
            merged[left] = merged.get(left, 0) | pieces
        found = (
            (pieces, *others)
            for left, pieces in merged.items()
            for others in self.run(index + 1, left)
        )
        return list(islice(found, MAX_BOXES))


def _bits(pieces: int) -> Iterator[int]:
    while pieces:
        lowest = pieces & -pieces
        yield lowest.bit_length() - 1
        pieces ^= lowest
