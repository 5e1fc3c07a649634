"""The values of an input column, cut at every literal of its cells into pieces.

The literals p0 < p1 < ... make the pieces: below p0, p0 itself, between p0 and p1, p1, ..., above
the last. Null is one more piece if some cell speaks of it. Every cell accepts a set of whole
pieces, so a table is decided by finitely many cases. A set of pieces is a number, piece 0 its
lowest bit.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from decisions.dmn.checks.constants import constant, is_null
from decisions.dmn.types import Type
from decisions.feel import Date, DateTime, Time, kind, less
from decisions.feel.syntax import tree

_INTEGERS = frozenset(("integer", "int", "long", "short"))
_BELOW, _ABOVE = frozenset(("<", "<=")), frozenset((">", ">="))


@dataclass(frozen=True, slots=True)
class Span:
    """Values between two ends; None is no end."""

    low: Any
    high: Any
    low_included: bool = True
    high_included: bool = True


@dataclass(frozen=True, slots=True)
class Accepted:
    """What a cell accepts: spans, or all but them.

    Attributes:
        null: null is among what it accepts, or with `negated` does not.
        about_null: it speaks of null.
    """

    spans: tuple[Span, ...]
    negated: bool = False
    null: bool = False
    about_null: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """A column.

    Attributes:
        index: its place in the table, from 0.
        points: the literals, ascending.
        domain: the pieces that hold values at all.
        cells: the pieces that the cell of each rule accepts; None if that cannot be told.
    """

    index: int
    label: str
    points: tuple[Any, ...]
    domain: int
    cells: tuple[int | None, ...]

    @property
    def null(self) -> int:
        """The piece of null."""
        return _null(self.points)


def accepted(tests: tree.Tests | None) -> Accepted | None:
    """Return what unary tests accept; None if that depends on more than the value."""
    if tests is None or not tests.tests:
        return Accepted((), negated=True)
    spans: list[Span] = []
    for test in tests.tests:
        found = _spans(test)
        if found is None:
            return None
        spans += found
    about_null = any(is_null(test) for test in tests.tests)
    unequal = any(isinstance(test, tree.Test) and test.operator == "!=" for test in tests.tests)
    return Accepted(tuple(spans), tests.negated, about_null or unequal, about_null)


def _spans(test: tree.Node) -> list[Span] | None:
    if is_null(test):
        return []
    match test:
        case tree.Test(operator=sign, operand=operand):
            return _compared(sign, _plain(operand))
        case tree.Interval(start=start, end=end):
            low, high = _plain(start), _plain(end)
            if low is None or high is None:
                return None
            span = Span(low, high, test.start_included, test.end_included)
            return [span] if _is_filled(span) else []
        case tree.Items(items=items):
            found = [_spans(item) for item in items]
            return None if None in found else [span for each in found if each for span in each]
    value = _plain(test)
    return None if value is None else [Span(value, value)]


def _compared(sign: str, value: Any) -> list[Span] | None:
    if value is None:
        return None
    if sign in _BELOW:
        return [Span(None, value, high_included=sign == "<=")]
    if sign in _ABOVE:
        return [Span(value, None, low_included=sign == ">=")]
    if sign == "=":
        return [Span(value, value)]
    return [Span(None, value, high_included=False), Span(value, None, low_included=False)]


def _plain(node: tree.Node) -> Any:
    """Return the value of a constant that is no list and no context, else None."""
    outcome = constant(node)
    value = None if outcome is None else outcome.value
    return None if type(value) in (list, dict) else value


def _is_filled(span: Span) -> bool:
    if span.low == span.high:
        return span.low_included and span.high_included
    return less(span.low, span.high) is True


def axis(
    place: tuple[int, str],
    type_: Type | None,
    allowed: tree.Tests | None,
    cells: Sequence[tuple[tree.Tests | None, bool]],
) -> Axis | None:
    """Return a column cut into pieces; None if its literals have no common order.

    Args:
        place: index and label of the column.
        allowed: the values that the column may have at all, if it says.
        cells: the tests of each rule, and whether they could be read.
    """
    if type_ is not None and type_.collection:
        return None
    declared = accepted(allowed) if allowed is not None else None
    found = [accepted(tests) if readable else None for tests, readable in cells]
    told = [each for each in (declared, *found) if each is not None]
    points = _points(span for each in told for span in each.spans)
    wanted = type_.kind if type_ is not None else None
    if points is None or (points and wanted is not None and kind(points[0]) != wanted):
        return None
    if wanted == "boolean" or (points and type(points[0]) is bool):
        points = (False, True)
    places = {point: index for index, point in enumerate(points)}
    domain = _domain(points, type_.name if type_ else None)
    null = _null(points) if any(each.about_null for each in told) else 0
    if declared is not None:
        domain &= _pieces(places, declared, domain)
    domain |= null
    pieces = tuple(None if each is None else _pieces(places, each, domain) for each in found)
    return Axis(*place, points, domain, pieces)


def _null(points: tuple[Any, ...]) -> int:
    return 1 << (2 * len(points) + 1)


def _points(spans: Iterable[Span]) -> tuple[Any, ...] | None:
    values = {end for span in spans for end in (span.low, span.high) if end is not None}
    if len({kind(value) for value in values}) > 1:
        return None
    zoned = {value.zone is None for value in values if isinstance(value, Time | DateTime)}
    return tuple(sorted(values)) if len(zoned) < 2 else None


def _domain(points: tuple[Any, ...], type_name: str | None) -> int:
    if points and type(points[0]) is bool:
        return 0b01010
    domain = (1 << (2 * len(points) + 1)) - 1
    whole = type_name in _INTEGERS
    for index, point in enumerate(points):
        if whole and type(point) is Decimal and point != int(point):
            domain &= ~(1 << (2 * index + 1))
        if index and _is_empty(points[index - 1], point, whole=whole):
            domain &= ~(1 << (2 * index))
    return domain


def _is_empty(low: Any, high: Any, *, whole: bool) -> bool:
    """Tell whether no value lies between two neighbours."""
    if type(low) is Date:
        return bool(low.number + 1 == high.number)
    return whole and type(low) is Decimal and math.floor(low) + 1 >= high


def _pieces(places: dict[Any, int], cell: Accepted, domain: int) -> int:
    found = 0
    for span in cell.spans:
        low, high = 0, 2 * len(places)
        if span.low is not None:
            low = 2 * places[span.low] + (1 if span.low_included else 2)
        if span.high is not None:
            high = 2 * places[span.high] + (1 if span.high_included else 0)
        found |= (1 << (high + 1)) - (1 << low)
    if cell.null:
        found |= 1 << (2 * len(places) + 1)
    return (~found if cell.negated else found) & domain
