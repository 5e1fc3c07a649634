"""The order of a task list: several keys, read from its address."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.queries import TaskFilter
from web.pages.tasks_filters import Arguments

MOST_KEYS = 3
OLDEST = ("created_at", "asc")
SORTS: Mapping[str, tuple[str, str]] = {
    "priority": ("priority", "desc"),
    "due": ("due_at", "asc"),
    "oldest": OLDEST,
    "newest": ("created_at", "desc"),
    "follow_up": ("follow_up_at", "asc"),
    "name": ("name", "asc"),
    "process": ("definition_key", "asc"),
    "case": ("case_no", "asc"),
    "assignee": ("assignee", "asc"),
    "low_priority": ("priority", "asc"),
    "late_due": ("due_at", "desc"),
}


def read(args: Arguments) -> tuple[str, ...]:
    """Return the keys that an address asks for, the first one first; none: the usual order."""
    known = (one for one in args.getlist("sort") if one in SORTS)
    return tuple(dict.fromkeys(known))[:MOST_KEYS]


def ordered(base: TaskFilter, keys: tuple[str, ...]) -> TaskFilter:
    """Return a list in an order; what is equal in it comes oldest first.

    By priority alone this is the usual order, for which the engine has a quick way.
    """
    columns = [SORTS[key] for key in keys]
    if not columns:
        return base
    if not any(column == OLDEST[0] for column, _ in columns):
        columns.append(OLDEST)
    return replace(base, sort=tuple(columns))
