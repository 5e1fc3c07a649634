"""Saved filters of the task list: its further tabs, and keeping, changing, deleting them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import Blueprint, flash, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from web.accounts.errors import ForbiddenError
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _
from web.identity import me
from web.jalali import normalise
from web.pages.answers import go
from web.pages.tasks_filters import Arguments
from web.pages.words import COLOURS
from web.permissions import require, visible_tasks
from web.saved_filters import commands, queries
from web.saved_filters.tables import SavedFilter
from web.services import change

pages = Blueprint("saved_filters", __name__, url_prefix="/tasks/filters")
MOST_OWN = 30
MOST_LETTERS = 100
LONGEST = 2_000
POSITIONS = range(1_000)
KEPT = frozenset(
    [
        "tab",
        "q",
        "process",
        "activity",
        "office",
        "due",
        "assignee",
        "priority_min",
        "priority_max",
        "variable",
        "equals",
        "sort",
        "columns",
        "later",
    ]
)


@pages.post("")
def keep() -> Response:
    """Keep the list that is shown."""
    visible_tasks(me())
    described = _described(shared_before=False)
    if described is None or queries.count_own(db.session(), me()) >= MOST_OWN:
        return _refused()
    with change() as ctx:
        row = commands.keep(ctx, described)
    flash(_("The filter is saved."), "success")
    return go(address_of(row))


@pages.post("/<filter_id>")
def describe(filter_id: str) -> Response:
    """Change a filter: its name and looks, and the list that it stands for."""
    row = _changeable(filter_id)
    described = _described(shared_before=row.shared)
    if described is None:
        return _refused()
    with change() as ctx:
        commands.describe(ctx, row, described)
    flash(_("The filter is saved."), "success")
    return go(address_of(row))


@pages.post("/<filter_id>/delete")
def delete(filter_id: str) -> Response:
    """Delete a filter."""
    row = _changeable(filter_id)
    with change() as ctx:
        commands.delete(ctx, row)
    flash(_("The filter is deleted."), "success")
    return go(url_for("tasks.index"))


def address_of(row: SavedFilter) -> str:
    """Return the address of the list that a filter stands for."""
    return f"{url_for('tasks.index')}?{row.address}&{urlencode({'filter': row.id})}"


def arguments(row: SavedFilter) -> Arguments:
    """Return what the address of a filter's list says."""
    return MultiDict(parse_qsl(row.address))


def kept() -> Sequence[SavedFilter]:
    """Return the filters that the reader sees, in the order of their tabs."""
    return queries.saved_filters(db.session(), me())


def current(rows: Sequence[SavedFilter]) -> dict[str, Any]:
    """Return what the dialog of the list needs: the filter shown and what may be done with it."""
    chosen = request.args.get("filter")
    row = next((one for one in rows if one.id == chosen), None)
    return {
        "saved": row,
        "saved_changes": row is not None and queries.may_change(me(), row),
        "may_share": me().has(Permission.FILTER_SHARE),
        "list_address": _cleaned(request.query_string.decode()),
    }


def _changeable(filter_id: str) -> SavedFilter:
    row = queries.saved_filter(db.session(), me(), filter_id)
    if not queries.may_change(me(), row):
        raise ForbiddenError(permission=Permission.FILTER_SHARE.value)
    return row


def _described(*, shared_before: bool) -> commands.Described | None:
    """Return what was typed, None if it is not valid; sharing needs its permission."""
    form = request.form
    shared = form.get("shared") == "1"
    if shared or shared_before:
        require(db.session(), me(), Permission.FILTER_SHARE)
    name, place = form.get("name", "").strip(), normalise(form.get("position") or "0")
    address, colour = _cleaned(form.get("address", "")), form.get("colour", "")
    fits = 0 < len(name) <= MOST_LETTERS and len(address) <= LONGEST and colour in COLOURS
    if not fits or not place.isdecimal() or int(place) not in POSITIONS:
        return None
    return commands.Described(name, colour, int(place), shared, address)


def _cleaned(address: str) -> str:
    return urlencode([pair for pair in parse_qsl(address) if pair[0] in KEPT])


def _refused() -> Response:
    flash(_("The filter is not saved: it needs a name, and a place from 0 to 999."), "danger")
    return go(url_for("tasks.index"))
