"""What people say about a case and its tasks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base
from engine.tables.columns import ID, NAME


class Comment(Base):
    """A remark on a case, or with `task_id` on one of its tasks. Only its deletion changes a row.

    `mentions` are the ids of the people it names. A deleted one keeps its text for the audit.
    """

    __tablename__ = "comment"
    __table_args__ = (Index("ix_comment_instance_id", "instance_id", "id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"))
    task_id: Mapped[str | None] = mapped_column(ID)
    text: Mapped[str] = mapped_column(Text)
    mentions: Mapped[list[str]]
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(NAME)
    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[str | None] = mapped_column(NAME)
