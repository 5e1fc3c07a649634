"""The front door: everybody begins with their tasks."""

from __future__ import annotations

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from web.accounts.roles import Permission
from web.identity import me

pages = Blueprint("home", __name__)


@pages.get("/")
def home() -> Response:
    """Go to the first page that this person can use."""
    grants = me().grants
    held = grants.everywhere | grants.involved
    if Permission.TASK_READ in held:
        return redirect(url_for("tasks.index"))
    return redirect(url_for("profile.show"))
