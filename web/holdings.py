"""All that decides what a person may do, read by one statement for every request."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import case, literal, select, union_all
from sqlalchemy.orm import Session

from engine.statements import selecting
from web.accounts import queries as accounts
from web.register.queries import OWNED
from web.register.tables import ProcessFacts

OWNERS = select(case((OWNED, literal("own")), else_=literal("foreign")), ProcessFacts.process_key)
ALL = selecting(union_all(*accounts.HOLDINGS, OWNERS.where(ProcessFacts.owner.is_not(None))))


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a person holds: `groups` sorted; `own` and `foreign` are keys of processes.

    A process belongs to its owner, or to the members of the group that owns it; it is foreign when
    it belongs to others. A process without an owner is neither.
    """

    groups: tuple[str, ...]
    roles: frozenset[str]
    own: frozenset[str]
    foreign: frozenset[str]


def holdings(session: Session, account_id: str) -> Holdings:
    """Return the groups and roles of a person, and which processes have an owner."""
    found: dict[str, set[str]] = {"group": set(), "role": set(), "own": set(), "foreign": set()}
    for what, key in ALL.all(session.connection(), {"account": account_id}):
        found[what].add(key)
    return Holdings(
        tuple(sorted(found["group"])),
        frozenset(found["role"]),
        frozenset(found["own"]),
        frozenset(found["foreign"]),
    )
