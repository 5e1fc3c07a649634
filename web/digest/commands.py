"""Want the figures of a week by mail, or no longer."""

from __future__ import annotations

from sqlalchemy import delete
from sqlalchemy.orm import Session

from engine.base import table
from engine.statements import dialect_insert
from engine.transaction import Context
from web.digest.tables import FigureDigest
from web.digest.weekly import next_due
from web.settings import Settings

DIGEST = table(FigureDigest)


def want(ctx: Context, settings: Settings, account_id: str) -> None:
    """Send somebody the mail from the next one on; who gets it already goes on getting it."""
    due_at = next_due(ctx.now, settings.digest_day, settings.digest_hour, ctx.services.zone)
    insert = dialect_insert(ctx.connection.dialect.name)
    row = {"account_id": account_id, "due_at": due_at, "attempts": 0}
    ctx.connection.execute(insert(DIGEST).values(row).on_conflict_do_nothing())


def leave(ctx: Context, account_id: str) -> None:
    """Send somebody no more mails of figures."""
    ctx.connection.execute(delete(DIGEST).where(DIGEST.c.account_id == account_id))


def wanted(session: Session, account_id: str) -> bool:
    """Return whether somebody wants the mail."""
    return session.get(FigureDigest, account_id) is not None
