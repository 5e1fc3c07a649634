"""Remarks on cases and tasks: written once, never changed, at most marked as deleted."""

from __future__ import annotations

from collections.abc import Sequence

from engine.base import new_id
from engine.errors import RequestInvalidError
from engine.store import event_log, names, rows
from engine.tables import Comment, ProcessInstance, UserTask
from engine.transaction import Context

LONGEST = 10_000
MOST_MENTIONS = 50


def comment(
    ctx: Context,
    instance_id: str,
    text: str,
    mentions: Sequence[str] = (),
    task_id: str | None = None,
) -> Comment:
    """Say something about an instance, or about one of its tasks, running or ended.

    Args:
        mentions: ids of the people whom the text names; the event log tells them on.

    Raises:
        NotFoundError: no such instance or task.
        RequestInvalidError: the text is empty or too long, or the task belongs elsewhere.
    """
    instance = rows.get(ctx, ProcessInstance, "process instance", instance_id)
    task = rows.get(ctx, UserTask, "user task", task_id) if task_id else None
    if task is not None and task.instance_id != instance.id:
        raise RequestInvalidError(field="task", reason="it belongs to another case")
    written = Comment(
        id=new_id(),
        instance_id=instance.id,
        task_id=task_id,
        text=names.text("comment", text, LONGEST),
        mentions=list(dict.fromkeys(mentions))[:MOST_MENTIONS],
        created_at=ctx.now,
        created_by=ctx.actor,
    )
    ctx.session.add(written)
    ctx.session.flush()
    told = {"comment_id": written.id, "mentions": written.mentions}
    event_log.log_about(ctx, instance, task, "commented", data=told)
    return written


def delete_comment(ctx: Context, comment_id: str) -> Comment:
    """Mark a comment as deleted; it stays in the table, and its deletion in the event log.

    Raises:
        NotFoundError: no such comment.
    """
    found = rows.get(ctx, Comment, "comment", comment_id)
    if found.deleted_at is not None:
        return found
    found.deleted_at, found.deleted_by = ctx.now, ctx.actor
    ctx.session.flush()
    instance = rows.get(ctx, ProcessInstance, "process instance", found.instance_id)
    task = ctx.session.get(UserTask, found.task_id) if found.task_id else None
    event_log.log_about(ctx, instance, task, "comment_deleted", data={"comment_id": found.id})
    return found
