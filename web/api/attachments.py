"""Files of tasks, as Camunda 7 has them; links to files elsewhere are not kept."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Response, request

from engine import commands, queries
from engine.errors import NotFoundError, RequestInvalidError
from engine.queries import Attachment, AttachmentFilter, UserTask
from web.accounts.errors import ForbiddenError
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import Part
from web.extensions import db
from web.identity import me
from web.pages import attachments as pages
from web.permissions import require
from web.services import change

part = Part("task-attachment", "/task/<task_id>/attachment", "Files of user tasks")


def attachment_out(row: Attachment) -> dict[str, Any]:
    """Return an attachment as Camunda writes it, with its size, hash and who added it."""
    return {
        "id": row.id,
        "name": row.name,
        "description": row.description,
        "taskId": row.task_id,
        "type": row.media_type,
        "url": None,
        "createTime": typed.date_text(row.created_at),
        "removalTime": None,
        "rootProcessInstanceId": row.instance_id,
        "processInstanceId": row.instance_id,
        "userId": row.created_by,
        "size": row.size,
        "sha256": row.hash,
    }


@part.get("")
def listing(task_id: str) -> list[dict[str, Any]]:
    """List the files of a task, newest first."""
    _task(task_id)
    rows = queries.attachments(db.session(), AttachmentFilter(task_id=task_id))
    return [attachment_out(row) for row in rows]


@part.post("/create")
def create(task_id: str) -> dict[str, Any]:
    """Add a file: multipart with `content`, and `attachment-name` and `-description` if wanted."""
    task, sent = _task(task_id), request.files.get("content")
    if sent is None:
        raise RequestInvalidError(field="content", reason="a file is needed")
    sent.filename = request.form.get("attachment-name") or sent.filename
    about = request.form.get("attachment-description", "").strip() or None
    with change() as ctx:
        file = replace(pages.read(sent), description=about)
        row = commands.attach(ctx, task.instance_id, file, task_id)
    return attachment_out(row)


@part.get("/<attachment_id>")
def one(task_id: str, attachment_id: str) -> dict[str, Any]:
    """Read about a file of a task."""
    return attachment_out(_loaded(task_id, attachment_id))


@part.get("/<attachment_id>/data")
def data(task_id: str, attachment_id: str) -> Response:
    """Read the content of a file of a task."""
    return pages.sent(_loaded(task_id, attachment_id), as_attachment=True)


@part.delete("/<attachment_id>")
@part.response(204)
def delete(task_id: str, attachment_id: str) -> None:
    """Delete a file: one's own, or any with the permission to change the instance."""
    row = _loaded(task_id, attachment_id)
    if not pages.may_delete(row, queries.instance(db.session(), row.instance_id)):
        raise ForbiddenError(permission=Permission.INSTANCE_UPDATE.value)
    with change() as ctx:
        commands.delete_attachment(ctx, attachment_id)


def _task(task_id: str) -> UserTask:
    row = queries.task(db.session(), task_id)
    require(db.session(), me(), Permission.TASK_READ, row)
    return row


def _loaded(task_id: str, attachment_id: str) -> Attachment:
    task, row = _task(task_id), queries.attachment(db.session(), attachment_id)
    if row.task_id != task.id:
        raise NotFoundError(what="attachment", id=attachment_id)
    return row
