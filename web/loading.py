"""Objects that a request names, loaded and authorised."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine import queries
from engine.errors import NotFoundError, RequestInvalidError
from engine.queries import ProcessInstance, UserTask
from web.accounts.errors import PersonUnknownError
from web.accounts.roles import Permission
from web.accounts.tables import Account
from web.permissions import may, require
from web.persons import Person


def case(session: Session, who: Person, name: str, permission: Permission) -> ProcessInstance:
    """Return a process instance, by its id or case number, with which a person may do something.

    Case numbers can be guessed: who may not see a case is not told that it exists.

    Raises:
        NotFoundError: there is none, or this person may not see it.
        ForbiddenError: they see it, but may not do this.
    """
    found = queries.instance(session, name)
    if not may(session, who, Permission.INSTANCE_READ, found):
        raise NotFoundError(what="process instance", id=name)
    require(session, who, permission, found)
    return found


def colleague(session: Session, name: str) -> str:
    """Return the name of somebody who can be given work.

    Raises:
        PersonUnknownError: nobody has this name, or they may not sign in any more.
    """
    found = session.get(Account, name) if name else None
    if found is None or not found.active:
        raise PersonUnknownError(id=name)
    return found.id


def task_of(
    session: Session, who: Person, instance: ProcessInstance, name: str | None
) -> UserTask | None:
    """Return the task of a case that a request names, None if it names none.

    Raises:
        NotFoundError: there is none.
        ForbiddenError: this person may not see it.
        RequestInvalidError: it belongs to another case.
    """
    if not name:
        return None
    found = queries.task(session, name)
    require(session, who, Permission.TASK_READ, found)
    if found.instance_id != instance.id:
        raise RequestInvalidError(field="task", reason="it belongs to another case")
    return found
