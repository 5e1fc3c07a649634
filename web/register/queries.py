"""Read the register of processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from engine.base import Json, detached, table
from engine.statements import Lookup
from web.accounts.tables import Membership
from web.register.tables import ProcessFacts

F = ProcessFacts
BY_KEY = Lookup(ProcessFacts, F.process_key == bindparam("process_key"))
MY_GROUPS = select(Membership.group_key).where(Membership.account_id == bindparam("account"))
# the condition that a process belongs to a person or to one of their groups
OWNED = or_(
    (F.owner_kind == "user") & (F.owner == bindparam("account")),
    (F.owner_kind == "group") & F.owner.in_(MY_GROUPS),
)


def facts(session: Session, process_key: str) -> ProcessFacts | None:
    """Return what the register says about a process, None if nothing was ever said."""
    return BY_KEY.one(session, process_key=process_key)


def known(session: Session, process_key: str) -> ProcessFacts:
    """Return what the register says about a process; empty facts if nothing was ever said."""
    return facts(session, process_key) or nothing(process_key)


def nothing(process_key: str) -> ProcessFacts:
    """Return the facts of a process about which nothing was ever said."""
    columns = table(ProcessFacts).columns
    empty: dict[str, object] = {
        one.name: [] if isinstance(one.type, Json) else None for one in columns
    }
    return detached(ProcessFacts, {**empty, "process_key": process_key, "revision": 0})


def facts_of(session: Session, process_keys: Iterable[str]) -> Mapping[str, ProcessFacts]:
    """Return what the register says about some processes, by key."""
    wanted = set(process_keys)
    rows = session.scalars(select(F).where(F.process_key.in_(wanted))) if wanted else ()
    return {row.process_key: row for row in rows}


def reads(row: ProcessFacts, user: str, groups: tuple[str, ...]) -> bool:
    """Return whether a process is shown to a person, or to one of their groups, by name."""
    return user in row.reader_users or not set(groups).isdisjoint(row.reader_groups)


def readable(session: Session, user: str, groups: tuple[str, ...]) -> frozenset[str]:
    """Return the keys of the processes that are shown to a person, or to their groups, by name."""
    rows = session.scalars(select(F))
    return frozenset(row.process_key for row in rows if reads(row, user, groups))
