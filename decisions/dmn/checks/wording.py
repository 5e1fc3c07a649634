"""Sets of pieces in words: as the unary tests that a designer would write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from decisions.dmn.checks.axes import Axis
from decisions.feel import to_text

MAX_LISTED = 10


def region(axes: Sequence[Axis], box: Sequence[int]) -> str:
    """Return where a box lies: `Amount: > 1000; Status: "open"`; `-` if it is everything."""
    told = [
        f"{axis.label}: {words(axis, pieces)}"
        for axis, pieces in zip(axes, box, strict=True)
        if pieces != axis.domain
    ]
    return "; ".join(told) or "-"


def words(axis: Axis, pieces: int) -> str:
    """Return a set of pieces as unary tests."""
    if pieces == axis.domain & ~axis.null:
        return "not(null)"
    if pieces & axis.null:
        others = words(axis, pieces & ~axis.null)
        return f"{others}, null" if others else "null"
    points = axis.points
    if points and type(points[0]) is str and _is_by_name(axis, pieces):
        return _named(axis, pieces)
    listed = [_run(axis, low, high) for low, high in _runs(axis, pieces)]
    if len(listed) > MAX_LISTED:
        listed = [*listed[:MAX_LISTED], "…"]
    return ", ".join(listed)


def _is_by_name(axis: Axis, pieces: int) -> bool:
    """Tell whether texts are only named, not ordered: nothing or everything else is meant."""
    others = sum(1 << place for place in range(0, 2 * len(axis.points) + 1, 2))
    return pieces & others in (0, axis.domain & others)


def _named(axis: Axis, pieces: int) -> str:
    others = pieces & 1
    listed = [
        literal(point)
        for index, point in enumerate(axis.points)
        if bool(pieces >> (2 * index + 1) & 1) is not bool(others)
    ]
    if len(listed) > MAX_LISTED:
        listed = [*listed[:MAX_LISTED], "…"]
    return f"not({', '.join(listed)})" if others else ", ".join(listed)


def _runs(axis: Axis, pieces: int) -> Iterator[tuple[int, int]]:
    """Return the first and last piece of each stretch, over pieces that hold no values."""
    start: int | None = None
    last = 0
    for place in range(2 * len(axis.points) + 1):
        if pieces >> place & 1:
            start, last = (place if start is None else start), place
        elif start is not None and axis.domain >> place & 1:
            yield start, last
            start = None
    if start is not None:
        yield start, last


def _run(axis: Axis, low: int, high: int) -> str:
    """Return a stretch of pieces: odd ones are points, even ones lie between them."""
    points, end = axis.points, 2 * len(axis.points)
    if low == high and low % 2:
        return literal(points[low // 2])
    if low == 0:
        return f"{'<=' if high % 2 else '<'} {literal(points[high // 2])}"
    first = literal(points[low // 2 if low % 2 else low // 2 - 1])
    if high == end:
        return f"{'>=' if low % 2 else '>'} {first}"
    return (
        f"{'[' if low % 2 else '('}{first}..{literal(points[high // 2])}{']' if high % 2 else ')'}"
    )


def literal(value: Any) -> str:
    """Return a value as a designer writes it in a cell."""
    return f'"{value}"' if type(value) is str else to_text(value)
