"""Files of a case and its tasks: added, listed, downloaded, deleted."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, flash, render_template, request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as AnyResponse

from engine import commands, queries
from engine.errors import RequestInvalidError
from engine.queries import Attachment, AttachmentFilter, ProcessInstance, UserTask
from web import loading
from web.accounts import queries as accounts
from web.accounts.errors import ForbiddenError
from web.accounts.roles import Permission
from web.conversation import files
from web.extensions import db
from web.i18n import _, language, said
from web.identity import me
from web.pages.answers import go, wants_page
from web.permissions import may
from web.security import local_path
from web.services import change, installation

pages = Blueprint("attachments", __name__)
UNPROCESSABLE = 422
# what is shown can do nothing; a PDF is not sandboxed, since browsers then refuse to show it
LOCKED = "default-src 'none'; sandbox"
PDF = "default-src 'none'; frame-ancestors 'none'"


@pages.get("/cases/<instance_id>/files")
def show(instance_id: str) -> str:
    """Show the files of a case, newest first, with room for more."""
    instance = _case(instance_id)
    return _fragment(instance, _task(instance))


@pages.post("/cases/<instance_id>/files")
def add(instance_id: str) -> AnyResponse:
    """Add files; of several, those that can be kept are, and the others are named."""
    instance = _case(instance_id)
    task = _task(instance)
    given = [one for one in request.files.getlist("file") if one.filename]
    faults = [] if given else [str(_("Choose a file."))]
    for one in given:
        faults += _attached(instance, task, one)
    return _done(instance, task, faults)


@pages.get("/attachments/<attachment_id>")
def download(attachment_id: str) -> Response:
    """Return a file, to be saved and never to be shown."""
    return sent(_loaded(attachment_id)[0], as_attachment=True)


@pages.get("/attachments/<attachment_id>/view")
def view(attachment_id: str) -> Response:
    """Return a picture or a PDF to be looked at; anything else to be saved."""
    found = _loaded(attachment_id)[0]
    return sent(found, as_attachment=found.media_type not in files.SHOWN)


@pages.post("/attachments/<attachment_id>/delete")
def delete(attachment_id: str) -> AnyResponse:
    """Delete a file: whoever added it, and whoever may change the case."""
    found, instance = _loaded(attachment_id)
    if not may_delete(found, instance):
        raise ForbiddenError(permission=Permission.INSTANCE_UPDATE.value)
    with change() as ctx:
        commands.delete_attachment(ctx, attachment_id)
    return _done(instance, _task(instance), [])


def parts(instance: ProcessInstance, task: UserTask | None = None) -> dict[str, Any]:
    """Return what the template of the files shows; new ones are of `task` if it is given."""
    session = db.session()
    rows = queries.attachments(session, AttachmentFilter(instance_id=instance.id))
    manages = may(session, me(), Permission.INSTANCE_UPDATE, instance)
    return {
        "file_task": task,
        "files": [(row, manages or row.created_by == me().name) for row in rows],
        "file_people": accounts.display_names(session, {r.created_by for r in rows}, language()),
        "file_limit": _limit(),
        "shown_types": files.SHOWN,
    }


def may_delete(row: Attachment, instance: ProcessInstance) -> bool:
    """Return whether this person may delete a file."""
    own = row.created_by == me().name
    return own or may(db.session(), me(), Permission.INSTANCE_UPDATE, instance)


def read(given: FileStorage) -> commands.File:
    """Return a file that was sent.

    Raises:
        RequestInvalidError: it is larger than the installation takes.
    """
    name = files.clean_name(given.filename or "")
    content = given.stream.read(_limit() + 1)
    if len(content) > _limit():
        raise RequestInvalidError(field=name, reason="it is larger than this server accepts")
    return commands.File(name, content, files.media_type(content))


def _attached(
    instance: ProcessInstance, task: UserTask | None, given: FileStorage
) -> Sequence[str]:
    """Add one file; return what is wrong with it."""
    try:
        with change() as ctx:
            commands.attach(ctx, instance.id, read(given), task.id if task else None)
    except RequestInvalidError as error:
        return [said(error)]
    return []


def _loaded(attachment_id: str) -> tuple[Attachment, ProcessInstance]:
    found = queries.attachment(db.session(), attachment_id)
    return found, _case(found.instance_id)


def _case(name: str) -> ProcessInstance:
    return loading.case(db.session(), me(), name, Permission.INSTANCE_READ)


def _task(instance: ProcessInstance) -> UserTask | None:
    return loading.task_of(db.session(), me(), instance, request.values.get("task"))


def sent(row: Attachment, *, as_attachment: bool) -> Response:
    """Return the answer that holds a file: it can do nothing where it is opened."""
    content = queries.attachment_content(db.session(), row)
    kind = files.OTHER if as_attachment else row.media_type
    answer = send_file(BytesIO(content), kind, as_attachment, row.name, etag=False)
    is_pdf = kind == "application/pdf"
    answer.headers["Content-Security-Policy"] = PDF if is_pdf else LOCKED
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _limit() -> int:
    return installation().settings.limit_attachment_bytes


def _fragment(instance: ProcessInstance, task: UserTask | None, faults: Sequence[str] = ()) -> str:
    shown = {"fragment": True, "file_faults": faults, **parts(instance, task)}
    return render_template("files.html", instance=instance, **shown)


def _done(instance: ProcessInstance, task: UserTask | None, faults: Sequence[str]) -> AnyResponse:
    if wants_page():
        for one in faults:
            flash(one, "danger")
        case = url_for("cases.show", instance_id=instance.id)
        return go(local_path(request.form.get("next"), case) + "#files")
    status = UNPROCESSABLE if faults else 200
    return Response(_fragment(instance, task, faults), status)
