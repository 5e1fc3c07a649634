"""Objects that a request names, loaded and authorised."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine import queries
from engine.errors import NotFoundError
from engine.queries import ProcessInstance
from web.accounts.errors import PersonUnknownError
from web.accounts.roles import Permission
from web.accounts.tables import Account
from web.permissions import Person, may, require


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
