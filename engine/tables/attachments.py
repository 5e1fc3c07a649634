"""Files that people add to cases and tasks."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base
from engine.tables.columns import ID, NAME


class Attachment(Base):
    """A file of a case, or with `task_id` of one of its tasks; only its deletion changes a row.

    `hash` is the SHA-256 of the content, in hexadecimal. `size` is in bytes.
    """

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_instance_id", "instance_id", "id"),
        Index("ix_attachment_hash", "hash"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    instance_id: Mapped[str] = mapped_column(ForeignKey("process_instance.id"))
    task_id: Mapped[str | None] = mapped_column(ID)
    name: Mapped[str] = mapped_column(NAME)
    description: Mapped[str | None] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(ID)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(NAME)
    deleted_at: Mapped[datetime | None]
    deleted_by: Mapped[str | None] = mapped_column(NAME)


class AttachmentContent(Base):
    """The bytes of attachments, each content once, as long as an attachment has it."""

    __tablename__ = "attachment_content"

    hash: Mapped[str] = mapped_column(ID, primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
