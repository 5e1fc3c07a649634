"""Who is it: by name and password, by session, by API token."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.base import new_id
from engine.commands import Act, log_acts
from engine.transaction import Context
from web.accounts.errors import SignInRefusedError
from web.accounts.passwords import fits
from web.accounts.tables import Account, ApiToken
from web.settings import Settings

TOKEN_PREFIX = "rvd_"  # noqa: S105 - tells leaked tokens apart, is no secret
USED_EVERY = timedelta(minutes=1)


def by_password(session: Session, settings: Settings, account_id: str, password: str) -> Account:
    """Return the active person whose name (or mail address) and password these are.

    Raises:
        SignInRefusedError: they do not fit; it does not say which.
    """
    row = session.get(Account, account_id.strip().lower()) or _by_email(session, account_id)
    known = row is not None and row.active
    hashed = row.password_hash if row is not None and row.active else None
    if not fits(hashed, password, settings.password_memory_kib) or row is None or not known:
        raise SignInRefusedError()
    return row


def by_token(session: Session, token: str, now: datetime) -> Account:
    """Return the active person that an API token signs in, and remember that it was used.

    Writes `last_used_at` at most once a minute, and does not commit.

    Raises:
        SignInRefusedError: no such token, expired, or its person is deactivated.
    """
    row = session.scalar(select(ApiToken).where(ApiToken.hash == token_hash(token)))
    owner = session.get(Account, row.account_id) if row else None
    if row is None or owner is None or not owner.active or (row.expires_at or now) < now:
        raise SignInRefusedError()
    if row.last_used_at is None or now - row.last_used_at >= USED_EVERY:
        row.last_used_at = now
    return owner


def create_token(
    ctx: Context, account_id: str, name: str, expires_at: datetime | None = None
) -> tuple[ApiToken, str]:
    """Create an API token; return its row and, once and never again, the token itself."""
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    row = ApiToken(
        id=new_id(),
        account_id=account_id,
        name=name,
        hash=token_hash(token),
        created_at=ctx.now,
        expires_at=expires_at,
    )
    ctx.session.add(row)
    log_acts(ctx, Act("create", "token", row.id, property=account_id, new_value=name))
    return row, token


def token_hash(token: str) -> str:
    """Return what is stored of a token: it is random, so a plain SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def _by_email(session: Session, address: str) -> Account | None:
    if "@" not in address:
        return None
    rows = session.scalars(select(Account).where(Account.email == address.strip()).limit(2)).all()
    return rows[0] if len(rows) == 1 else None
