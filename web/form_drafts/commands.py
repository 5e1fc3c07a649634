"""Keep and drop half-filled forms. None commits; permission is checked before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import orjson
from sqlalchemy import delete, update

from engine.base import table
from engine.errors import RequestInvalidError
from engine.statements import dialect_insert
from engine.transaction import Context
from web.form_drafts.errors import DraftChangedError
from web.form_drafts.tables import FormDraft

DRAFTS = table(FormDraft)
MOST_BYTES = 1024 * 1024
KEPT = timedelta(days=90)


def save(ctx: Context, subject: str, data: Mapping[str, Any], known: int | None) -> int:
    """Keep what the person who acts has filled in; return its revision.

    Args:
        known: the revision that is shown to them, 0 if there was none; None overwrites any.

    Raises:
        DraftChangedError: it is not that revision any more.
        RequestInvalidError: it is too large.
    """
    if len(orjson.dumps(data)) > MOST_BYTES:
        raise RequestInvalidError(field="variables", reason="it is too long")
    if known is None:
        discard(ctx, subject)
    own = (DRAFTS.c.account_id == ctx.actor) & (DRAFTS.c.subject == subject)
    values = {"data": dict(data), "revision": (known or 0) + 1, "saved_at": ctx.now}
    statement: Any = update(DRAFTS).where(own, DRAFTS.c.revision == known).values(values)
    if not known:
        insert = dialect_insert(ctx.connection.dialect.name)(DRAFTS)
        row = {"account_id": ctx.actor, "subject": subject, **values}
        statement = insert.values(row).on_conflict_do_nothing()
    if ctx.connection.execute(statement).rowcount != 1:
        raise DraftChangedError
    return (known or 0) + 1


def discard(ctx: Context, subject: str) -> None:
    """Drop what the person who acts has filled in."""
    own = (DRAFTS.c.account_id == ctx.actor) & (DRAFTS.c.subject == subject)
    ctx.connection.execute(delete(DRAFTS).where(own))


def forget(ctx: Context, subject: str) -> None:
    """Drop what anybody has filled in of a form that is done."""
    ctx.connection.execute(delete(DRAFTS).where(DRAFTS.c.subject == subject))


def forget_old(ctx: Context) -> None:
    """Drop what nobody has touched for months."""
    ctx.connection.execute(delete(DRAFTS).where(DRAFTS.c.saved_at < ctx.now - KEPT))
