"""A page of the tasks offered to people and groups, in the usual order, from a million open ones.

Each person and each group has a list in an index (`TaskCandidate`). The page is merged from the
beginnings of the lists that are asked for: nothing else is read, however long they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, CompoundSelect, Select, select, union

from engine.tables import TaskCandidate, UserTask

MOST_ROWS = 1_001  # read of each list
MOST_LISTS = 60
KEYS = (UserTask.id, UserTask.priority, UserTask.created_at)


class Lists(NamedTuple):
    """The lists that are merged.

    Attributes:
        of_each: (kind, name, taken) of those whose lists they are: what somebody has, or nobody.
        own: also what is assigned to this person or delegated by them.
        conditions: what every task has to meet besides.
    """

    of_each: Sequence[tuple[str, str, bool]]
    own: str | None
    conditions: Sequence[ColumnElement[bool]]


def page(lists: Lists, first: int, limit: int) -> Select[Any] | None:
    """Return the statement for a page; None if other ways are better: deep pages, many lists."""
    found = _merged(lists, first + limit)
    if found is None:
        return None
    beginnings = found.subquery()
    return (
        select(UserTask)
        .join(beginnings, beginnings.c.id == UserTask.id)
        .order_by(beginnings.c.priority.desc(), beginnings.c.created_at, beginnings.c.id)
        .offset(first)
        .limit(limit)
    )


def ids(lists: Lists, limit: int) -> Select[Any] | None:
    """Return the statement for the ids of as many tasks, or all; None as for `page`."""
    found = _merged(lists, limit)
    return None if found is None else select(found.subquery().c.id)


def _merged(lists: Lists, limit: int) -> CompoundSelect[Any] | None:
    if limit > MOST_ROWS or len(lists.of_each) > MOST_LISTS:
        return None
    beginnings = [select(one.limit(limit).subquery()) for one in _lists(*lists)]
    return union(*beginnings) if beginnings else None


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
