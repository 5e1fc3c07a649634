"""Mark notifications as read; choose how to be told. None commits."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, update

from engine.base import table
from engine.transaction import Context
from web.notifications.kinds import Kind, Ways
from web.notifications.tables import Notification, NotificationPreference

NOTIFICATIONS = table(Notification)
N = NOTIFICATIONS.c
UNREAD = N.read_at.is_(None)


def read(ctx: Context, account_id: str, number: int) -> None:
    """Mark one of a person's notifications as read."""
    _read(ctx, account_id, N.id == number)


def read_all(ctx: Context, account_id: str, until: int) -> None:
    """Mark a person's notifications up to a number as read; later ones were not seen yet."""
    _read(ctx, account_id, N.id <= until)


def read_task(ctx: Context, account_id: str, task_id: str) -> None:
    """Mark what a person was told about a task as read, since they look at it."""
    _read(ctx, account_id, N.task_id == task_id)


def prefer(ctx: Context, account_id: str, wanted: Mapping[Kind, Ways]) -> None:
    """Remember how a person wants to be told of each kind."""
    rows = NotificationPreference
    ctx.session.execute(delete(rows).where(rows.account_id == account_id))
    ctx.session.add_all(
        rows(account_id=account_id, kind=kind, page=way.page, mail=way.mail)
        for kind, way in wanted.items()
    )
    ctx.session.flush()


def forget_old(ctx: Context, age: timedelta) -> int:
    """Delete notifications of a certain age, and return how many there were."""
    old = delete(NOTIFICATIONS).where(N.created_at < ctx.now - age)
    return ctx.connection.execute(old).rowcount


def _read(ctx: Context, account_id: str, *which: ColumnElement[bool]) -> None:
    mine = update(NOTIFICATIONS).where(N.account_id == account_id, UNREAD, *which)
    ctx.connection.execute(mine.values(read_at=ctx.now))
