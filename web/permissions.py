"""Who may do what, decided on the object that was loaded, never on its address."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from engine import queries
from engine.commands import Correlation
from engine.queries import (
    Candidates,
    Incident,
    InstanceFilter,
    ProcessDefinition,
    ProcessInstance,
    TaskFilter,
    UserTask,
    Viewer,
)
from web import standing_in
from web.accounts.errors import ForbiddenError
from web.accounts.roles import Permission
from web.persons import Person
from web.register import queries as register
from web.register.tables import ProcessFacts

_Part = ProcessInstance | UserTask | Incident
Subject = ProcessDefinition | _Part | None


def readable_processes(
    session: Session, who: Person, permission: Permission
) -> tuple[str, ...] | None:
    """Return the keys of the processes for which a person holds a permission, sorted.

    None means every process; an empty tuple none.
    """
    if who.has(permission):
        return None
    found = who.processes(permission)
    if permission is Permission.DEFINITION_READ:
        found |= register.readable(session, who.name, who.groups)
    return tuple(sorted(found))


def require_some(session: Session, who: Person, permission: Permission) -> tuple[str, ...] | None:
    """Return what `readable_processes` does, for lists.

    Raises:
        ForbiddenError: there is no process for which this person holds it.
    """
    found = readable_processes(session, who, permission)
    if found is None or found or permission in who.grants.owned:
        return found
    raise ForbiddenError(permission=permission.value)


def may(session: Session, who: Person, permission: Permission, subject: Subject = None) -> bool:
    """Return whether a person may do something, with this object if the verb has one.

    `subject` None asks for every object: who holds it for some objects only may not. A version in
    test starts only who keeps the register of its process.
    """
    if permission is Permission.START and _in_test(subject):
        permission = Permission.REGISTER
    if who.has(permission):
        return True
    if subject is None:
        return False
    if who.processes(permission) and who.has_for(permission, _process_key(session, subject)):
        return True
    return _involved(session, who, permission, subject)


def require(session: Session, who: Person, permission: Permission, subject: Subject = None) -> None:
    """Raise unless `may` says yes.

    Raises:
        ForbiddenError: it says no.
    """
    if not may(session, who, permission, subject):
        raise ForbiddenError(permission=permission.value)


def require_reached(session: Session, who: Person, reached: Sequence[Correlation]) -> None:
    """Raise unless a person may send messages to all that one of theirs reached.

    A message that reached nobody is kept for whoever comes: that needs the permission for all.

    Raises:
        ForbiddenError: they may not; the transaction has to be given up.
    """
    for one in reached:
        require(session, who, Permission.MESSAGE, one.instance)
    if not reached:
        require(session, who, Permission.MESSAGE)


def may_claim(session: Session, who: Person, task: UserTask) -> bool:
    """Return whether a person could take a task if nobody held it.

    A task that a colleague holds passes too: the engine then refuses and says who holds it.
    """
    return may_take(who, task, queries.candidates(session, [task.id]).get(task.id))


def may_take(who: Person, task: UserTask, candidates: Candidates | None) -> bool:
    """Return what `may_claim` does, for candidates that a list has loaded already."""
    if who.has_for(Permission.TASK_WORK, task.definition_key):
        return True
    if Permission.TASK_WORK not in who.grants.involved:
        return False
    has_it = task.assignee == who.name or standing_in.holder(who.stands_in, task) is not None
    return has_it or _is_candidate(who, task, candidates)


def on_behalf_of(session: Session, who: Person, task: UserTask) -> str | None:
    """Return for whom a person works on a task, None if for themselves."""
    if not who.stands_in or task.assignee == who.name:
        return None
    if task.assignee is not None:
        return standing_in.holder(who.stands_in, task)
    candidates = queries.candidates(session, [task.id])[task.id]
    if standing_in.offered_to(who.name, who.groups, candidates):
        return None
    return standing_in.offered(who.stands_in, task, candidates)


def require_claim(session: Session, who: Person, task: UserTask) -> None:
    """Raise unless `may_claim` says yes.

    Raises:
        ForbiddenError: it says no.
    """
    if not may_claim(session, who, task):
        raise ForbiddenError(permission=Permission.TASK_WORK.value)


def visible_tasks(who: Person) -> Viewer | None:
    """Return what `TaskFilter.visible_to` takes for a person's lists; None: everything.

    Raises:
        ForbiddenError: this person sees no tasks at all.
    """
    if who.has(Permission.TASK_READ):
        return None
    managed = tuple(sorted(who.processes(Permission.TASK_READ)))
    if Permission.TASK_READ not in who.grants.involved and not managed:
        raise ForbiddenError(permission=Permission.TASK_READ.value)
    return Viewer(who.name, who.groups, managed)


def visible_instances(who: Person) -> InstanceFilter:
    """Return the filter of the process instances that a person may see.

    Raises:
        ForbiddenError: this person sees no process instances at all.
    """
    if who.has(Permission.INSTANCE_READ):
        return InstanceFilter()
    managed = tuple(sorted(who.processes(Permission.INSTANCE_READ)))
    if Permission.INSTANCE_READ not in who.grants.involved and not managed:
        raise ForbiddenError(permission=Permission.INSTANCE_READ.value)
    return InstanceFilter(involved=who.name, groups=who.groups, managed=managed)


def startable(
    session: Session, who: Person, definitions: Iterable[ProcessDefinition]
) -> list[ProcessDefinition]:
    """Return the definitions that a person may start by hand, in the given order."""
    found = [one for one in definitions if one.is_startable and not one.suspended]
    found = [one for one in found if not _in_test(one)]
    if who.has(Permission.START):
        return found
    facts = register.facts_of(session, {one.key for one in found})
    return [
        one
        for one in found
        if who.has_for(Permission.START, one.key) or _starter(who, one, facts.get(one.key))
    ]


def _in_test(subject: object) -> bool:
    return isinstance(subject, ProcessDefinition) and subject.state == "test"


def _process_key(session: Session, subject: ProcessDefinition | _Part) -> str:
    if isinstance(subject, ProcessDefinition):
        return subject.key
    if isinstance(subject, Incident):
        return queries.definition(session, subject.definition_id).key
    return subject.definition_key


def _involved(session: Session, who: Person, permission: Permission, subject: object) -> bool:
    if isinstance(subject, ProcessDefinition):
        return _named(session, who, permission, subject)
    if permission not in who.grants.involved:
        return False
    if isinstance(subject, UserTask):
        return _concerns(session, who, permission, subject)
    if isinstance(subject, ProcessInstance):
        return _took_part(session, who, subject)
    return False


def _named(
    session: Session, who: Person, permission: Permission, definition: ProcessDefinition
) -> bool:
    """Return whether the register or the diagram names somebody for this."""
    if permission is Permission.START:
        return _starter(who, definition, register.facts(session, definition.key))
    if permission is Permission.DEFINITION_READ:
        facts = register.facts(session, definition.key)
        return facts is not None and register.reads(facts, who.name, who.groups)
    return False


def _starter(who: Person, definition: ProcessDefinition, facts: ProcessFacts | None) -> bool:
    if Permission.START not in who.grants.involved:
        return False
    users, groups = set(definition.starter_users), set(definition.starter_groups)
    if facts is not None:
        users.update(facts.starter_users)
        groups.update(facts.starter_groups)
    if not users and not groups:
        return True
    return who.name in users or bool(groups & set(who.groups))


def _concerns(session: Session, who: Person, permission: Permission, task: UserTask) -> bool:
    if task.assignee == who.name or standing_in.holder(who.stands_in, task) is not None:
        return True
    if permission is Permission.TASK_READ:
        own = who.name in (task.ended_by, task.owner)
        return own or (task.status == "created" and _offered(session, who, task))
    # work on a task that somebody else holds is never "being involved"
    return task.assignee is None and _offered(session, who, task)


def _offered(session: Session, who: Person, task: UserTask) -> bool:
    return _is_candidate(who, task, queries.candidates(session, [task.id]).get(task.id))


def _is_candidate(who: Person, task: UserTask, candidates: Candidates | None) -> bool:
    if candidates is None:
        return False
    own = standing_in.offered_to(who.name, who.groups, candidates)
    return own or standing_in.offered(who.stands_in, task, candidates) is not None


def _took_part(session: Session, who: Person, instance: ProcessInstance) -> bool:
    if instance.started_by == who.name:
        return True
    part = InstanceFilter(ids=(instance.id,), involved=who.name, groups=who.groups)
    return queries.count_instances(session, part) > 0 or _stands_in(session, who, instance)


def _stands_in(session: Session, who: Person, instance: ProcessInstance) -> bool:
    """Return whether an open task of a case falls to a person meanwhile."""
    of_case = (TaskFilter(instance_id=instance.id, falls_to=one.share) for one in who.stands_in)
    return any(queries.count_tasks(session, wanted) for wanted in of_case)
