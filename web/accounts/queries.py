"""Read people, groups, roles and tokens."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from engine.statements import Lookup, selecting
from web.accounts.errors import AccountNotFoundError
from web.accounts.roles import Role
from web.accounts.tables import Account, ApiToken, Group, Membership, RoleGrant


def account(session: Session, account_id: str) -> Account:
    """Return a person.

    Raises:
        AccountNotFoundError: nobody has this name.
    """
    found = session.get(Account, account_id)
    if found is None:
        raise AccountNotFoundError(what="person", id=account_id)
    return found


SIGNED_IN = Lookup(Account, Account.id == bindparam("account_id"))
MINE = Membership.account_id == bindparam("account")
# all that a person holds, as (what, key): groups, own roles, roles of the groups
HOLDINGS = (
    select(literal("group"), Membership.group_key).where(MINE),
    select(literal("role"), RoleGrant.role).where(
        RoleGrant.kind == "user", RoleGrant.holder == bindparam("account")
    ),
    select(literal("role"), RoleGrant.role)
    .join(Membership, Membership.group_key == RoleGrant.holder)
    .where(RoleGrant.kind == "group", MINE),
)
HELD = selecting(union_all(*HOLDINGS))


WORKING = (Role.EMPLOYEE, Role.DESIGNER, Role.MANAGER, Role.ADMINISTRATOR)  # people, no programs


def signed_in(session: Session, account_id: str) -> Account | None:
    """Return a person for looking at, None if nobody has this name."""
    return SIGNED_IN.one(session, account_id=account_id)


def live_sessions(
    session: Session, account_ids: Collection[str]
) -> dict[str, tuple[str, Collection[str]]]:
    """Return the session key and the ended sessions of active people, by name."""
    a = Account
    chosen = select(a.id, a.session_key, a.ended_sessions).where(a.id.in_(account_ids), a.active)
    return {name: (key, ended or ()) for name, key, ended in session.execute(chosen)}


def held(session: Session, account_id: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """Return the keys of a person's groups, sorted, and their roles: own and of the groups."""
    rows = HELD.all(session.connection(), {"account": account_id})
    groups = sorted(key for what, key in rows if what == "group")
    return tuple(groups), frozenset(key for what, key in rows if what == "role")


def accounts(session: Session) -> Sequence[Account]:
    """Return everybody, active people first, by name."""
    return session.scalars(select(Account).order_by(Account.active.desc(), Account.id)).all()


def active(session: Session, ids: Collection[str]) -> set[str]:
    """Return those of some people who may sign in."""
    return set(session.scalars(select(Account.id).where(Account.id.in_(ids), Account.active)))


def anybody(session: Session) -> bool:
    """Return whether there is any account."""
    return session.scalar(select(Account.id).limit(1)) is not None


def display_names(session: Session, ids: Iterable[str], language: str) -> dict[str, str]:
    """Return the names to show for people; unknown actors keep their id."""
    wanted = {one for one in ids if one}
    rows = session.scalars(select(Account).where(Account.id.in_(wanted))) if wanted else ()
    known = {row.id: shown(row, language) for row in rows}
    return {one: known.get(one, one) for one in wanted}


def shown(row: Account | Group, language: str) -> str:
    """Return the name of a person or group in a language."""
    return row.name_fa if language == "fa" and row.name_fa else row.name


def group(session: Session, key: str) -> Group:
    """Return a group.

    Raises:
        AccountNotFoundError: there is none of this key.
    """
    found = session.get(Group, key)
    if found is None:
        raise AccountNotFoundError(what="group", id=key)
    return found


def groups(session: Session) -> Sequence[Group]:
    """Return every group by key."""
    return session.scalars(select(Group).order_by(Group.key)).all()


def group_names(session: Session, language: str) -> dict[str, str]:
    """Return the names to show for groups, by key."""
    return {row.key: shown(row, language) for row in groups(session)}


def groups_of(session: Session, account_id: str) -> list[str]:
    """Return the keys of a person's groups, sorted."""
    query = select(Membership.group_key).where(Membership.account_id == account_id)
    return list(session.scalars(query.order_by(Membership.group_key)))


def members(session: Session, key: str) -> list[str]:
    """Return the names of the people in a group, sorted."""
    query = select(Membership.account_id).where(Membership.group_key == key)
    return list(session.scalars(query.order_by(Membership.account_id)))


def memberships(session: Session) -> dict[str, list[str]]:
    """Return the keys of the groups of everybody who is in one, by person."""
    found: dict[str, list[str]] = {}
    for row in session.scalars(select(Membership)):
        found.setdefault(row.account_id, []).append(row.group_key)
    return found


def member_counts(session: Session) -> dict[str, int]:
    """Return how many active people each group has; groups without any are left out."""
    query = (
        select(Membership.group_key, func.count())
        .join(Account, Account.id == Membership.account_id)
        .where(Account.active)
        .group_by(Membership.group_key)
    )
    return {key: count for key, count in session.execute(query)}


def roles_granted(session: Session, kind: str) -> dict[str, list[str]]:
    """Return the roles given directly, by holder: `kind` is user or group."""
    granted: dict[str, list[str]] = {}
    for row in session.scalars(select(RoleGrant).where(RoleGrant.kind == kind)):
        granted.setdefault(row.holder, []).append(row.role)
    return {holder: sorted(roles) for holder, roles in granted.items()}


def administrators(session: Session) -> frozenset[str]:
    """Return the active people who are administrators, through a group or by themselves."""
    role = RoleGrant.role == Role.ADMINISTRATOR
    own = select(RoleGrant.holder).where(role, RoleGrant.kind == "user")
    through = (
        select(Membership.account_id)
        .join(RoleGrant, RoleGrant.holder == Membership.group_key)
        .where(role, RoleGrant.kind == "group")
    )
    query = select(Account.id).where(Account.active, Account.id.in_(own.union(through)))
    return frozenset(session.scalars(query))


def workers(session: Session) -> Sequence[Account]:
    """Return the active people who work tasks, through a group or by themselves, by name."""
    role = RoleGrant.role.in_(WORKING)
    own = select(RoleGrant.holder).where(role, RoleGrant.kind == "user")
    through = (
        select(Membership.account_id)
        .join(RoleGrant, RoleGrant.holder == Membership.group_key)
        .where(role, RoleGrant.kind == "group")
    )
    wanted = select(Account).where(Account.active, Account.id.in_(own.union(through)))
    return session.scalars(wanted.order_by(Account.id)).all()


def tokens(session: Session, account_id: str) -> Sequence[ApiToken]:
    """Return a person's API tokens, newest first."""
    query = select(ApiToken).where(ApiToken.account_id == account_id)
    return session.scalars(query.order_by(ApiToken.created_at.desc())).all()
