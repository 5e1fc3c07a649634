"""All that decides what a person may do, read by one statement for every request."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, case, literal, select, union_all
from sqlalchemy.orm import Session

from engine.base import UtcDateTime
from engine.statements import selecting
from web.absences.tables import Absence
from web.accounts import queries as accounts
from web.register.queries import OWNED
from web.register.tables import ProcessFacts

OWNERS = select(case((OWNED, literal("own")), else_=literal("foreign")), ProcessFacts.process_key)
NOW = bindparam("now", type_=UtcDateTime)
AWAY = select(Absence.id).where(Absence.first_at <= NOW, Absence.until_at > NOW).limit(1)
ALL = selecting(
    union_all(
        *accounts.HOLDINGS,
        OWNERS.where(ProcessFacts.owner.is_not(None)),
        select(literal("away"), AWAY.subquery().c.id),
    )
)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a person holds: `groups` sorted; `own` and `foreign` are keys of processes.

    A process belongs to its owner, or to the members of the group that owns it; it is foreign when
    it belongs to others. A process without an owner is neither. `away` tells whether anybody is
    away, since most of the time nobody has to ask for whom somebody stands in.
    """

    groups: tuple[str, ...]
    roles: frozenset[str]
    own: frozenset[str]
    foreign: frozenset[str]
    away: bool


def holdings(session: Session, account_id: str, now: datetime) -> Holdings:
    """Return the groups and roles of a person, and which processes have an owner."""
    found: dict[str, set[str]] = defaultdict(set)
    for what, key in ALL.all(session.connection(), {"account": account_id, "now": now}):
        found[what].add(key)
    return Holdings(
        tuple(sorted(found["group"])),
        frozenset(found["role"]),
        frozenset(found["own"]),
        frozenset(found["foreign"]),
        bool(found["away"]),
    )
