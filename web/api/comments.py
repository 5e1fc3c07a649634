"""Comments on tasks and process instances, as Camunda 7 has them."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from engine import commands, queries
from engine.errors import NotFoundError
from engine.queries import Comment, CommentFilter, UserTask
from web import loading
from web.accounts.errors import ForbiddenError
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import MOST_ROWS, Part, Schema
from web.conversation import mentions
from web.extensions import db
from web.identity import me
from web.permissions import require
from web.services import change

part = Part("task-comment", "/task/<task_id>/comment", "Comments on user tasks")
of_instances = Part(
    "process-instance-comment",
    "/process-instance/<instance_id>/comment",
    "Comments on process instances and their tasks",
)


class CommentIn(Schema):
    """What is said; `processInstanceId` may be sent along, as in Camunda 7."""

    message = fields.String(required=True)
    instance_id = fields.String(data_key="processInstanceId", load_default=None)


def comment_out(row: Comment) -> dict[str, Any]:
    """Return a comment as Camunda writes it, with the people it names."""
    return {
        "id": row.id,
        "userId": row.created_by,
        "taskId": row.task_id,
        "time": typed.date_text(row.created_at),
        "message": row.text,
        "processInstanceId": row.instance_id,
        "rootProcessInstanceId": row.instance_id,
        "removalTime": None,
        "mentions": row.mentions,
    }


@part.get("")
def listing(task_id: str) -> list[dict[str, Any]]:
    """List the comments on a task, newest first."""
    _task(task_id)
    wanted = CommentFilter(task_id=task_id)
    return [comment_out(row) for row in queries.comments(db.session(), wanted, MOST_ROWS)]


@part.post("/create")
@part.arguments(CommentIn)
def create(body: dict[str, Any], task_id: str) -> dict[str, Any]:
    """Comment on a task; @name tells whoever may see its process instance."""
    task = _task(task_id)
    instance = queries.instance(db.session(), task.instance_id)
    named = mentions.named(db.session(), body["message"], instance)
    with change() as ctx:
        told = [row.id for row in named.readers]
        row = commands.comment(ctx, instance.id, body["message"], told, task_id)
    return comment_out(row)


@part.get("/<comment_id>")
def one(task_id: str, comment_id: str) -> dict[str, Any]:
    """Read a comment on a task."""
    return comment_out(_loaded(task_id, comment_id))


@part.delete("/<comment_id>")
@part.response(204)
def delete(task_id: str, comment_id: str) -> None:
    """Delete a comment of one's own; the history keeps that it was there."""
    if _loaded(task_id, comment_id).created_by != me().name:
        raise ForbiddenError(permission=Permission.TASK_READ.value)
    with change() as ctx:
        commands.delete_comment(ctx, comment_id)


@of_instances.get("")
def listing_of_instance(instance_id: str) -> list[dict[str, Any]]:
    """List the comments on a process instance and all its tasks, newest first."""
    instance = loading.case(db.session(), me(), instance_id, Permission.INSTANCE_READ)
    wanted = CommentFilter(instance_id=instance.id)
    return [comment_out(row) for row in queries.comments(db.session(), wanted, MOST_ROWS)]


def _task(task_id: str) -> UserTask:
    row = queries.task(db.session(), task_id)
    require(db.session(), me(), Permission.TASK_READ, row)
    return row


def _loaded(task_id: str, comment_id: str) -> Comment:
    task, row = _task(task_id), queries.comment(db.session(), comment_id)
    if row.task_id != task.id or row.deleted_at is not None:
        raise NotFoundError(what="comment", id=comment_id)
    return row
