"""What the signed-in person was told: the bell of every page, the whole list, how to be told."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from web.accounts import queries as accounts
from web.extensions import db
from web.i18n import _, language
from web.identity import me, my_account
from web.notifications import commands, queries, words
from web.notifications.kinds import Kind, Ways
from web.notifications.tables import Notification
from web.pages.answers import go, wants_page
from web.pages.paging import page_of
from web.services import change

pages = Blueprint("notifications", __name__, url_prefix="/notifications")
NEWEST = 8
LATEST = 2**62


@pages.get("")
def index() -> str:
    """Show everything that the person was told, newest first."""
    session, name = db.session(), me().name
    page = page_of(queries.count(session, name))
    rows = queries.notifications(session, name, page.first, page.size)
    return render_template("notifications.html", page=page, **_shown(rows))


@pages.get("/newest")
def newest() -> str:
    """Return what the bell opens: the newest ones."""
    rows = queries.notifications(db.session(), me().name, 0, NEWEST)
    return render_template("notifications_newest.html", **_shown(rows))


@pages.get("/unread")
def unread() -> dict[str, int]:
    """Return how many are not read."""
    return {"unread": queries.count_unread(db.session(), me().name)}


@pages.get("/<int(max=9223372036854775807):number>")
def follow(number: int) -> Response:
    """Go to what one is about, which is then read."""
    row = queries.notification(db.session(), me().name, number)
    if row.read_at is None:
        with change() as ctx:
            commands.read(ctx, me().name, number)
    if row.task_id is not None:
        return redirect(url_for("task.show", task_id=row.task_id))
    return redirect(url_for("cases.show", instance_id=row.instance_id))


@pages.post("/<int(max=9223372036854775807):number>/read")
def read(number: int) -> Response | str:
    """Mark one as read."""
    queries.notification(db.session(), me().name, number)
    with change() as ctx:
        commands.read(ctx, me().name, number)
    return _after()


@pages.post("/read")
def read_all() -> Response | str:
    """Mark all that were there when the page was made as read."""
    until = min(request.form.get("until", type=int) or 0, LATEST)
    with change() as ctx:
        commands.read_all(ctx, me().name, until)
    return _after()


@pages.post("/ways")
def prefer() -> Response:
    """Remember how to be told of each kind."""
    page, mail = (frozenset(request.form.getlist(way)) for way in ("page", "mail"))
    with change() as ctx:
        wanted = {kind: Ways(page=kind in page, mail=kind in mail) for kind in Kind}
        commands.prefer(ctx, me().name, wanted)
    flash(_("Your notifications are changed."), "success")
    return go(url_for("profile.show") + "#notifications")


def preferences() -> dict[str, Any]:
    """Return what the profile shows of how the person is told."""
    ways = queries.ways(db.session(), me().name)
    return {
        "kinds": [(kind, words.KINDS[kind], ways[kind]) for kind in Kind],
        "has_address": bool(my_account().email),
    }


def _after() -> Response | str:
    return go(url_for("notifications.index")) if wants_page() else newest()


def _shown(rows: Sequence[Notification]) -> dict[str, Any]:
    session = db.session()
    actors = {actor for row in rows if (actor := words.actor(row))}
    people = accounts.display_names(session, actors, language())
    return {
        "rows": [(row, words.sentence(row, people)) for row in rows],
        "unread": queries.count_unread(session, me().name),
        "unsent": queries.unsent(session, [row.id for row in rows]),
        "tones": words.TONES,
        "number_of_case": words.case_number,
        "people": people,
        "actor_of": words.actor,
    }
