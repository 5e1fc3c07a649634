"""Process instances and what is known of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from engine.errors import NotFoundError
from engine.queries.participation import part_of
from engine.statements import selecting
from engine.store import variables as packing
from engine.tables import (
    ActivityInstance,
    Event,
    Incident,
    ProcessInstance,
    TaskCandidate,
    UserTask,
    Variable,
    VariableUpdate,
)


@dataclass(frozen=True, slots=True)
class InstanceFilter:
    """Which instances; None does not restrict.

    Attributes:
        involved: a person who started it, or has, had or may claim a task in it.
        part_of: a person who started it, or has or had a task in it.
        groups: of that person, for what may be claimed.
        managed: keys of processes whose instances are wanted besides those.
        processes: keys of the processes whose instances are wanted.
        search: part of the business key or the case number, or an id.
        variables: name -> value that the instance's variable must equal.
    """

    status: str | None = None
    finished: bool | None = None
    definition_key: str | None = None
    definition_id: str | None = None
    ids: tuple[str, ...] | None = None
    business_key: str | None = None
    business_key_like: str | None = None
    case_no: str | None = None
    search: str | None = None
    started_by: str | None = None
    involved: str | None = None
    part_of: str | None = None
    groups: tuple[str, ...] = ()
    managed: tuple[str, ...] = ()
    processes: tuple[str, ...] | None = None
    with_incidents: bool = False
    suspended: bool | None = None
    started_after: datetime | None = None
    started_before: datetime | None = None
    variables: tuple[tuple[str, Any], ...] = ()
    sort: tuple[tuple[str, str], ...] = (("started_at", "desc"),)


SORTABLE = {
    "started_at": ProcessInstance.id,  # made at the start, and made to sort by time
    "ended_at": ProcessInstance.ended_at,
    "case_no": ProcessInstance.case_no,
    "business_key": ProcessInstance.business_key,
    "definition_key": ProcessInstance.definition_key,
    "status": ProcessInstance.status,
}


def instance(session: Session, name: str) -> ProcessInstance:
    """Return an instance by its id or its case number.

    Raises:
        NotFoundError: no such instance.
    """
    i = ProcessInstance
    found = session.scalar(select(i).where((i.id == name) | (i.case_no == name)))
    if found is None:
        raise NotFoundError(what="process instance", id=name)
    return found


def instances(
    session: Session, wanted: InstanceFilter | None = None, first: int = 0, limit: int = 50
) -> list[ProcessInstance]:
    """Return instances, newest first unless sorted otherwise."""
    wanted = wanted or InstanceFilter()
    statement = select(ProcessInstance).where(*_conditions(wanted))
    for name, direction in wanted.sort:
        column = SORTABLE[name]
        statement = statement.order_by(column.desc() if direction == "desc" else column.asc())
    statement = statement.order_by(ProcessInstance.id.desc())
    return list(session.scalars(statement.offset(first).limit(limit)))


def sandboxed(session: Session, instance_ids: Iterable[str]) -> set[str]:
    """Return which of some instances are of the sandbox."""
    i = ProcessInstance
    statement = select(i.id).where(i.id.in_(set(instance_ids)), i.sandbox.is_(True))
    return set(session.scalars(statement))


def count_instances(session: Session, wanted: InstanceFilter | None = None) -> int:
    """Return how many instances match."""
    conditions = _conditions(wanted or InstanceFilter())
    statement = select(func.count()).select_from(ProcessInstance).where(*conditions)
    return session.scalar(statement) or 0


def _conditions(wanted: InstanceFilter) -> list[ColumnElement[bool]]:
    i = ProcessInstance
    equal = {
        i.status: wanted.status,
        i.definition_key: wanted.definition_key,
        i.definition_id: wanted.definition_id,
        i.business_key: wanted.business_key,
        i.case_no: wanted.case_no,
        i.started_by: wanted.started_by,
        i.suspended: wanted.suspended,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    if wanted.finished is not None:
        found.append(i.ended_at.is_not(None) if wanted.finished else i.ended_at.is_(None))
    if wanted.ids is not None:
        found.append(i.id.in_(wanted.ids))
    if wanted.business_key_like is not None:
        found.append(i.business_key.like(wanted.business_key_like))
    if wanted.started_after is not None:
        found.append(i.started_at >= wanted.started_after)
    if wanted.started_before is not None:
        found.append(i.started_at <= wanted.started_before)
    return found + _related(wanted)


def _related(wanted: InstanceFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.search:
        found.append(_search(wanted.search))
    if wanted.involved is not None:
        managed = [ProcessInstance.definition_key.in_(wanted.managed)] if wanted.managed else []
        found.append(or_(*managed, _involved(wanted.involved, wanted.groups)))
    if wanted.part_of is not None:
        found.append(part_of(wanted.part_of))
    if wanted.processes is not None:
        found.append(ProcessInstance.definition_key.in_(wanted.processes))
    if wanted.with_incidents:
        open_one = (Incident.instance_id == ProcessInstance.id) & (Incident.status == "open")
        found.append(exists().where(open_one))
    for name, value in wanted.variables:
        found.append(variable_equals(ProcessInstance.id, name, value))
    return found


def _search(text: str) -> ColumnElement[bool]:
    i, part = ProcessInstance, f"%{escaped(text)}%"
    return or_(
        i.id == text,
        i.case_no.ilike(part, escape="\\"),
        i.business_key.ilike(part, escape="\\"),
    )


def escaped(text: str) -> str:
    """Return text for LIKE in which % and _ mean themselves (escape character backslash)."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _involved(user: str, groups: tuple[str, ...]) -> ColumnElement[bool]:
    i, t, c = ProcessInstance, aliased(UserTask), TaskCandidate
    of_instance = t.instance_id == i.id
    worked = or_(t.assignee == user, t.owner == user, t.ended_by == user)
    offered = select(c.task_id).where(
        ((c.kind == "user") & (c.name == user)) | ((c.kind == "group") & c.name.in_(groups))
    )
    return or_(
        i.started_by == user,
        exists().where(of_instance, worked),
        exists().where(of_instance, t.status == "created", t.id.in_(offered)),
    )


