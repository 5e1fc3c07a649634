"""Hand over the open tasks of somebody who leaves, in one action with a reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.errors import EngineError, SeparationOfDutiesError
from engine.queries import TaskFilter, UserTask
from engine.transaction import Context
from web import loading
from web.accounts import queries as accounts
from web.accounts.errors import ForbiddenError
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _, language, ngettext, said
from web.identity import me
from web.jalali import localise_digits
from web.pages import away, duties
from web.pages.answers import go
from web.permissions import may
from web.services import change

pages = Blueprint("hand_over", __name__, url_prefix="/hand-over")
MOST_TASKS = 2_000
GROUPS = "groups"
LONGEST_REASON = 1_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Whose tasks, to whom (None: to those they are offered to), and why."""

    person: str
    to: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Left:
    """A task that was not handed over, and why; named as the list of chosen tasks wants it."""

    task: UserTask
    task_id: str
    refusal: str


@pages.before_request
def check() -> None:
    """Let only those in who may give tasks of others to somebody; each task is asked for again."""
    if not me().might(Permission.TASK_ASSIGN):
        raise ForbiddenError(permission=Permission.TASK_ASSIGN.value)


@pages.get("")
def show() -> str:
    """Show whose tasks can be handed over, and how many somebody has."""
    return _page(request.args.get("person", ""))


@pages.post("")
def act() -> Response | str | tuple[str, int]:
    """Hand over everything that somebody has, and say what could not be."""
    person, reason = request.form.get("person", ""), request.form.get("reason", "").strip()
    accounts.account(db.session(), person)
    to = request.form.get("to", "")
    if not reason or not to or to == person:
        text = _("Choose who gets the tasks, and say why.")
        return _page(person, text), 422
    chosen = None if to == GROUPS else loading.colleague(db.session(), to)
    wanted = Wanted(person, chosen, reason[:LONGEST_REASON])
    tasks = _tasks_of(person)
    with change() as ctx:
        left = [one for task in tasks if (one := _left(ctx, task, wanted)) is not None]
    count = len(tasks) - len(left)
    text = ngettext("%(num)s task is handed over.", "%(num)s tasks are handed over.", count)
    flash(localise_digits(text, language()), "success")
    back = url_for("hand_over.show", person=person)
    return render_template("tasks_bulk.html", answers=left, back=back) if left else go(back)


def _left(ctx: Context, task: UserTask, wanted: Wanted) -> Left | None:
    """Hand over a task; return why it stays if it does. What is refused has written nothing."""
    try:
        if not may(ctx.session, me(), Permission.TASK_ASSIGN, task):
            raise ForbiddenError(permission=Permission.TASK_ASSIGN.value)
        commands.hand_over(ctx, task.id, wanted.person, wanted.to, wanted.reason)
    except SeparationOfDutiesError as refused:
        return Left(task, task.id, duties.refusal(task, refused))
    except (EngineError, ForbiddenError) as refused:
        return Left(task, task.id, said(refused))
    return None


def _tasks_of(person: str) -> Sequence[UserTask]:
    """Return the open tasks that somebody has, delegated, or is alone in being offered."""
    session = db.session()
    held = queries.tasks(session, TaskFilter(assignee=person), 0, MOST_TASKS)
    owned = queries.tasks(session, TaskFilter(owner=person, delegation="pending"), 0, MOST_TASKS)
    free = queries.tasks(session, TaskFilter(candidate_user=person), 0, MOST_TASKS)
    offered = queries.candidates(session, [one.id for one in free])
    alone = [t for t in free if offered[t.id].users == [person] and not offered[t.id].groups]
    found = {one.id: one for one in (*held, *owned, *alone)}
    return list(found.values())[:MOST_TASKS]


def _page(person: str, problem: str | None = None) -> str:
    session = db.session()
    rows = accounts.accounts(session)
    known = any(row.id == person for row in rows)
    notes = away.notes("")
    return render_template(
        "hand_over.html",
        person=person if known else "",
        problem=problem,
        count=len(_tasks_of(person)) if known else 0,
        people=[(row.id, accounts.shown(row, language())) for row in rows],
        takers=[
            (row.id, " · ".join(filter(None, (accounts.shown(row, language()), notes.get(row.id)))))
            for row in accounts.workers(session)
            if row.id != person
        ],
    )
