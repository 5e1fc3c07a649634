"""Tables of what people are told, how they want it, and how far the event log was read for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base
from web.notifications.kinds import Kind

KEY = String(64)
COUNTER = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts by itself there


def _only(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Notification(Base):
    """Something that a person is told; `cause` makes it the same one however often it is found.

    `facts` are what the sentence needs, as it was then: name, names by language, case_no, actor,
    due_at. `on_page` False: it is there for its mail only.
    """

    __tablename__ = "notification"
    __table_args__ = (
        UniqueConstraint("account_id", "cause", name="uq_notification_account_id_cause"),
        Index("ix_notification_account_id_id", "account_id", "id"),
        Index("ix_notification_unread", "account_id", "on_page", **_only("read_at IS NULL")),
        Index("ix_notification_task_id", "task_id"),
        Index("ix_notification_created_at", "created_at"),
    )

    id: Mapped[int] = mapped_column(COUNTER, primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    kind: Mapped[Kind] = mapped_column(String(16))
    cause: Mapped[str] = mapped_column(String(160))
    instance_id: Mapped[str] = mapped_column(KEY)
    task_id: Mapped[str | None] = mapped_column(KEY)
    facts: Mapped[dict[str, Any]]
    on_page: Mapped[bool]
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]


class NotificationMail(Base):
    """The mail of a notification. `status`: waiting, sent, failed (given up).

    It is tried at `due_at`; while somebody sends it that lies in the future, so that nobody else
    does, and it is tried again if they never tell the outcome. `id` becomes its Message-ID.
    """

    __tablename__ = "notification_mail"
    __table_args__ = (
        Index("ix_notification_mail_due_at", "due_at", **_only("status = 'waiting'")),
    )

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    notification_id: Mapped[int] = mapped_column(
        ForeignKey("notification.id", ondelete="CASCADE"), unique=True
    )
    status: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)


class NotificationPreference(Base):
    """How a person wants to be told of a kind; without a row, as usual."""

    __tablename__ = "notification_preference"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    kind: Mapped[Kind] = mapped_column(String(16), primary_key=True)
    page: Mapped[bool]
    mail: Mapped[bool]


class NotificationProgress(Base):
    """How far the event log was read: one row, guarded by `revision`.

    `gaps` are numbers below `last_seq` that may still appear, see kpi.gaps. Due dates up to
    `due_until` (soon) and `overdue_until` were looked at, the last time at `due_checked_at`.
    """

    __tablename__ = "notification_progress"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    revision: Mapped[int]
    last_seq: Mapped[int] = mapped_column(BigInteger)
    gaps: Mapped[list[dict[str, Any]]]
    due_until: Mapped[datetime]
    overdue_until: Mapped[datetime]
    due_checked_at: Mapped[datetime]