def variable_equals(instance_id: Any, name: str, value: Any) -> ColumnElement[bool]:
    """Return the condition that a process variable of an instance has a value."""
    v = aliased(Variable)
    condition = (v.instance_id == instance_id) & (v.scope == 0) & (v.name == name)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return exists().where(condition, v.number == float(value))
    return exists().where(condition, v.text == packing.search_text(value))


OF_TOKEN = (
    ActivityInstance.instance_id == bindparam("instance"),
    ActivityInstance.token_id == bindparam("token"),
)
AROUND = selecting(select(ActivityInstance.parent_token_id).where(*OF_TOKEN))
KIND = selecting(select(ActivityInstance.activity_type).where(*OF_TOKEN))


def variables(session: Session, instance_id: str, *, scope: int = 0) -> dict[str, Any]:
    """Return the variables of an instance, running or ended; `scope` is a token id or 0."""
    return packing.current(session.connection(), instance_id, scope=scope)


def scopes_around(session: Session, task: UserTask) -> list[int]:
    """Return the scopes whose variables a task sees: its own, then those around it, 0 last.

    A called process does not see the variables of its caller.
    """
    scopes, kind = [task.token_id], ""
    while kind != "callActivity":
        where = {"instance": task.instance_id, "token": scopes[-1]}
        found = AROUND.first(session.connection(), where)
        if found is None or found[0] is None:
            return [*scopes, 0]
        scopes.append(found[0])
        (kind,) = KIND.first(session.connection(), where | {"token": found[0]}) or [""]
    return scopes


def variable_updates(session: Session, instance_id: str) -> list[VariableUpdate]:
    """Return every value that variables of an instance were given, oldest first."""
    statement = select(VariableUpdate).where(VariableUpdate.instance_id == instance_id)
    return list(session.scalars(statement.order_by(VariableUpdate.id)))


@dataclass(frozen=True, slots=True)
class ActivityFilter:
    """Which activity instances; None does not restrict. `processes` are keys of processes."""

    instance_id: str | None = None
    processes: tuple[str, ...] | None = None
    activity_id: str | None = None
    activity_type: str | None = None
    status: str | None = None
    finished: bool | None = None


def activities(
    session: Session, wanted: ActivityFilter, first: int = 0, limit: int = 5_000
) -> list[ActivityInstance]:
    """Return activity instances in the order they were entered."""
    statement = _activities(select(ActivityInstance), wanted)
    order = (ActivityInstance.started_at, ActivityInstance.sequence)
    return list(session.scalars(statement.order_by(*order).offset(first).limit(limit)))


def count_activities(session: Session, wanted: ActivityFilter) -> int:
    """Return how many activity instances match."""
    statement = _activities(select(func.count()).select_from(ActivityInstance), wanted)
    return session.scalar(statement) or 0


def _activities(statement: Select[Any], wanted: ActivityFilter) -> Select[Any]:
    a = ActivityInstance
    equal = {
        a.instance_id: wanted.instance_id,
        a.activity_id: wanted.activity_id,
        a.activity_type: wanted.activity_type,
        a.status: wanted.status,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    if wanted.finished is not None:
        found.append(a.ended_at.is_not(None) if wanted.finished else a.ended_at.is_(None))
    if wanted.processes is not None:
        i = ProcessInstance
        found.append(a.instance_id.in_(select(i.id).where(i.definition_key.in_(wanted.processes))))
    return statement.where(*found)


def timeline(session: Session, instance_id: str) -> list[Event]:
    """Return the event log of an instance, oldest first."""
    statement = select(Event).where(Event.instance_id == instance_id)
    return list(session.scalars(statement.order_by(Event.seq)))


def taken_flows(session: Session, instance_id: str) -> list[str]:
    """Return the ids of the sequence flows that an instance took, each once."""
    a = ActivityInstance
    statement = select(a.flows).where(a.instance_id == instance_id, a.flows != "").distinct()
    return list(dict.fromkeys(" ".join(session.scalars(statement)).split()))
