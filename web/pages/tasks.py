"""The list of tasks: mine, my groups', everybody's, done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request

from engine import queries
from engine.queries import TaskFilter, UserTask, events
from web.accounts import queries as accounts
from web.extensions import db
from web.i18n import language
from web.identity import me
from web.pages import (
    duties,
    tasks_choices,
    tasks_columns,
    tasks_filters,
    tasks_lists,
    tasks_next,
    tasks_saved,
    tasks_sorts,
)
from web.pages.paging import page_of
from web.permissions import may_take
from web.saved_filters.tables import SavedFilter
from web.security import UNATTENDED

pages = Blueprint("tasks", __name__)
MOST_COUNTED = 1_000  # a list of a million is not counted to its end each time it is looked at


@pages.get("/tasks")
def index() -> str:
    """Show one tab of the list, or only its rows to a search as you type."""
    seen = events.last_seq(db.session())  # first: what comes after it is told to the page
    tab = tasks_lists.tab_of(request.args)
    saved = tasks_saved.kept()
    wanted = tasks_filters.read(request.args, tab)
    sorts = tasks_sorts.read(request.args)
    columns = tasks_columns.read(request.args)
    chosen = tasks_lists.wanted(request.args)
    page = page_of(_counted(chosen), MOST_COUNTED)
    rows = queries.tasks(db.session(), chosen, page.first, page.size)
    found = duties.barred(rows)
    apart = duties.reasons(rows, found)
    template = "tasks_list.html" if _only_rows() else "tasks.html"
    return render_template(
        template,
        seen=seen,
        tab=tab,
        only_rows=_only_rows(),
        with_tabs=_only_rows() and _refreshes(),
        tabs=_tabs() if _with_tabs() else [],
        saved_tabs=_saved_tabs(saved) if _with_tabs() else [],
        most_counted=MOST_COUNTED,
        rows=rows,
        page=page,
        stood_for={one.person for one in me().stands_in},
        claimable=_claimable(rows) - apart.keys(),
        apart=apart,
        nobody_left=duties.nobody_left(rows, found),
        people=accounts.display_names(
            db.session(), [row.assignee for row in rows if row.assignee], language()
        ),
        list_query=tasks_next.here(),
        wanted=wanted,
        columns=", ".join(columns),
        cells=tasks_columns.cells(rows, columns),
        later=request.args.get(tasks_lists.PUT_OFF) == "yes",
        put_off=_put_off(tab),
        sorts=sorts,
        chips=tasks_choices.chips(wanted),
        activities=tasks_choices.activities(wanted),
        choices=None if _only_rows() else tasks_choices.choices(tab),
        **_names(rows),
        **tasks_saved.current(saved),
    )


def _names(rows: Sequence[UserTask]) -> dict[str, Any]:
    ids = {row.definition_id for row in rows}
    return {
        "definitions": {one: queries.definition(db.session(), one) for one in ids},
        "sandboxed": queries.sandboxed(db.session(), [row.instance_id for row in rows]),
    }


def _only_rows() -> bool:
    return request.headers.get("HX-Target", "").split("#")[-1] == "task-list"


def _refreshes() -> bool:
    """Return whether the page asks by itself, since something has changed."""
    return UNATTENDED in request.headers


def _with_tabs() -> bool:
    return _refreshes() or not _only_rows()


def _tabs() -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "label": tasks_lists.label(name),
            "count": None if name == "done" else _counted(tasks_lists.base(name)),
        }
        for name in tasks_lists.tab_names()
    ]


def _counted(wanted: TaskFilter) -> int:
    """Return how many tasks there are, or one more than is counted of a long list."""
    return queries.count_tasks(db.session(), wanted, most=MOST_COUNTED)


def _put_off(tab: str) -> int:
    left_out = tasks_lists.put_off(tab)
    return 0 if left_out is None else _counted(left_out)


def _saved_tabs(rows: Sequence[SavedFilter]) -> list[dict[str, Any]]:
    return [{"row": row, "url": tasks_saved.address_of(row), "count": _count(row)} for row in rows]


def _count(row: SavedFilter) -> int | None:
    args = tasks_saved.arguments(row)
    if tasks_lists.tab_of(args) == "done":
        return None
    return _counted(tasks_lists.wanted(args))


def _claimable(rows: Sequence[UserTask]) -> set[str]:
    free = [row for row in rows if row.status == "created" and not row.assignee]
    offered = queries.candidates(db.session(), [row.id for row in free])
    return {row.id for row in free if may_take(me(), row, offered.get(row.id))}
