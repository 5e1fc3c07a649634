"""A page of the tasks offered to people and groups, in the usual order, from a million open ones.

Each person and each group has a list in an index (`TaskCandidate`). The page is merged from the
beginnings of the lists that are asked for: nothing else is read, however long they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, select, union

from engine.tables import TaskCandidate, UserTask

MOST_ROWS = 1_000  # read of each list
MOST_LISTS = 60
KEYS = (UserTask.id, UserTask.priority, UserTask.created_at)


def page(
    lists: Sequence[tuple[str, str, bool]],
    own: str | None,
    conditions: Sequence[ColumnElement[bool]],
    bounds: tuple[int, int],
) -> Select[Any] | None:
    """Return the statement for a page; None if other ways are better: deep pages, many lists.

    Args:
        lists: (kind, name, taken) of those whose lists are merged: what somebody has, or nobody.
        own: also what is assigned to this person or delegated by them.
        conditions: what every task has to meet besides.
        bounds: how many rows to leave out, and how many to return.
    """
    first, limit = bounds
    if first + limit > MOST_ROWS or len(lists) > MOST_LISTS:
        return None
    beginnings = [
        select(one.limit(first + limit).subquery()) for one in _lists(lists, own, conditions)
    ]
    if not beginnings:
        return None
    found = union(*beginnings).subquery()
    return (
        select(UserTask)
        .join(found, found.c.id == UserTask.id)
        .order_by(found.c.priority.desc(), found.c.created_at, found.c.id)
        .offset(first)
        .limit(limit)
    )


def _lists(
    lists: Sequence[tuple[str, str, bool]],
    own: str | None,
    conditions: Sequence[ColumnElement[bool]],
) -> Iterator[Select[Any]]:
    c, t = TaskCandidate, UserTask
    for kind, name, taken in lists:
        offered: Any = select(*KEYS).select_from(c).join(t, t.id == c.task_id)
        offered = offered.where(c.kind == kind, c.name == name, c.taken == taken, *conditions)
        yield offered.order_by(c.rank, c.created_at, c.task_id)
    if own is not None:
        for column in (t.assignee, t.owner):
            mine: Any = select(*KEYS).where(column == own, *conditions)
            yield mine.order_by(t.priority.desc(), t.created_at, t.id)
