"""Change people, groups and roles: one function per verb.

None commits, and permission is checked before. Every function gets the Context of
engine.transaction, as the engine's commands do.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection, Iterable
from datetime import timedelta

from sqlalchemy import delete, select, update

from engine.commands import Act, log_acts
from engine.transaction import Context
from web.accounts import queries
from web.accounts.errors import (
    AccountNotFoundError,
    LastAdministratorError,
    NameInvalidError,
    NameTakenError,
    PasswordTooShortError,
)
from web.accounts.passwords import hash_password
from web.accounts.roles import Role
from web.accounts.tables import Account, ApiToken, Group, Membership, RoleGrant
from web.settings import Settings

MOST_ENDED = 200  # more, and all sessions of the person end instead
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")


def create_account(
    ctx: Context, settings: Settings, account_id: str, password: str, *, name: str = ""
) -> Account:
    """Create an active person without groups and roles.

    Raises:
        NameInvalidError, NameTakenError, PasswordTooShortError: as they say.
    """
    if not NAME.fullmatch(account_id):
        raise NameInvalidError(name=account_id)
    if ctx.session.get(Account, account_id):
        raise NameTakenError(name=account_id)
    row = Account(
        id=account_id,
        name=name or account_id,
        active=True,
        created_at=ctx.now,
        password_hash=_hashed(settings, password),
        session_key=secrets.token_hex(16),
    )
    ctx.session.add(row)
    ctx.session.flush()
    log_acts(ctx, Act("create", "person", account_id))
    return row


def describe_account(
    ctx: Context, account_id: str, *, name: str, name_fa: str | None, email: str | None
) -> Account:
    """Change a person's names and address."""
    row = queries.account(ctx.session, account_id)
    row.name, row.name_fa, row.email = name, name_fa or None, email or None
    return row


def prefer(
    ctx: Context, account_id: str, *, language: str | None = None, theme: str | None = None
) -> Account:
    """Remember the language or theme that a person chose; None leaves it as it is."""
    row = queries.account(ctx.session, account_id)
    row.language, row.theme = language or row.language, theme or row.theme
    return row


def set_password(ctx: Context, settings: Settings, account_id: str, password: str) -> Account:
    """Change a password; every session of the person ends.

    Raises:
        PasswordTooShortError: it is shorter than the setting asks for.
    """
    row = queries.account(ctx.session, account_id)
    row.password_hash = _hashed(settings, password)
    row.session_key = secrets.token_hex(16)
    log_acts(ctx, Act("set password", "person", account_id))
    return row


def end_session(ctx: Context, account_id: str, session_id: str, age: timedelta) -> None:
    """End one session of a person; copies of its cookie are worth nothing from now on.

    Args:
        age: the longest life of a session. What ended before that is forgotten.
    """
    mine = Account.id == account_id
    # locks the row on either database, so that two sign-outs do not forget each other
    ctx.session.execute(update(Account).where(mine).values(session_key=Account.session_key))
    row = ctx.session.get(Account, account_id, populate_existing=True)
    if row is None:
        return
    since = (ctx.now - age).timestamp()
    kept = {key: at for key, at in (row.ended_sessions or {}).items() if at > since}
    row.ended_sessions = {**kept, session_id: int(ctx.now.timestamp())}
    if len(row.ended_sessions) > MOST_ENDED:
        row.ended_sessions, row.session_key = None, secrets.token_hex(16)


def set_active(ctx: Context, account_id: str, *, active: bool) -> Account:
    """Deactivate a person, which ends every session and token use, or let them in again.

    Raises:
        LastAdministratorError: nobody would be left to administer.
    """
    row = queries.account(ctx.session, account_id)
    row.active = active
    row.session_key = secrets.token_hex(16)
    _keep_an_administrator(ctx)
    log_acts(ctx, Act("activate" if active else "deactivate", "person", account_id))
    return row


def set_groups(ctx: Context, account_id: str, keys: Collection[str]) -> None:
    """Put a person into exactly these groups.

    Raises:
        AccountNotFoundError: there is no such group.
        LastAdministratorError: nobody would be left to administer.
    """
    queries.account(ctx.session, account_id)
    for key in keys:
        queries.group(ctx.session, key)
    mine = Membership.account_id == account_id
    before = ctx.session.scalars(select(Membership.group_key).where(mine)).all()
    ctx.session.execute(delete(Membership).where(mine))
    ctx.session.add_all(Membership(account_id=account_id, group_key=key) for key in set(keys))
    _keep_an_administrator(ctx)
    _log_change(ctx, ("person", account_id, "groups"), before, keys)


