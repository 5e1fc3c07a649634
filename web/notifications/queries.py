"""Read notifications and how people want them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, exists, func, select
from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from engine.statements import selecting
from web.accounts.tables import Account
from web.i18n import _
from web.notifications.kinds import USUAL, Kind, Ways
from web.notifications.tables import Notification, NotificationMail, NotificationPreference

N = Notification
UNREAD = N.read_at.is_(None), N.on_page
COUNT_UNREAD = selecting(
    select(func.count())
    .select_from(N)
    .where(N.account_id == bindparam("account"), N.read_at.is_(None), N.on_page.is_(True))
)


def count_unread(session: Session, account_id: str) -> int:
    """Return how many notifications somebody has not read."""
    row = COUNT_UNREAD.first(session.connection(), {"account": account_id})
    return int(row[0]) if row else 0


def is_unread(session: Session, account_id: str, task_id: str) -> bool:
    """Return whether a person was told something about a task that they have not read."""
    mine = (N.account_id == account_id, N.read_at.is_(None), N.task_id == task_id)
    return session.scalar(select(exists().where(*mine))) or False


def count(session: Session, account_id: str) -> int:
    """Return how many notifications somebody has on their page."""
    mine = select(func.count()).select_from(N).where(N.account_id == account_id, N.on_page)
    return session.scalar(mine) or 0


def notifications(
    session: Session, account_id: str, first: int = 0, limit: int = 25
) -> Sequence[Notification]:
    """Return what somebody was told on their page, newest first."""
    mine = select(N).where(N.account_id == account_id, N.on_page)
    return session.scalars(mine.order_by(N.id.desc()).offset(first).limit(limit)).all()


def notification(session: Session, account_id: str, number: int) -> Notification:
    """Return one of somebody's own notifications.

    Raises:
        NotFoundError: there is none, or it is somebody else's.
    """
    found = session.get(N, number)
    if found is None or found.account_id != account_id:
        raise NotFoundError(what=str(_("notification")), id=number)
    return found


def unsent(session: Session, numbers: Collection[int]) -> set[int]:
    """Return which of some notifications have a mail that was given up."""
    m = NotificationMail
    failed = select(m.notification_id).where(m.notification_id.in_(numbers), m.status == "failed")
    return set(session.scalars(failed)) if numbers else set()


def ways(session: Session, account_id: str) -> Mapping[Kind, Ways]:
    """Return how somebody wants to be told of each kind."""
    return _chosen(session, [account_id])[account_id]


def told(session: Session, account_ids: Collection[str]) -> dict[str, Mapping[Kind, Ways]]:
    """Return how people are told, by person; who is not there or not active is left out.

    Who has no address gets no mail.
    """
    there = select(Account.id, Account.email).where(Account.id.in_(account_ids), Account.active)
    reached = {name: email for name, email in session.execute(there)} if account_ids else {}
    wanted = _chosen(session, reached)
    return {
        name: {kind: Ways(way.page, way.mail and bool(email)) for kind, way in wanted[name].items()}
        for name, email in reached.items()
    }


def wanting_offers(session: Session) -> list[str]:
    """Return who wants to be told of what their groups are offered; unless chosen, nobody does."""
    p = NotificationPreference
    chosen = select(p.account_id).where(p.kind == Kind.OFFERED, p.page | p.mail)
    return list(session.scalars(chosen))


def count_given_up(session: Session, since: datetime) -> int:
    """Return how many mails of notifications were given up lately."""
    m = NotificationMail
    given_up = m.status == "failed", m.due_at >= since
    return session.scalar(select(func.count()).select_from(m).where(*given_up)) or 0


def _chosen(session: Session, account_ids: Collection[str]) -> dict[str, Mapping[Kind, Ways]]:
    found = {name: dict(USUAL) for name in account_ids}
    p = NotificationPreference
    rows = select(p).where(p.account_id.in_(account_ids))
    for row in session.scalars(rows) if account_ids else ():
        found[row.account_id][Kind(row.kind)] = Ways(row.page, row.mail)
    return {name: each for name, each in found.items()}
