"""Functions that look into lists: what they hold, and parts of them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from decisions.feel.functions.lists import index_at
from decisions.feel.functions.registry import NoValueError, built_in
from decisions.feel.run import Run
from decisions.feel.values.comparison import equal


@built_in("list contains", "list: list, element: any")
def list_contains(run: Run, items: list[Any], element: Any) -> bool:
    """Tell whether a list holds a value, which may be null."""
    return any(equal(item, element, run) is True for item in items)


@built_in("index of", "list: list, match: any")
def index_of(run: Run, items: list[Any], match: Any) -> list[Decimal]:
    """Return the positions of a value in a list."""
    positions = enumerate(items, 1)
    return [Decimal(index) for index, item in positions if equal(item, match, run) is True]


@built_in("count", "list: list")
def count(items: list[Any]) -> Decimal:
    """Return the number of items."""
    return Decimal(len(items))


@built_in("sublist", "list: list, start position: number, length?: number|null")
def sublist(items: list[Any], start: Decimal, length: Decimal | None = None) -> list[Any]:
    """Return the items from a position on, up to a length."""
    first = index_at(items, start)
    if length is None:
        return items[first:]
    if not 0 <= length <= len(items) - first:
        raise NoValueError(f"there are no {length} items from there on")
    return items[first : first + int(length)]
