"""Somebody who is signed in: their groups, and what they may do with whatever."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from engine import queries
from web import standing_in
from web.accounts.roles import OWNER, Grants, Permission, grants
from web.accounts.tables import Account
from web.holdings import holdings
from web.standing_in import StandIn


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in, with what they hold at this moment.

    Attributes:
        own: keys of the processes that they, or one of their groups, own.
        scope: keys of the processes for which they hold what comes with owning: their own, and
            those that nobody owns. None: all of them.
        stands_in: for whom they work meanwhile, since those are away.
    """

    name: str
    groups: tuple[str, ...]
    grants: Grants
    own: frozenset[str] = frozenset()
    scope: frozenset[str] | None = None
    stands_in: tuple[StandIn, ...] = ()

    def has(self, permission: Permission) -> bool:
        """Return whether they hold a permission for every object."""
        held = self.grants
        return permission in held.everywhere or (self.scope is None and permission in held.owned)

    def might(self, permission: Permission) -> bool:
        """Return whether they hold a permission for anything at all."""
        return permission in self.grants.anywhere or bool(self.processes(permission))

    def has_for(self, permission: Permission, process_key: str) -> bool:
        """Return whether they hold a permission for all that belongs to a process."""
        return self.has(permission) or process_key in self.processes(permission)

    def processes(self, permission: Permission) -> frozenset[str]:
        """Return the keys of the processes to which a permission that is not for all extends."""
        scope = self.scope if self.scope and permission in self.grants.owned else frozenset()
        return scope | self.own if permission in OWNER else scope


def person(session: Session, account: Account) -> Person:
    """Return a signed-in account with its groups and permissions, read now."""
    now = datetime.now(UTC)
    held = holdings(session, account.id, now)
    given = grants(held.roles)
    scope = None
    if given.owned and held.foreign:
        scope = queries.process_keys(session) - held.foreign
    stands_in = standing_in.stand_ins(session, account.id, now) if held.away else ()
    return Person(account.id, held.groups, given, held.own, scope, stands_in)
