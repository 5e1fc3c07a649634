"""Stars on the page on which cases are started: set, take away, move."""

from __future__ import annotations

from flask import Blueprint, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from engine import queries
from web.accounts.roles import Permission
from web.extensions import db
from web.favourites import commands
from web.identity import me
from web.pages.answers import go
from web.permissions import require
from web.services import change

pages = Blueprint("favourites", __name__, url_prefix="/start/<key>/favourite")
ACTIONS = {"star": commands.star, "unstar": commands.unstar, "up": commands.move_up}


@pages.post("")
def act(key: str) -> Response:
    """Star a process that the reader may start, or change one of their favourites."""
    action = request.form.get("action", "")
    if action not in ACTIONS:
        raise BadRequest
    if action == "star":
        definition = queries.default_definition(db.session(), key)
        require(db.session(), me(), Permission.START, definition)
    with change() as ctx:
        ACTIONS[action](ctx, key)
    return go(url_for("start.index"))