def set_members(ctx: Context, key: str, account_ids: Collection[str]) -> None:
    """Let exactly these people be in a group."""
    queries.group(ctx.session, key)
    for account_id in account_ids:
        queries.account(ctx.session, account_id)
    of_group = Membership.group_key == key
    before = ctx.session.scalars(select(Membership.account_id).where(of_group)).all()
    ctx.session.execute(delete(Membership).where(of_group))
    ctx.session.add_all(Membership(account_id=one, group_key=key) for one in set(account_ids))
    _keep_an_administrator(ctx)
    _log_change(ctx, ("group", key, "members"), before, account_ids)


def set_roles(ctx: Context, kind: str, holder: str, roles: Collection[Role]) -> None:
    """Give a person (`kind` user) or a group (`kind` group) exactly these roles.

    Raises:
        LastAdministratorError: nobody would be left to administer.
    """
    same = RoleGrant.kind == kind, RoleGrant.holder == holder
    before = ctx.session.scalars(select(RoleGrant.role).where(*same)).all()
    ctx.session.execute(delete(RoleGrant).where(*same))
    ctx.session.add_all(RoleGrant(role=role, kind=kind, holder=holder) for role in set(roles))
    _keep_an_administrator(ctx)
    _log_change(ctx, ("person" if kind == "user" else "group", holder, "roles"), before, roles)


def create_group(ctx: Context, key: str, name: str, name_fa: str | None = None) -> Group:
    """Create a group without members.

    Raises:
        NameInvalidError, NameTakenError: as they say.
    """
    if not NAME.fullmatch(key):
        raise NameInvalidError(name=key)
    if ctx.session.get(Group, key):
        raise NameTakenError(name=key)
    return _add_group(ctx, key, name, name_fa)


def describe_group(ctx: Context, key: str, *, name: str, name_fa: str | None) -> Group:
    """Change the names of a group; its key stays, since diagrams use it."""
    row = queries.group(ctx.session, key)
    row.name, row.name_fa = name, name_fa or None
    return row


def ensure_groups(ctx: Context, keys: Collection[str]) -> list[str]:
    """Create the groups that a deployment names and nobody made; return the new keys, sorted.

    Their keys are taken as the diagram has them, so that its lanes and candidates fit.
    """
    new = sorted(key for key in keys if not ctx.session.get(Group, key))
    for key in new:
        _add_group(ctx, key, key.replace("-", " ").replace("_", " ").strip().capitalize() or key)
    return new


def delete_token(ctx: Context, account_id: str, token_id: str) -> None:
    """Take back a person's API token.

    Raises:
        AccountNotFoundError: this person has no such token.
    """
    row = ctx.session.get(ApiToken, token_id)
    if row is None or row.account_id != account_id:
        raise AccountNotFoundError(what="token", id=token_id)
    ctx.session.delete(row)
    log_acts(ctx, Act("revoke", "token", token_id, property=account_id, old_value=row.name))


def _add_group(ctx: Context, key: str, name: str, name_fa: str | None = None) -> Group:
    row = Group(key=key, name=name or key, name_fa=name_fa or None, created_at=ctx.now)
    ctx.session.add(row)
    ctx.session.flush()
    log_acts(ctx, Act("create", "group", key))
    return row


def _log_change(
    ctx: Context, what: tuple[str, str, str], before: Iterable[str], after: Iterable[str]
) -> None:
    """Log what was given to or taken from somebody, unless all is as it was."""
    entity, entity_id, name = what
    old, new = (", ".join(sorted({str(one) for one in each})) for each in (before, after))
    if old != new:
        act = Act("set", entity, entity_id, property=name, old_value=old, new_value=new)
        log_acts(ctx, act)


def _hashed(settings: Settings, password: str) -> str:
    if len(password) < settings.password_length:
        raise PasswordTooShortError(length=settings.password_length)
    return hash_password(password, settings.password_memory_kib)


def _keep_an_administrator(ctx: Context) -> None:
    ctx.session.flush()
    if not queries.administrators(ctx.session):
        raise LastAdministratorError()
