"""Why somebody is told something, found in new entries of the event log and in due dates."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from engine import queries
from engine.queries import ProcessInstance, UserTask
from engine.queries.news import Happened
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.notifications.kinds import Kind
from web.permissions import may
from web.persons import person


@dataclass(frozen=True, slots=True)
class Cause:
    """That a person is to be told something. `key` is the same however often it is found."""

    account_id: str
    kind: Kind
    key: str
    instance_id: str
    task_id: str | None
    facts: Mapping[str, Any]


def of_log(
    session: Session,
    entries: Sequence[Happened],
    tasks: Mapping[str, UserTask],
    wanting_offers: Collection[str],
) -> Iterator[Cause]:
    """Find whom new entries concern; nobody is told of what they did themselves.

    Args:
        tasks: those that the entries are about, as they are now.
        wanting_offers: the people who are told of what their groups are offered.
    """
    told = [entry for entry in entries if not entry.sandbox and not entry.imported]
    for entry in told:
        task = tasks.get(entry.task_id or "")
        if entry.lifecycle == "assigned" and task is not None:
            yield from _assigned(entry, task)
        elif entry.lifecycle == "commented":
            yield from _mentioned(session, entry, task)
    if wanting_offers:
        offered = [entry for entry in told if entry.lifecycle == "offered"]
        yield from _offered(session, offered, tasks, wanting_offers)


def overdue(tasks: Iterable[UserTask]) -> Iterator[Cause]:
    """Tell who holds a task that it is overdue."""
    return (_due(task, Kind.OVERDUE) for task in tasks)


def due_soon(tasks: Iterable[UserTask]) -> Iterator[Cause]:
    """Tell who holds a task that it is due soon."""
    return (_due(task, Kind.DUE_SOON) for task in tasks)


def _due(task: UserTask, kind: Kind) -> Cause:
    assert task.assignee is not None  # noqa: S101 - due_tasks are held by somebody
    assert task.due_at is not None  # noqa: S101 - and have a due date
    key = f"{kind}:{task.id}:{_stamp(task.due_at)}"
    return Cause(task.assignee, kind, key, task.instance_id, task.id, _facts(task, ""))


def _stamp(at: datetime) -> str:
    return str(int(at.timestamp()))


def _assigned(entry: Happened, task: UserTask) -> Iterator[Cause]:
    holder = task.assignee
    if task.status != "created" or holder is None or holder in (entry.actor,):
        return
    if holder != entry.assignee:
        return  # it went on to somebody else; a later entry tells them
    given_back = task.delegation == "resolved" and task.owner == holder
    kind = Kind.RESOLVED if given_back else Kind.ASSIGNED
    facts = _facts(task, entry.actor)
    yield Cause(holder, kind, f"{kind}:{entry.seq}", task.instance_id, task.id, facts)


def _mentioned(session: Session, entry: Happened, task: UserTask | None) -> Iterator[Cause]:
    if entry.instance_id is None:
        return
    case = queries.instance(session, entry.instance_id)
    facts = _facts(task or case, entry.actor)
    for name in dict.fromkeys((entry.data or {}).get("mentions", ())):
        if name != entry.actor and _may_see(session, name, task, case):
            task_id = task.id if task is not None else None
            key = f"{Kind.MENTIONED}:{entry.seq}"
            yield Cause(name, Kind.MENTIONED, key, case.id, task_id, facts)


def _may_see(session: Session, name: str, task: UserTask | None, case: ProcessInstance) -> bool:
    """Return whether somebody who is named may read what they are named at."""
    account = accounts.signed_in(session, name)
    if account is None:
        return False
    who = person(session, account)
    if task is not None and may(session, who, Permission.TASK_READ, task):
        return True
    return may(session, who, Permission.INSTANCE_READ, case)


def _offered(
    session: Session,
    entries: Sequence[Happened],
    tasks: Mapping[str, UserTask],
    wanting: Collection[str],
) -> Iterator[Cause]:
    by_task = {entry.task_id: entry for entry in entries if entry.task_id}
    free = [one for one in by_task if one in tasks and _is_free(tasks[one])]
    for task_id, candidates in queries.candidates(session, free).items():
        task, entry = tasks[task_id], by_task[task_id]
        members = (accounts.members(session, group) for group in candidates.groups)
        people = set(candidates.users).union(*members) & set(wanting)
        for name in sorted(people - {entry.actor}):
            key, facts = f"{Kind.OFFERED}:{task_id}", _facts(task, entry.actor)
            yield Cause(name, Kind.OFFERED, key, task.instance_id, task_id, facts)


def _is_free(task: UserTask) -> bool:
    return task.status == "created" and task.assignee is None


def _facts(about: UserTask | ProcessInstance, actor: str) -> dict[str, Any]:
    facts: dict[str, Any] = {"case_no": about.case_no, "actor": actor}
    if isinstance(about, UserTask):
        due = about.due_at.isoformat() if about.due_at else None
        facts |= {"name": about.name, "names": about.names, "due_at": due}
    return facts
