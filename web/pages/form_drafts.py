"""Half-filled forms: saved while somebody types, dropped when they say so."""

from __future__ import annotations

from flask import Blueprint, Response, flash, jsonify, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from engine import queries
from engine.errors import TaskAlreadyCompletedError
from web.accounts.roles import Permission
from web.extensions import db
from web.form_drafts import commands, subjects
from web.form_drafts.queries import form_draft
from web.form_drafts.tables import FormDraft
from web.i18n import _
from web.identity import me
from web.pages import tasks_next
from web.pages.answers import go, sent
from web.permissions import may_claim, require
from web.services import change

pages = Blueprint("form_drafts", __name__)


def of_task(task_id: str) -> FormDraft | None:
    """Return what this person has filled in of a task's form."""
    return form_draft(db.session(), me(), subjects.of_task(task_id))


def of_start(key: str) -> FormDraft | None:
    """Return what this person has filled in of the form that a process starts with."""
    return form_draft(db.session(), me(), subjects.of_start(key))


@pages.post("/tasks/<task_id>/draft")
def save_task(task_id: str) -> Response:
    """Keep what somebody who may do a task has filled in."""
    _check_task(task_id)
    return _saved(subjects.of_task(task_id))


@pages.post("/tasks/<task_id>/draft/discard")
def discard_task(task_id: str) -> AnyResponse:
    """Drop one's own answers to a task; the form is as it was at first."""
    task = queries.task(db.session(), task_id)
    require(db.session(), me(), Permission.TASK_READ, task)
    _discarded(subjects.of_task(task_id))
    return go(url_for("task.show", task_id=task_id, **tasks_next.place()))


@pages.post("/start/<key>/draft")
def save_start(key: str) -> Response:
    """Keep what somebody who may start a process has filled in."""
    return _saved(subjects.of_start(_startable(key)))


@pages.post("/start/<key>/draft/discard")
def discard_start(key: str) -> AnyResponse:
    """Drop one's own answers to a start form."""
    _discarded(subjects.of_start(_startable(key)))
    return go(url_for("start.show", key=key))


def _startable(key: str) -> str:
    definition = queries.default_definition(db.session(), key)
    require(db.session(), me(), Permission.START, definition)
    return definition.key


def _check_task(task_id: str) -> None:
    task = queries.task(db.session(), task_id)
    if not may_claim(db.session(), me(), task):
        require(db.session(), me(), Permission.TASK_WORK, task)
    if task.status != "created":
        raise TaskAlreadyCompletedError(id=task_id)


def _saved(subject: str) -> Response:
    body = sent()
    known = body.get("revision")
    if not (known is None or (type(known) is int and 0 <= known < 2**31 - 1)):
        raise BadRequest
    with change() as ctx:
        revision = commands.save(ctx, subject, body.get("variables", {}), known)
    return jsonify(revision=revision)


def _discarded(subject: str) -> None:
    with change() as ctx:
        commands.discard(ctx, subject)
    flash(_("Your unfinished answers are discarded."), "success")
