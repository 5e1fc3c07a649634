"""Comments on a case and its tasks: beside the form of a task, and on the page of the case."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from engine import commands, queries
from engine.errors import RequestInvalidError
from engine.queries import Comment, CommentFilter, ProcessInstance, TaskFilter, UserTask
from web import loading
from web.accounts import queries as accounts
from web.accounts.errors import ForbiddenError
from web.accounts.roles import Permission
from web.conversation import audience, mentions
from web.conversation.mentions import Named
from web.extensions import db
from web.i18n import _, language, said
from web.identity import me
from web.pages.answers import go, wants_page
from web.security import local_path
from web.services import change

pages = Blueprint("comments", __name__)
LONGEST = 10_000
MOST_SHOWN = 100
MOST_OFFERED = 8
UNPROCESSABLE = 422


@pages.get("/cases/<instance_id>/comments")
def show(instance_id: str) -> str:
    """Show what was said about a case, newest first, with room for more."""
    instance = _case(instance_id)
    return _fragment(instance, _task(instance))


@pages.post("/cases/<instance_id>/comments")
def write(instance_id: str) -> AnyResponse:
    """Say something about a case, or one of its tasks."""
    instance = _case(instance_id)
    task, text = _task(instance), request.form.get("text", "")
    called = mentions.named(db.session(), text, instance)
    try:
        with change() as ctx:
            told = [row.id for row in called.readers]
            commands.comment(ctx, instance.id, text, told, task.id if task else None)
    except RequestInvalidError as error:
        return _refused(
            instance, task, text, said(error) if text.strip() else _("Write something.")
        )
    return _done(instance, task, _warning(called))


@pages.post("/comments/<comment_id>/delete")
def delete(comment_id: str) -> AnyResponse:
    """Take back what one has said."""
    found = queries.comment(db.session(), comment_id)
    instance = _case(found.instance_id)
    if found.created_by != me().name:
        raise ForbiddenError(permission=Permission.INSTANCE_READ.value)
    with change() as ctx:
        commands.delete_comment(ctx, comment_id)
    return _done(instance, _task(instance), None)


@pages.get("/cases/<instance_id>/readers")
def readers(instance_id: str) -> Response:
    """Offer people whom a comment can name: they may see the case."""
    instance = _case(instance_id)
    typed = request.args.get("q", "")[:64]
    found = audience.offered(db.session(), instance, typed, MOST_OFFERED)
    shown = [{"id": row.id, "name": accounts.shown(row, language())} for row in found]
    return jsonify(people=shown)


def parts(instance: ProcessInstance, task: UserTask | None = None) -> dict[str, Any]:
    """Return what the template of the comments shows; new ones are about `task` if it is given."""
    session = db.session()
    wanted = CommentFilter(instance_id=instance.id)
    rows = queries.comments(session, wanted, MOST_SHOWN)
    names = accounts.display_names(session, _named(rows), language())
    about = {row.task_id for row in rows if row.task_id}
    tasks = queries.tasks(session, TaskFilter(status=None, ids=tuple(about)), 0, MOST_SHOWN)
    return {
        "comment_task": task,
        "comments": [_shown(row, names) for row in rows],
        "comment_count": queries.count_comments(session, wanted),
        "comment_tasks": {row.id: row for row in tasks} if about else {},
        "longest_comment": LONGEST,
    }


def _named(rows: list[Comment]) -> set[str]:
    return {who for row in rows for who in (row.created_by, *row.mentions)}


def _shown(row: Comment, names: dict[str, str]) -> dict[str, Any]:
    called = {one: names[one] for one in row.mentions}
    return {
        "row": row,
        "by": names[row.created_by],
        "pieces": list(mentions.pieces(row.text, called)),
        "mine": row.created_by == me().name,
    }


def _case(name: str) -> ProcessInstance:
    return loading.case(db.session(), me(), name, Permission.INSTANCE_READ)


def _task(instance: ProcessInstance) -> UserTask | None:
    """Return the task of this case beside which the request was made."""
    return loading.task_of(db.session(), me(), instance, request.values.get("task"))


def _warning(called: Named) -> str | None:
    if not called.strangers:
        return None
    names = [accounts.shown(row, language()) for row in called.strangers]
    return str(_("May not see this case and was not told: %(names)s.", names=", ".join(names)))


def _refused(
    instance: ProcessInstance, task: UserTask | None, text: str, reason: str
) -> AnyResponse:
    if wants_page():
        flash(reason, "danger")
        return go(_place(instance, task))
    page = _fragment(instance, task, typed=text, comment_error=reason)
    return Response(page, UNPROCESSABLE)


def _done(instance: ProcessInstance, task: UserTask | None, warning: str | None) -> AnyResponse:
    if wants_page():
        if warning:
            flash(warning, "warning")
        return go(_place(instance, task))
    return Response(_fragment(instance, task, comment_warning=warning))


def _fragment(instance: ProcessInstance, task: UserTask | None, **more: Any) -> str:
    shown = parts(instance, task)
    return render_template("comments.html", instance=instance, fragment=True, **more, **shown)


def _place(instance: ProcessInstance, task: UserTask | None) -> str:
    """Return where the comments are on a whole page."""
    case = url_for("cases.show", instance_id=instance.id)
    return local_path(request.form.get("next"), case) + "#comments"
