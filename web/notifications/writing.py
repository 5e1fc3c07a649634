"""Write what was found: new notifications with their mails; take back what no longer holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, delete, insert, or_

from engine.base import new_id, table
from engine.queries import UserTask
from engine.queries.news import Happened
from engine.statements import dialect_insert
from engine.transaction import Context
from web.notifications import queries
from web.notifications.causes import Cause
from web.notifications.kinds import DUE, HOLDERS, Kind, Ways
from web.notifications.tables import Notification, NotificationMail

NOTIFICATIONS, MAILS = table(Notification), table(NotificationMail)
N = NOTIFICATIONS.c


def tell(ctx: Context, causes: Sequence[Cause]) -> None:
    """Make the notifications that are not there yet, each in the ways that its person wants."""
    people = queries.told(ctx.session, {cause.account_id for cause in causes})
    for cause in causes:
        ways = people.get(cause.account_id, {}).get(cause.kind, Ways(page=False, mail=False))
        made = _insert(ctx, cause, ways) if any(ways) else None
        if made is not None and ways.mail:
            _insert_mail(ctx, made)


def _insert(ctx: Context, cause: Cause, ways: Ways) -> int | None:
    """Return the number of the new row, None if it was there."""
    into = dialect_insert(ctx.connection.dialect.name)(NOTIFICATIONS)
    row = into.values(
        account_id=cause.account_id,
        kind=cause.kind,
        cause=cause.key,
        instance_id=cause.instance_id,
        task_id=cause.task_id,
        facts=dict(cause.facts),
        on_page=ways.page,
        created_at=ctx.now,
    )
    once = row.on_conflict_do_nothing(index_elements=["account_id", "cause"])
    return ctx.connection.execute(once.returning(N.id)).scalar()


def _insert_mail(ctx: Context, notification_id: int) -> None:
    row = {"id": new_id(), "notification_id": notification_id, "due_at": ctx.now}
    ctx.connection.execute(insert(MAILS).values(status="waiting", attempts=0, **row))


def drop_stale(ctx: Context, entries: Sequence[Happened], tasks: Mapping[str, UserTask]) -> None:
    """Delete unread notifications that no longer hold, and with them their mails.

    Those of a task that ended, went on to somebody else, was taken, or is due at another time.
    """
    moved = {e.task_id for e in entries if e.lifecycle == "due_changed" and e.task_id}
    ended = [row.id for row in tasks.values() if row.status != "created"]
    held = [row for row in tasks.values() if row.status == "created"]
    taken = [row.id for row in held if row.assignee is not None]
    stale: list[ColumnElement[bool]] = []
    stale += [N.task_id.in_(ended) & (N.kind != Kind.MENTIONED)] if ended else []
    stale += [N.task_id.in_(moved) & N.kind.in_(DUE)] if moved else []
    stale += [N.task_id.in_(taken) & (N.kind == Kind.OFFERED)] if taken else []
    stale += [_of_others(row) for row in held]
    if stale:
        ctx.connection.execute(delete(NOTIFICATIONS).where(N.read_at.is_(None), or_(*stale)))


def _of_others(task: UserTask) -> ColumnElement[bool]:
    others = (N.task_id == task.id) & N.kind.in_(HOLDERS)
    return others if task.assignee is None else others & (N.account_id != task.assignee)
