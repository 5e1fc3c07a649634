"""What happened to a task while somebody looked at it."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request

from engine import queries
from engine.queries import news
from web.accounts.roles import Permission
from web.extensions import db
from web.identity import me
from web.pages import timeline
from web.permissions import require

pages = Blueprint("task_changes", __name__)


@pages.get("/tasks/<task_id>/changes")
def show(task_id: str) -> Response | str:
    """Tell what happened to a task, or that its case moved on, since a number of the log.

    204: nothing did.
    """
    task = queries.task(db.session(), task_id)
    require(db.session(), me(), Permission.TASK_READ, task)
    after = request.args.get("after", default=0, type=int)
    if news.last_of(db.session(), task.instance_id) <= after:
        return Response(status=204)
    return render_template("task_changes.html", task=task, text=timeline.newest(task, after))
