"""A person's work, or a part of it that falls to somebody else: as conditions on tasks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, true

from engine.tables import UserTask


@dataclass(frozen=True, slots=True)
class Share:
    """The work of a person and their groups in some processes; None: all `besides` some."""

    user: str
    groups: tuple[str, ...] = ()
    processes: tuple[str, ...] | None = None
    besides: tuple[str, ...] = ()


def in_processes(share: Share) -> ColumnElement[bool]:
    """Return the condition that a task's process is part of a share."""
    key = UserTask.definition_key
    if share.processes is not None:
        return key.in_(share.processes)
    return key.not_in(share.besides) if share.besides else true()


def assigned_in(shares: Sequence[Share]) -> ColumnElement[bool]:
    """Return the condition that somebody has a task as part of their share."""
    t = UserTask
    each = [and_(t.assignee == one.user, in_processes(one)) for one in shares]
    # the first condition alone leads through the index
    return and_(t.assignee.in_([one.user for one in shares]), or_(*each))
