"""Files of cases and tasks: added, and deleted with their content. The log keeps both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import delete, func, select

from engine.base import new_id, table
from engine.errors import RequestInvalidError
from engine.statements import dialect_insert
from engine.store import event_log, names, rows
from engine.tables import Attachment, AttachmentContent, ProcessInstance, UserTask
from engine.transaction import Context

MOST = 500
LONGEST_DESCRIPTION = 4_000
CONTENTS = table(AttachmentContent)


@dataclass(frozen=True, slots=True)
class File:
    """A file that somebody adds; `media_type` is what was found by looking at its content."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"
    description: str | None = None


def attach(ctx: Context, instance_id: str, file: File, task_id: str | None = None) -> Attachment:
    """Add a file to an instance, or to one of its tasks, running or ended.

    Raises:
        NotFoundError: no such instance or task.
        RequestInvalidError: it is empty, has no proper name, the task belongs elsewhere, or the
            instance has too many.
    """
    instance = rows.get(ctx, ProcessInstance, "process instance", instance_id)
    task = rows.get(ctx, UserTask, "user task", task_id) if task_id else None
    if task is not None and task.instance_id != instance.id:
        raise RequestInvalidError(field="task", reason="it belongs to another case")
    if not file.content:
        raise RequestInvalidError(field=file.name, reason="it is empty")
    _count(ctx, instance)
    added = _row(ctx, instance.id, task_id, file)
    ctx.session.add(added)
    ctx.session.flush()
    told = {"attachment_id": added.id, "name": added.name}
    event_log.log_about(ctx, instance, task, "attached", data=told)
    return added


def delete_attachment(ctx: Context, attachment_id: str) -> Attachment:
    """Mark an attachment as deleted, and drop its content unless another one has the same.

    Raises:
        NotFoundError: no such attachment.
    """
    found = rows.get(ctx, Attachment, "attachment", attachment_id)
    if found.deleted_at is not None:
        return found
    found.deleted_at, found.deleted_by = ctx.now, ctx.actor
    ctx.session.flush()
    _drop(ctx, found.hash)
    instance = rows.get(ctx, ProcessInstance, "process instance", found.instance_id)
    task = ctx.session.get(UserTask, found.task_id) if found.task_id else None
    told = {"attachment_id": found.id, "name": found.name}
    event_log.log_about(ctx, instance, task, "attachment_deleted", data=told)
    return found


def _drop(ctx: Context, digest: str) -> None:
    """Drop a content that no attachment has any more."""
    same = CONTENTS.c.hash == digest
    # whoever adds the same at this moment holds its row
    ctx.connection.execute(select(CONTENTS.c.hash).where(same).with_for_update())
    others = select(Attachment.id).where(Attachment.hash == digest, Attachment.deleted_at.is_(None))
    if ctx.session.scalar(others.limit(1)) is None:
        ctx.connection.execute(delete(CONTENTS).where(same))


def _count(ctx: Context, instance: ProcessInstance) -> None:
    there = select(func.count()).select_from(Attachment)
    there = there.where(Attachment.instance_id == instance.id, Attachment.deleted_at.is_(None))
    if (ctx.session.scalar(there) or 0) >= MOST:
        raise RequestInvalidError(field="attachment", reason="the case has too many of them")


def _row(ctx: Context, instance_id: str, task_id: str | None, file: File) -> Attachment:
    digest = hashlib.sha256(file.content).hexdigest()
    insert = dialect_insert(ctx.connection.dialect.name)(CONTENTS)
    kept = insert.values(hash=digest, content=file.content)
    same = kept.on_conflict_do_update(index_elements=["hash"], set_={"hash": digest})
    ctx.connection.execute(same)
    about = file.description and names.text("description", file.description, LONGEST_DESCRIPTION)
    return Attachment(
        id=new_id(),
        instance_id=instance_id,
        task_id=task_id,
        name=names.text("name", file.name, 255),
        description=about or None,
        media_type=file.media_type,
        size=len(file.content),
        hash=digest,
        created_at=ctx.now,
        created_by=ctx.actor,
    )
