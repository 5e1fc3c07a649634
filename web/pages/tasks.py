"""The list of tasks: mine, my groups', everybody's, done."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, render_template, request

from engine import queries
from engine.queries import TaskFilter, UserTask
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import language
from web.identity import me
from web.pages import duties, tasks_choices, tasks_filters, tasks_saved, tasks_sorts
from web.pages.paging import page_of
from web.pages.tasks_filters import Arguments
from web.permissions import may_take, readable_processes, visible_tasks
from web.saved_filters.tables import SavedFilter

pages = Blueprint("tasks", __name__)


@pages.get("/tasks")
def index() -> str:
    """Show one tab of the list, or only its rows to a search as you type."""
    tab = _tab(request.args)
    saved = tasks_saved.kept()
    wanted = tasks_filters.read(request.args, tab)
    sorts = tasks_sorts.read(request.args)
    chosen = tasks_filters.narrowed(tasks_sorts.ordered(_filter(tab), sorts), wanted)
    page = page_of(queries.count_tasks(db.session(), chosen))
    rows = queries.tasks(db.session(), chosen, page.first, page.size)
    found = duties.barred(rows)
    apart = duties.reasons(rows, found)
    template = "tasks_list.html" if _only_rows() else "tasks.html"
    return render_template(
        template,
        tab=tab,
        only_rows=_only_rows(),
        tabs=_tabs(),
        saved_tabs=[] if _only_rows() else _saved_tabs(saved),
        rows=rows,
        page=page,
        claimable=_claimable(rows) - apart.keys(),
        apart=apart,
        nobody_left=duties.nobody_left(rows, found),
        people=accounts.display_names(
            db.session(), [row.assignee for row in rows if row.assignee], language()
        ),
        wanted=wanted,
        sorts=sorts,
        chips=tasks_choices.chips(wanted),
        activities=tasks_choices.activities(wanted),
        choices=None if _only_rows() else tasks_choices.choices(tab),
        **_names(rows),
        **tasks_saved.current(saved),
    )


def _names(rows: Sequence[UserTask]) -> dict[str, Any]:
    ids = {row.definition_id for row in rows}
    return {"definitions": {one: queries.definition(db.session(), one) for one in ids}}


def _only_rows() -> bool:
    return request.headers.get("HX-Target", "").split("#")[-1] == "task-list"


def _tab(args: Arguments) -> str:
    wanted = args.get("tab", "")
    return wanted if wanted in _tab_names() else "mine"


def _tab_names() -> list[str]:
    everything = readable_processes(db.session(), me(), Permission.TASK_READ) != ()
    return ["mine", "groups", *(["all"] if everything else []), "done"]


def _tabs() -> list[dict[str, Any]]:
    counted = {name: queries.count_tasks(db.session(), _filter(name)) for name in _tab_names()}
    return [{"name": name, "count": None if name == "done" else counted[name]} for name in counted]


def _saved_tabs(rows: Sequence[SavedFilter]) -> list[dict[str, Any]]:
    return [{"row": row, "url": tasks_saved.address_of(row), "count": _count(row)} for row in rows]


def _count(row: SavedFilter) -> int | None:
    args = tasks_saved.arguments(row)
    tab = _tab(args)
    if tab == "done":
        return None
    wanted = tasks_filters.narrowed(_filter(tab), tasks_filters.read(args, tab))
    return queries.count_tasks(db.session(), wanted)


def _filter(tab: str) -> TaskFilter:
    who = me()
    visible_tasks(who)
    if tab == "done":
        newest = (("ended_at", "desc"),)
        return TaskFilter(status="completed", ended_by=who.name, sort=newest)
    if tab == "all":
        return TaskFilter(processes=readable_processes(db.session(), who, Permission.TASK_READ))
    if tab == "groups":
        return TaskFilter(candidate_user=who.name, candidate_groups=who.groups)
    return TaskFilter(assignee=who.name)


def _claimable(rows: Sequence[UserTask]) -> set[str]:
    free = [row for row in rows if row.status == "created" and not row.assignee]
    offered = queries.candidates(db.session(), [row.id for row in free])
    return {row.id for row in free if may_take(me(), row, offered.get(row.id))}
