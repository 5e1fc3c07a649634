"""Remarks on cases and tasks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from engine.tables import Comment


@dataclass(frozen=True, slots=True)
class CommentFilter:
    """Which comments; None does not restrict. Deleted ones only if `deleted`."""

    instance_id: str | None = None
    task_id: str | None = None
    deleted: bool = False


def comments(session: Session, wanted: CommentFilter, limit: int = 200) -> list[Comment]:
    """Return comments, newest first."""
    statement = select(Comment).where(*_conditions(wanted))
    return list(session.scalars(statement.order_by(Comment.id.desc()).limit(limit)))


def count_comments(session: Session, wanted: CommentFilter) -> int:
    """Return how many comments match."""
    statement = select(func.count()).select_from(Comment).where(*_conditions(wanted))
    return session.scalar(statement) or 0


def comment(session: Session, comment_id: str) -> Comment:
    """Return a comment, deleted or not.

    Raises:
        NotFoundError: no such comment.
    """
    found = session.get(Comment, comment_id)
    if found is None:
        raise NotFoundError(what="comment", id=comment_id)
    return found


def _conditions(wanted: CommentFilter) -> list[ColumnElement[bool]]:
    equal = {Comment.instance_id: wanted.instance_id, Comment.task_id: wanted.task_id}
    found = [column == value for column, value in equal.items() if value is not None]
    return found if wanted.deleted else [*found, Comment.deleted_at.is_(None)]
