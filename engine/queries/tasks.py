"""User tasks, open and ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, literal, or_, select
from sqlalchemy.orm import Session

from engine import base
from engine.errors import NotFoundError
from engine.queries import rare_tasks, work_lists
from engine.queries.instances import variable_equals
from engine.queries.shares import Share, assigned_in, in_processes
from engine.statements import Lookup
from engine.tables import ProcessDefinition, TaskCandidate, UserTask

USUAL = (("priority", "desc"), ("created_at", "asc"))


class Viewer(NamedTuple):
    """Who sees tasks: those assigned to or offered to them, or done by the user.

    `processes`: keys of processes of which they see all tasks.
    """

    user: str
    groups: tuple[str, ...]
    processes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """Which tasks; None does not restrict.

    Attributes:
        status: created (open), completed, cancelled; None: any.
        candidate_user, candidate_groups: to whom it is offered; unless `include_assigned`, only
            tasks that nobody has, as in Camunda.
        processes: keys of the processes whose tasks are wanted.
        assigned_in: what these people have, each in their share of processes.
        falls_to: what a person has or could take, in this share of processes.
        office: of the process: front or back.
        without_due: only tasks that have no due date.
        search: part of a name in any language, the case number or the business key, or an id.
        variables: name -> value that a process variable must equal.
    """

    status: str | None = "created"
    ids: tuple[str, ...] | None = None
    assignee: str | None = None
    assignee_like: str | None = None
    owner: str | None = None
    unassigned: bool | None = None
    delegation: str | None = None
    candidate_user: str | None = None
    candidate_groups: tuple[str, ...] | None = None
    include_assigned: bool = False
    visible_to: Viewer | None = None
    assigned_in: tuple[Share, ...] = ()
    falls_to: Share | None = None
    ended_by: str | None = None
    definition_key: str | None = None
    processes: tuple[str, ...] | None = None
    definition_id: str | None = None
    instance_id: str | None = None
    office: str | None = None
    business_key: str | None = None
    case_no: str | None = None
    activity_id: str | None = None
    name: str | None = None
    name_like: str | None = None
    search: str | None = None
    due_before: datetime | None = None
    due_after: datetime | None = None
    without_due: bool = False
    created_before: datetime | None = None
    created_after: datetime | None = None
    follow_up_before_or_none: datetime | None = None
    follow_up_after: datetime | None = None
    priority: int | None = None
    priority_min: int | None = None
    priority_max: int | None = None
    variables: tuple[tuple[str, Any], ...] = ()
    sort: tuple[tuple[str, str], ...] = USUAL


SORTABLE = {
    "priority": UserTask.priority,
    "created_at": UserTask.created_at,
    "due_at": UserTask.due_at,
    "follow_up_at": UserTask.follow_up_at,
    "ended_at": UserTask.ended_at,
    "name": UserTask.name,
    "assignee": UserTask.assignee,
    "case_no": UserTask.case_no,
    "definition_key": UserTask.definition_key,
    "id": UserTask.id,
}


@dataclass(slots=True)
class Candidates:
    """Who may claim a task."""

    users: list[str] = field(default_factory=list)
    groups: list[str] = field(default_factory=list)


BY_ID = Lookup(UserTask, UserTask.id == bindparam("task_id"))


def task(session: Session, task_id: str) -> UserTask:
    """Return a task, open or ended.

    Raises:
        NotFoundError: no such task.
    """
    found = BY_ID.one(session, task_id=task_id)
    if found is None:
        raise NotFoundError(what="user task", id=task_id)
    return found


def tasks(
    session: Session, wanted: TaskFilter | None = None, first: int = 0, limit: int = 50
) -> list[UserTask]:
    """Return tasks, by priority and then the oldest first unless sorted otherwise."""
    wanted = rare_tasks.narrowed(session, wanted or TaskFilter())
    lists = _lists(wanted)
    if lists is not None and (listed := work_lists.page(lists, first, limit)) is not None:
        return list(session.scalars(listed))
    statement = select(UserTask).where(*_conditions(wanted))
    statement = statement.order_by(*map(_ordered, wanted.sort), UserTask.id)
    return list(session.scalars(statement.offset(first).limit(limit)))


def _ordered(key: tuple[str, str]) -> Any:
    name, direction = key
    column = SORTABLE[name]
    ordered = column.desc() if direction == "desc" else column.asc()
    # only where there may be none: no index has another order than its own
    return ordered.nulls_last() if base.table(UserTask).c[column.key].nullable else ordered


def count_tasks(session: Session, wanted: TaskFilter | None = None, most: int | None = None) -> int:
    """Return how many tasks match; counting stops at one more than `most`."""
    wanted = wanted or TaskFilter()
    if most is None:
        conditions = _conditions(wanted)
        return session.scalar(select(func.count()).select_from(UserTask).where(*conditions)) or 0
    wanted = rare_tasks.narrowed(session, wanted)
    lists = _lists(wanted)
    found = work_lists.ids(lists, most + 1) if lists is not None else None
    if found is None:
        found = select(UserTask.id).where(*_conditions(wanted))
    first_ones = found.limit(most + 1).subquery()
    return session.scalar(select(func.count()).select_from(first_ones)) or 0


def _lists(wanted: TaskFilter) -> work_lists.Lists | None:
    """Return the lists of people and groups that hold all wanted tasks, if that is quicker."""
    offered = wanted.candidate_user is not None or wanted.candidate_groups is not None
    if wanted.status != "created" or wanted.sort != USUAL:
        return None
    if wanted.instance_id or wanted.ids is not None:  # these are few
        return None
    if wanted.falls_to is not None:
        return _share_lists(wanted, wanted.falls_to)
    if offered == bool(wanted.visible_to):
        return None
    own, groups, managed = wanted.visible_to or (None, wanted.candidate_groups or (), ())
    if managed:  # most tasks
        return None
    user = own or wanted.candidate_user
    lists = [("user", user)] if user is not None else []
    lists += [("group", name) for name in dict.fromkeys(groups)]
    others = replace(wanted, candidate_user=None, candidate_groups=None, visible_to=None)
    free_only = offered and not wanted.include_assigned
    states = (False,) if free_only else (False, True)
    of_each = [(kind, name, taken) for kind, name in lists for taken in states]
    return work_lists.Lists(of_each, own, _conditions(others))


def _share_lists(wanted: TaskFilter, share: Share) -> work_lists.Lists:
    lists = [("user", share.user, False), *(("group", name, False) for name in share.groups)]
    others = [*_conditions(replace(wanted, falls_to=None)), in_processes(share)]
    return work_lists.Lists(lists, share.user, others)


def candidates(session: Session, task_ids: Sequence[str]) -> dict[str, Candidates]:
    """Return who may claim some tasks, by task id; every id has an answer."""
    found = {task_id: Candidates() for task_id in task_ids}
    statement = select(TaskCandidate).where(TaskCandidate.task_id.in_(task_ids))
    for row in session.scalars(statement.order_by(TaskCandidate.name)):
        names = found[row.task_id].users if row.kind == "user" else found[row.task_id].groups
        names.append(row.name)
    return found


def _conditions(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    t = UserTask
    equal = {
        t.assignee: wanted.assignee,
        t.owner: wanted.owner,
        t.delegation: wanted.delegation,
        t.ended_by: wanted.ended_by,
        t.definition_key: wanted.definition_key,
        t.definition_id: wanted.definition_id,
        t.instance_id: wanted.instance_id,
        t.business_key: wanted.business_key,
        t.case_no: wanted.case_no,
        t.activity_id: wanted.activity_id,
        t.name: wanted.name,
        t.priority: wanted.priority,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    if wanted.status is not None:
        # written into the statement, since the indexes of open tasks are partial
        found.append(t.status == literal(wanted.status, literal_execute=True))
    likes = ((t.name, wanted.name_like), (t.assignee, wanted.assignee_like))
    found += [column.like(pattern) for column, pattern in likes if pattern is not None]
    return found + _ranges(wanted) + _people(wanted) + _related(wanted)


def _ranges(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    t = UserTask
    upper = (
        (t.due_at, wanted.due_before),
        (t.created_at, wanted.created_before),
        (t.priority, wanted.priority_max),
    )
    lower = (
        (t.due_at, wanted.due_after),
        (t.created_at, wanted.created_after),
        (t.follow_up_at, wanted.follow_up_after),
        (t.priority, wanted.priority_min),
    )
    found: list[ColumnElement[bool]] = [c <= bound for c, bound in upper if bound is not None]
    found += [column >= bound for column, bound in lower if bound is not None]
    if wanted.follow_up_before_or_none is not None:
        before = t.follow_up_at <= wanted.follow_up_before_or_none
        found.append(or_(t.follow_up_at.is_(None), before))
    return found


def _people(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    t = UserTask
    found: list[ColumnElement[bool]] = []
    if wanted.unassigned is not None:
        found.append(t.assignee.is_(None) if wanted.unassigned else t.assignee.is_not(None))
    if wanted.candidate_user is not None or wanted.candidate_groups is not None:
        found.append(_offered(wanted.candidate_user, wanted.candidate_groups or ()))
        if not wanted.include_assigned:
            found.append(t.assignee.is_(None))
    if wanted.assigned_in:
        found.append(assigned_in(wanted.assigned_in))
    if wanted.falls_to is not None:
        share = wanted.falls_to
        free = and_(t.assignee.is_(None), _offered(share.user, share.groups))
        mine = or_(t.assignee == share.user, t.owner == share.user)
        found.append(and_(or_(mine, free), in_processes(share)))
    if wanted.visible_to is not None:
        user, groups, processes = wanted.visible_to
        own = or_(t.assignee == user, t.owner == user, t.ended_by == user)
        offered = and_(_offered(user, groups), t.status == "created")
        managed = [t.definition_key.in_(processes)] if processes else []
        found.append(or_(*managed, own, offered))
    return found


def _offered(user: str | None, groups: Sequence[str]) -> ColumnElement[bool]:
    c = TaskCandidate
    to_user = (c.kind == "user") & (c.name == user)
    to_group = (c.kind == "group") & c.name.in_(groups)
    return exists().where(c.task_id == UserTask.id, or_(to_user, to_group))


def _related(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    t = UserTask
    found: list[ColumnElement[bool]] = []
    if wanted.ids is not None:
        found.append(t.id.in_(wanted.ids))
    if wanted.processes is not None:
        found.append(t.definition_key.in_(wanted.processes))
    if wanted.without_due:
        found.append(t.due_at.is_(None))
    if wanted.office is not None:
        d = ProcessDefinition
        found.append(t.definition_id.in_(select(d.id).where(d.office == wanted.office)))
    if wanted.search:
        found.append(rare_tasks.is_named(wanted.search))
    for name, value in wanted.variables:
        found.append(variable_equals(t.instance_id, name, value))
    return found
