"""The list from which a task was opened: it travels along in the address, and says what is next."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl, urlencode

from flask import request, url_for
from werkzeug.datastructures import MultiDict

from engine import queries
from engine.queries import TaskFilter, UserTask
from web.extensions import db
from web.identity import me
from web.pages import duties, tasks_lists
from web.pages.tasks_filters import Arguments
from web.permissions import may_take

LIST, AT = "list", "at"
LONGEST = 2_000
MOST_LOOKED_AT = 25


def here() -> str:
    """Return what the address of the list that is shown asks for, for `place` of its tasks."""
    given = [
        (name, value)
        for name, value in request.args.items(multi=True)
        if value and name not in ("page", AT)
    ]
    return urlencode(given)


def place() -> dict[str, Any]:
    """Return the arguments that keep the list in the addresses of a task; {} if there is none."""
    kept = request.args.get(LIST)
    if kept is None or len(kept) > LONGEST:
        return {}
    return {LIST: kept, AT: _at()}


def list_url() -> str:
    """Return the address of the list from which the task was opened, else of my tasks."""
    kept = place().get(LIST)
    return url_for("tasks.index") + (f"?{kept}" if kept else "")


def after(done: UserTask) -> str:
    """Return where to go on: another task of the case, the next of the list, or the list."""
    found = _of_case(done) or _of_list(done)
    return url_for("task.show", task_id=found.id, **place()) if found else list_url()


def _of_case(done: UserTask) -> UserTask | None:
    who = me()
    same = TaskFilter(instance_id=done.instance_id)
    mine = replace(same, assignee=who.name)
    offered = replace(same, candidate_user=who.name, candidate_groups=who.groups)
    for wanted in (mine, offered):
        rows = _workable(queries.tasks(db.session(), wanted, 0, MOST_LOOKED_AT), done)
        if rows:
            return rows[0]
    return None


def _of_list(done: UserTask) -> UserTask | None:
    """Return the task that has moved up to the place of the one that is done, else the first."""
    args = _arguments()
    if not place() or tasks_lists.tab_of(args) == "done":
        return None
    wanted = tasks_lists.wanted(args)
    for first in dict.fromkeys((_at(), 0)):
        rows = _workable(queries.tasks(db.session(), wanted, first, MOST_LOOKED_AT), done)
        if rows:
            return rows[0]
    return None


def _workable(rows: list[UserTask], done: UserTask) -> list[UserTask]:
    """Return the tasks that this person has or may take."""
    who = me()
    offered = queries.candidates(db.session(), [row.id for row in rows])
    apart = duties.reasons(rows, duties.barred(rows))
    holders = {None, who.name, *(one.person for one in who.stands_in)}
    return [
        row
        for row in rows
        if row.id != done.id
        and row.assignee in holders
        and may_take(who, row, offered.get(row.id))
        and row.id not in apart
    ]


def _arguments() -> Arguments:
    try:
        return MultiDict(parse_qsl(place().get(LIST, ""), max_num_fields=60))
    except ValueError:  # more than any list has
        return MultiDict()


def _at() -> int:
    try:
        return min(max(int(request.args.get(AT, "0")), 0), 10**6)
    except ValueError:
        return 0
