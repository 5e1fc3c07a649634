"""Functions of truth values: not, all, any."""

from __future__ import annotations

from typing import Any

from decisions.feel.functions.registry import built_in


@built_in("not", "negand: any")
def negation(value: Any) -> bool | None:
    """Return the opposite, null for what is no boolean."""
    return not value if isinstance(value, bool) else None


@built_in("all", "list: list")
def all_true(items: list[Any]) -> bool | None:
    """Tell whether all items are true: false as soon as one is, null when one is neither."""
    if any(item is False for item in items):
        return False
    return True if all(item is True for item in items) else None


@built_in("any", "list: list")
def any_true(items: list[Any]) -> bool | None:
    """Tell whether an item is true: null when none is, and one is neither true nor false."""
    if any(item is True for item in items):
        return True
    return False if all(item is False for item in items) else None


@built_in("all", "b: any...")
def all_arguments_true(*items: Any) -> bool | None:
    """Tell whether all arguments are true."""
    return all_true(list(items)) if items else None


@built_in("any", "b: any...")
def any_argument_true(*items: Any) -> bool | None:
    """Tell whether an argument is true."""
    return any_true(list(items)) if items else None
