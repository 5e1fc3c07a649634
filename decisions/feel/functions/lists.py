"""Functions that make lists of lists. Positions count from 1, from the end when negative."""

from __future__ import annotations

import functools
from collections.abc import Hashable
from decimal import Decimal
from typing import Any

from decisions.feel.functions.registry import NoValueError, built_in
from decisions.feel.run import NOWHERE, Run
from decisions.feel.values.comparison import equal, less, seconds
from decisions.feel.values.functions import BuiltIn, Function
from decisions.feel.values.kinds import DATE_TIME, SIMPLE, TEMPORAL, kind

HASHABLE = SIMPLE | TEMPORAL | {"null"}
AnyFunction = Function | BuiltIn


def index_at(items: list[Any], position: Decimal) -> int:
    """Return the Python index of a position that must exist."""
    number = int(position)
    if number == 0 or abs(number) > len(items):
        raise NoValueError(f"there is no position {number} in {len(items)} items")
    return number - 1 if number > 0 else len(items) + number


@built_in("append", "list: list, item: any...")
def append(items: list[Any], *added: Any) -> list[Any]:
    """Return a list with items at its end."""
    return items + list(added)


@built_in("concatenate", "list: list...")
def concatenate(*lists: list[Any]) -> list[Any]:
    """Return the items of all lists."""
    return [item for items in lists for item in items]


@built_in("insert before", "list: list, position: number, newItem: any")
def insert_before(items: list[Any], position: Decimal, item: Any) -> list[Any]:
    """Return a list with an item before the one at a position."""
    index = index_at(items, position)
    return [*items[:index], item, *items[index:]]


@built_in("remove", "list: list, position: number")
def remove(items: list[Any], position: Decimal) -> list[Any]:
    """Return a list without the item at a position."""
    index = index_at(items, position)
    return items[:index] + items[index + 1 :]


@built_in("list replace", "list: list, position: number, newItem: any")
def replace_at(items: list[Any], position: Decimal, item: Any) -> list[Any]:
    """Return a list with the item at a position replaced."""
    index = index_at(items, position)
    return [*items[:index], item, *items[index + 1 :]]


@built_in("list replace", "list: list, match: function, newItem: any")
def replace_matching(run: Run, items: list[Any], match: AnyFunction, item: Any) -> list[Any]:
    """Return a list with each item replaced for which match(item, newItem) is true."""
    replaced = []
    for old in items:
        answer = match.call([old, item], run, NOWHERE)
        if not isinstance(answer, bool):
            raise NoValueError("the function must answer true or false")
        replaced.append(item if answer else old)
    return replaced


@built_in("reverse", "list: list")
def reverse(items: list[Any]) -> list[Any]:
    """Return a list from its end to its start."""
    return items[::-1]


@built_in("flatten", "list: list")
def flatten(run: Run, items: list[Any]) -> list[Any]:
    """Return the items of a list and of the lists in it."""
    flat: list[Any] = []
    _flatten(run, items, flat)
    return flat


def _flatten(run: Run, items: list[Any], flat: list[Any]) -> None:
    run.use(1 + len(items))
    for item in items:
        if type(item) is list:
            _flatten(run, item, flat)
        else:
            flat.append(item)


@built_in("distinct values", "list: list")
def distinct_values(run: Run, items: list[Any]) -> list[Any]:
    """Return the items of a list, each once."""
    seen: set[Any] = set()
    others: list[Any] = []
    distinct: list[Any] = []
    for item in items:
        key = _key(item)
        if key is not None:
            if key in seen:
                continue
            seen.add(key)
        else:
            run.use(len(others))
            if any(equal(item, other, run) is True for other in others):
                continue
            others.append(item)
        distinct.append(item)
    return distinct


def _key(item: Any) -> Hashable | None:
    """Return what equal items share, None for those without."""
    found = kind(item)
    if found in ("time", DATE_TIME):
        return (found, item.zone is None, seconds(item))
    # 1 and true are equal to Python, not to FEEL
    return (found, item) if found in HASHABLE else None


@built_in("union", "list: list...")
def union(run: Run, *lists: list[Any]) -> list[Any]:
    """Return the items of all lists, each once."""
    return distinct_values(run, concatenate(*lists))


@built_in("sort", "list: list", "list: list, precedes: function")
def sort(run: Run, items: list[Any], precedes: AnyFunction | None = None) -> list[Any]:
    """Return a list in order: the natural one, or by a function that tells what goes first."""
    if precedes is None and any(less(items[0], item) is None for item in items):
        raise NoValueError("the items have no order among each other")

    def order(left: Any, right: Any) -> int:
        run.use()
        if precedes is None:
            return -1 if less(left, right) else int(bool(less(right, left)))
        if precedes.call([left, right], run, NOWHERE) is True:
            return -1
        return int(precedes.call([right, left], run, NOWHERE) is True)

    return sorted(items, key=functools.cmp_to_key(order))
