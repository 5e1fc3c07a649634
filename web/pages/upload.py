"""Upload diagrams with their forms; what is wrong is listed by file, line and element."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.utils import secure_filename

from engine.commands import Resource
from engine.errors import DefinitionInvalidError, RequestInvalidError
from web import publishing
from web.accounts.roles import Permission
from web.extensions import db
from web.identity import me
from web.permissions import require
from web.services import change

pages = Blueprint("upload", __name__, url_prefix="/processes/upload")


@pages.get("")
def show() -> str:
    """Show the upload form."""
    require(db.session(), me(), Permission.DEPLOY)
    return render_template("upload.html", problems=[], deployed=None)


@pages.post("")
def upload() -> str | tuple[str, int]:
    """Deploy the files together, or list what is wrong with them."""
    require(db.session(), me(), Permission.DEPLOY)
    resources = _resources()
    if not resources:
        return render_template("upload.html", problems=[], deployed=None, empty=True), 422
    name = request.form.get("name", "").strip()[:255] or resources[0].name
    reason, state = request.form.get("reason"), request.form.get("state", "active")
    try:
        with change() as ctx:
            deployed = publishing.publish(ctx, name, resources, reason=reason, state=state)
    except DefinitionInvalidError as error:
        return render_template("upload.html", problems=error.problems, deployed=None), 422
    except RequestInvalidError as error:
        return render_template("upload.html", problems=[], deployed=None, error=error), 422
    return render_template(
        "upload.html",
        problems=deployed.warnings,
        deployed=deployed,
        groups=deployed.new_groups,
    )


def _resources() -> list[Resource]:
    files = [one for one in request.files.getlist("files") if one.filename]
    return [Resource(_name(one.filename or ""), one.stream.read()) for one in files]


def _name(given: str) -> str:
    # diagrams name their forms by file name: keep it, but no folders and no control characters
    plain = given.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(letter for letter in plain if letter.isprintable())[:255]
    return kept or secure_filename(given) or "file"
