"""Files of cases and tasks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from engine.tables import Attachment, AttachmentContent


@dataclass(frozen=True, slots=True)
class AttachmentFilter:
    """Which attachments; None does not restrict. Deleted ones are never among them."""

    instance_id: str | None = None
    task_id: str | None = None


def attachments(session: Session, wanted: AttachmentFilter, limit: int = 500) -> list[Attachment]:
    """Return attachments, newest first."""
    statement = select(Attachment).where(*_conditions(wanted))
    return list(session.scalars(statement.order_by(Attachment.id.desc()).limit(limit)))


def count_attachments(session: Session, wanted: AttachmentFilter) -> int:
    """Return how many attachments match."""
    statement = select(func.count()).select_from(Attachment).where(*_conditions(wanted))
    return session.scalar(statement) or 0


def attachment(session: Session, attachment_id: str) -> Attachment:
    """Return an attachment.

    Raises:
        NotFoundError: no such attachment, or it was deleted.
    """
    found = session.get(Attachment, attachment_id)
    if found is None or found.deleted_at is not None:
        raise NotFoundError(what="attachment", id=attachment_id)
    return found


def attachment_content(session: Session, row: Attachment) -> bytes:
    """Return the bytes of an attachment.

    Raises:
        NotFoundError: it was deleted in the meantime.
    """
    statement = select(AttachmentContent.content).where(AttachmentContent.hash == row.hash)
    found = session.scalar(statement)
    if found is None:
        raise NotFoundError(what="attachment", id=row.id)
    return found


def _conditions(wanted: AttachmentFilter) -> list[ColumnElement[bool]]:
    equal = {Attachment.instance_id: wanted.instance_id, Attachment.task_id: wanted.task_id}
    found = [column == value for column, value in equal.items() if value is not None]
    return [*found, Attachment.deleted_at.is_(None)]
