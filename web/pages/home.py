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
    if me().might(Permission.TASK_READ):
        return redirect(url_for("tasks.index"))
    return redirect(url_for("profile.show"))
