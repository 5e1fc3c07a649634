"""Functions that relate points and ranges in time or in number, and `range()`.

Source: DMN 1.5, table 78. A point stands for itself; an end without bound relates to nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from decisions.feel.functions.registry import NoValueError, built_in
from decisions.feel.run import Run
from decisions.feel.values.comparison import equal, less, within
from decisions.feel.values.kinds import ORDERED, kind
from decisions.feel.values.ranges import Range

Relation = Callable[[Any, Any, Run], bool]


def relation(name: str, inverse: str = "", *, of: str) -> Callable[[Relation], Relation]:
    """Register a relation, and the same with the operands turned round.

    Args:
        of: which operands it takes, of `pp pr rp rr`: points and ranges.
    """

    def register(compute: Relation) -> Relation:
        _register(name, of.split(), compute)
        if inverse:
            _register(inverse, [pair[::-1] for pair in of.split()], _turned(compute))
        return compute

    return register


def _turned(compute: Relation) -> Relation:
    return lambda left, right, run: compute(right, left, run)


NAMES = {
    "pp": ("point1", "point2"),
    "pr": ("point", "range"),
    "rp": ("range", "point"),
    "rr": ("range1", "range2"),
}
POINTS = "|".join(sorted(ORDERED))
TYPES = {"p": POINTS, "r": "range"}


def _register(name: str, pairs: list[str], compute: Relation) -> None:
    def related(run: Run, left: Any, right: Any) -> bool:
        if kind(_point(left)) != kind(_point(right)):
            raise NoValueError("points and ranges must be of one type")
        return compute(left, right, run)

    for pair in pairs:
        first, second = NAMES[pair]
        built_in(name, f"{first}: {TYPES[pair[0]]}, {second}: {TYPES[pair[1]]}")(related)


def _point(value: Any) -> Any:
    if not isinstance(value, Range):
        return value
    return value.end if value.start is None else value.start


def _before(left: Any, right: Any) -> bool:
    return less(left, right) is True


def _starts_no_later(outer: Range, inner: Range, run: Run) -> bool:
    return _before(outer.start, inner.start) or (
        equal(outer.start, inner.start, run) is True
        and (outer.start_included or not inner.start_included)
    )


def _ends_no_earlier(outer: Range, inner: Range, run: Run) -> bool:
    return _before(inner.end, outer.end) or (
        equal(inner.end, outer.end, run) is True and (outer.end_included or not inner.end_included)
    )


def _reaches(left: Range, right: Range, run: Run) -> bool:
    """Tell whether the end of one is not before the start of the other."""
    return _before(right.start, left.end) or meets(left, right, run)


@relation("before", "after", of="pp pr rp rr")
def before(left: Any, right: Any, run: Run) -> bool:
    """Tell whether all of one lies before all of the other."""
    end, end_included = (left.end, left.end_included) if type(left) is Range else (left, True)
    start, start_included = (
        (right.start, right.start_included) if type(right) is Range else (right, True)
    )
    touching = equal(end, start, run) is True
    return _before(end, start) or (
        touching and end is not None and not (end_included and start_included)
    )


@relation("meets", "met by", of="rr")
def meets(left: Range, right: Range, run: Run) -> bool:
    """Tell whether one ends where the other starts, and both have that point."""
    return (
        left.end is not None
        and equal(left.end, right.start, run) is True
        and left.end_included
        and right.start_included
    )


@relation("overlaps", of="rr")
def overlaps(left: Range, right: Range, run: Run) -> bool:
    """Tell whether both have a point in common."""
    return _reaches(left, right, run) and _reaches(right, left, run)


@relation("overlaps before", "overlaps after", of="rr")
def overlaps_before(left: Range, right: Range, run: Run) -> bool:
    """Tell whether one starts first and ends within the other."""
    starts_first = _before(left.start, right.start) or (
        equal(left.start, right.start, run) is True
        and left.start_included
        and not right.start_included
    )
    return starts_first and _reaches(left, right, run) and _ends_no_earlier(right, left, run)


@relation("includes", "during", of="rp rr")
def includes(outer: Range, inner: Any, run: Run) -> bool:
    """Tell whether a range holds all of a point or range."""
    if type(inner) is not Range:
        return within(inner, outer) is True
    return _starts_no_later(outer, inner, run) and _ends_no_earlier(outer, inner, run)


@relation("starts", "started by", of="pr rr")
def starts(inner: Any, outer: Range, run: Run) -> bool:
    """Tell whether one starts the other and ends within it."""
    if type(inner) is not Range:
        return equal(inner, outer.start, run) is True and outer.start_included
    return (
        equal(inner.start, outer.start, run) is True
        and inner.start_included == outer.start_included
        and _ends_no_earlier(outer, inner, run)
    )


@relation("finishes", "finished by", of="pr rr")
def finishes(inner: Any, outer: Range, run: Run) -> bool:
    """Tell whether one ends the other and starts within it."""
    if type(inner) is not Range:
        return equal(inner, outer.end, run) is True and outer.end_included
    return (
        equal(inner.end, outer.end, run) is True
        and inner.end_included == outer.end_included
        and _starts_no_later(outer, inner, run)
    )


@relation("coincides", of="pp rr")
def coincides(left: Any, right: Any, run: Run) -> bool:
    """Tell whether both are the same."""
    return equal(left, right, run) is True
