"""Who may see a case: the people whom a comment on it can name."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine import queries
from engine.queries import ProcessInstance
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.accounts.tables import Account
from web.jalali import normalise
from web.permissions import may
from web.persons import person

MOST_ASKED_ABOUT = 60


def sees(session: Session, account: Account, instance: ProcessInstance) -> bool:
    """Return whether somebody may see a case."""
    allowed = may(session, person(session, account), Permission.INSTANCE_READ, instance)
    return account.active and allowed


def offered(session: Session, instance: ProcessInstance, typed: str, limit: int) -> list[Account]:
    """Return people who may see a case and one of whose names has a word that begins so.

    Those whom the case concerns come first. Of very many with such a name, some are left out.
    """
    wanted = normalise(typed).casefold()
    named = [row for row in accounts.accounts(session) if row.active and _begins(row, wanted)]
    concerned = _concerned(session, instance)
    named.sort(key=lambda row: row.id not in concerned)
    found: list[Account] = []
    for row in named[:MOST_ASKED_ABOUT]:
        if sees(session, row, instance):
            found.append(row)
        if len(found) == limit:
            break
    return found


def _concerned(session: Session, instance: ProcessInstance) -> set[str]:
    found = queries.involved_people(session, instance)
    groups = set(found.groups)
    in_groups = accounts.memberships(session).items()
    return {*found.users, *(name for name, held in in_groups if groups.intersection(held))}


def _begins(row: Account, wanted: str) -> bool:
    names = normalise(f"{row.id} {row.name} {row.name_fa or ''}").casefold()
    return f" {wanted}" in f" {names}"
