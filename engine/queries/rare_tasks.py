"""Open tasks that few others are like: found by an index of what is asked, not by the order.

A page of a list is read along the order of the list until it is full. Where a condition holds for
very few tasks, that would read all of them; so it is first asked, by an index of its own, whether
they are few. If so, they are the list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Select, literal, literal_column, or_, select
from sqlalchemy.orm import Session

from engine.queries.instances import escaped
from engine.store.searching import searchable
from engine.tables import UserTask, Variable

if TYPE_CHECKING:
    from engine.queries.tasks import TaskFilter

FEW = 500


def narrowed(session: Session, wanted: TaskFilter) -> TaskFilter:
    """Return a filter of the same tasks that names them, if it can be known that they are few."""
    known = (wanted.ids, wanted.instance_id, wanted.assignee, wanted.case_no, wanted.business_key)
    if wanted.status != "created" or any(one is not None for one in known):
        return wanted
    for probe in _probes(wanted):
        found = session.scalars(probe.limit(FEW + 1)).all()
        if len(found) <= FEW:
            return replace(wanted, ids=tuple(dict.fromkeys(found)))
    return wanted


def is_open() -> ColumnElement[bool]:
    """Return the condition that a task is open, as the indexes of open tasks have it."""
    return UserTask.status == literal("created", literal_execute=True)


def is_named(text: str) -> ColumnElement[bool]:
    """Return the condition that a task has a text in its names or keys, or as its id."""
    part = f"%{escaped(searchable(text))}%"
    return or_(UserTask.id == text, UserTask.search.like(part, escape="\\"))


def _probes(wanted: TaskFilter) -> Iterator[Select[Any]]:
    t, v = UserTask, Variable
    for name, value in wanted.variables:
        if isinstance(value, str):
            # as the index of texts has it
            same = (v.name == name, v.text == value, v.scope == literal_column("0"))
            yield select(t.id).join(v, v.instance_id == t.instance_id).where(*same, is_open())
    if wanted.due_before is not None:
        found = select(t.id).where(is_open(), t.due_at <= wanted.due_before)
        if wanted.due_after is not None:
            found = found.where(t.due_at >= wanted.due_after)
        yield found.order_by(t.due_at)
    if wanted.search:
        yield select(t.id).where(is_open(), is_named(wanted.search))
