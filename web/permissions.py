"""Who may do what, decided on the object that was loaded, never on its address."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from engine import queries
from engine.queries import (
    Candidates,
    Incident,
    InstanceFilter,
    ProcessDefinition,
    ProcessInstance,
    UserTask,
)
from web.accounts import queries as accounts
from web.accounts.errors import ForbiddenError
from web.accounts.roles import Grants, Permission, grants
from web.accounts.tables import Account

Subject = ProcessDefinition | ProcessInstance | UserTask | Incident | None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in, with what they hold at this moment."""

    name: str
    groups: tuple[str, ...]
    grants: Grants

    def has(self, permission: Permission) -> bool:
        """Return whether they hold a permission for every object."""
        return permission in self.grants.everywhere


def person(session: Session, account: Account) -> Person:
    """Return a signed-in account with its groups and permissions, read now."""
    groups, roles = accounts.held(session, account.id)
    return Person(account.id, groups, grants(roles))


def may(session: Session, who: Person, permission: Permission, subject: Subject = None) -> bool:
    """Return whether a person may do something, with this object if the verb has one.

    `subject` None asks for every object: an involved person may not.
    """
    if who.has(permission):
        return True
    if subject is None or permission not in who.grants.involved:
        return False
    return _involved(session, who, permission, subject)


def require(session: Session, who: Person, permission: Permission, subject: Subject = None) -> None:
    """Raise unless `may` says yes.

    Raises:
        ForbiddenError: it says no.
    """
    if not may(session, who, permission, subject):
        raise ForbiddenError(permission=permission.value)


def may_claim(session: Session, who: Person, task: UserTask) -> bool:
    """Return whether a person could take a task if nobody held it.

    A task that a colleague holds passes too: the engine then refuses and says who holds it.
    """
    return may_take(who, task, queries.candidates(session, [task.id]).get(task.id))


def may_take(who: Person, task: UserTask, candidates: Candidates | None) -> bool:
    """Return what `may_claim` does, for candidates that a list has loaded already."""
    if who.has(Permission.TASK_WORK):
        return True
    if Permission.TASK_WORK not in who.grants.involved:
        return False
    return task.assignee == who.name or _is_candidate(who, candidates)


def require_claim(session: Session, who: Person, task: UserTask) -> None:
    """Raise unless `may_claim` says yes.

    Raises:
        ForbiddenError: it says no.
    """
    if not may_claim(session, who, task):
        raise ForbiddenError(permission=Permission.TASK_WORK.value)


def visible_tasks(who: Person) -> tuple[str, tuple[str, ...]] | None:
    """Return what `TaskFilter.visible_to` takes for a person's lists; None: everything.

    Raises:
        ForbiddenError: this person sees no tasks at all.
    """
    if who.has(Permission.TASK_READ):
        return None
    if Permission.TASK_READ not in who.grants.involved:
        raise ForbiddenError(permission=Permission.TASK_READ.value)
    return who.name, who.groups


def visible_instances(who: Person) -> InstanceFilter:
    """Return the filter of the process instances that a person may see.

    Raises:
        ForbiddenError: this person sees no process instances at all.
    """
    if who.has(Permission.INSTANCE_READ):
        return InstanceFilter()
    if Permission.INSTANCE_READ not in who.grants.involved:
        raise ForbiddenError(permission=Permission.INSTANCE_READ.value)
    return InstanceFilter(involved=who.name, groups=who.groups)


def startable(
    session: Session, who: Person, definitions: Iterable[ProcessDefinition]
) -> list[ProcessDefinition]:
    """Return the definitions that a person may start by hand, in the given order."""
    return [
        one
        for one in definitions
        if one.is_startable and not one.suspended and may(session, who, Permission.START, one)
    ]


def _involved(session: Session, who: Person, permission: Permission, subject: object) -> bool:
    if isinstance(subject, ProcessDefinition):
        return permission is Permission.START and _starter(who, subject)
    if isinstance(subject, UserTask):
        return _concerns(session, who, permission, subject)
    if isinstance(subject, ProcessInstance):
        return _took_part(session, who, subject)
    return False


def _starter(who: Person, definition: ProcessDefinition) -> bool:
    users, groups = definition.starter_users, definition.starter_groups
    if not users and not groups:
        return True
    return who.name in users or bool(set(groups) & set(who.groups))


def _concerns(session: Session, who: Person, permission: Permission, task: UserTask) -> bool:
    if task.assignee == who.name:
        return True
    if permission is Permission.TASK_READ:
        own = who.name in (task.ended_by, task.owner)
        return own or (task.status == "created" and _offered(session, who, task))
    # work on a task that somebody else holds is never "being involved"
    return task.assignee is None and _offered(session, who, task)


def _offered(session: Session, who: Person, task: UserTask) -> bool:
    return _is_candidate(who, queries.candidates(session, [task.id]).get(task.id))


def _is_candidate(who: Person, candidates: Candidates | None) -> bool:
    if candidates is None:
        return False
    return who.name in candidates.users or bool(set(candidates.groups) & set(who.groups))


def _took_part(session: Session, who: Person, instance: ProcessInstance) -> bool:
    if instance.started_by == who.name:
        return True
    part = InstanceFilter(ids=(instance.id,), involved=who.name, groups=who.groups)
    return queries.count_instances(session, part) > 0
