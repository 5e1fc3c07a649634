"""Functions that draw one value from many: given as a list, or one by one."""

from __future__ import annotations

import functools
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from decisions.feel.functions.registry import NoValueError, built_in
from decisions.feel.run import Run
from decisions.feel.values.arithmetic import arithmetic
from decisions.feel.values.comparison import less
from decisions.feel.values.kinds import DURATIONS, ORDERED, kind

Aggregate = Callable[[Run, list[Any]], Any]


def aggregate(name: str, rest: str) -> Callable[[Aggregate], Aggregate]:
    """Register a function of a list that also takes its items as arguments."""

    def register(compute: Aggregate) -> Aggregate:
        def spread(run: Run, *items: Any) -> Any:
            if not items:
                raise NoValueError("it needs at least one value")
            return compute(run, list(items))

        built_in(name, "list: list")(compute)
        built_in(name, f"{rest}: any...")(spread)
        return compute

    return register


def numbers(items: list[Any], least: int = 1) -> list[Decimal]:
    """Return the items, which must be numbers and enough of them."""
    if any(type(item) is not Decimal for item in items):
        raise NoValueError("the list holds something that is no number")
    if len(items) < least:
        raise NoValueError(f"it needs at least {least} values")
    return items


def _first(items: list[Any], wins: Callable[[Any, Any], bool | None]) -> Any:
    if not items:
        raise NoValueError("the list is empty")
    best = items[0]
    if kind(best) not in ORDERED:
        raise NoValueError(f"a {kind(best)} has no order")
    for item in items[1:]:
        better = wins(item, best)
        if better is None:
            raise NoValueError("the items have no order among each other")
        if better:
            best = item
    return best


@aggregate("min", "c")
def minimum(run: Run, items: list[Any]) -> Any:
    """Return the first in order."""
    return _first(items, less)


@aggregate("max", "c")
def maximum(run: Run, items: list[Any]) -> Any:
    """Return the last in order."""
    return _first(items, lambda item, best: less(best, item))


@aggregate("sum", "n")
def total(run: Run, items: list[Any]) -> Any:
    """Return the sum of numbers, or of durations of one sort."""
    if not items or kind(items[0]) not in DURATIONS:
        return functools.reduce(lambda one, other: one + other, numbers(items))
    result = items[0]
    for item in items[1:]:
        result = arithmetic("+", result, item, run) if kind(item) == kind(items[0]) else None
        if result is None:
            raise NoValueError("the durations are not of one sort")
    return result


@aggregate("mean", "n")
def mean(run: Run, items: list[Any]) -> Decimal:
    """Return the average."""
    return sum(numbers(items), Decimal(0)) / len(items)


@aggregate("product", "n")
def product(run: Run, items: list[Any]) -> Decimal:
    """Return the product."""
    return functools.reduce(lambda one, other: one * other, numbers(items))


@aggregate("median", "n")
def median(run: Run, items: list[Any]) -> Decimal:
    """Return the value in the middle, or the average of the two there."""
    ordered = sorted(numbers(items))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return (ordered[middle - 1] + ordered[middle]) / 2


@aggregate("stddev", "n")
def standard_deviation(run: Run, items: list[Any]) -> Decimal:
    """Return the deviation of a sample of two or more."""
    average = mean(run, numbers(items, 2))
    squares = sum(((item - average) ** 2 for item in items), Decimal(0))
    return (squares / (len(items) - 1)).sqrt()


@aggregate("mode", "n")
def modes(run: Run, items: list[Any]) -> list[Decimal]:
    """Return the most frequent values in ascending order, nothing of an empty list."""
    counts: dict[Decimal, int] = {}
    for item in numbers(items, 0):
        counts[item] = counts.get(item, 0) + 1
    most = max(counts.values(), default=0)
    return sorted(item for item, times in counts.items() if times == most)
