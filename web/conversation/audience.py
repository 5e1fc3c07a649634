"""Who may see a case: the people whom a comment on it can name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from engine import queries
from engine.queries import ProcessInstance
from web.accounts import queries as accounts
from web.accounts.roles import Permission, grants
from web.accounts.tables import Account
from web.jalali import normalise
from web.permissions import may, person

SEE = Permission.INSTANCE_READ


def sees(session: Session, account: Account, instance: ProcessInstance) -> bool:
    """Return whether somebody may see a case."""
    return account.active and may(session, person(session, account), SEE, instance)


def audience(session: Session, instance: ProcessInstance) -> list[Account]:
    """Return the active people who may see a case, by name: as `sees`, for all at once."""
    involved = queries.involved_people(session, instance)
    groups = accounts.memberships(session)
    roles = {kind: accounts.roles_granted(session, kind) for kind in ("user", "group")}
    found = []
    for row in accounts.accounts(session):
        own = groups.get(row.id, [])
        held = [
            *roles["user"].get(row.id, ()),
            *(r for g in own for r in roles["group"].get(g, ())),
        ]
        granted = grants(held)
        concerned = row.id in involved.users or not set(own).isdisjoint(involved.groups)
        if row.active and (SEE in granted.everywhere or (concerned and SEE in granted.involved)):
            found.append(row)
    return found


def named_like(people: Sequence[Account], text: str, limit: int) -> list[Account]:
    """Return people one of whose names, in any language, has a word that begins so."""
    wanted = normalise(text).casefold()
    return [row for row in people if _begins(row, wanted)][:limit]


def _begins(row: Account, wanted: str) -> bool:
    names = normalise(f"{row.id} {row.name} {row.name_fa or ''}").casefold()
    return f" {wanted}" in f" {names}"
