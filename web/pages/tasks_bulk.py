"""One action on several chosen tasks; each is answered for itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.errors import EngineError, NotFoundError, SeparationOfDutiesError
from engine.queries import UserTask
from engine.transaction import Context
from web.accounts.errors import AccountError
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _, said, zone
from web.identity import me
from web.jalali import normalise, parse_local
from web.pages import duties
from web.pages.answers import go
from web.permissions import may, on_behalf_of, require, require_claim, visible_tasks
from web.security import local_path
from web.services import change

pages = Blueprint("tasks_bulk", __name__, url_prefix="/tasks/bulk")
MOST_TASKS = 100
PRIORITIES = range(101)
Verb = Callable[[Context, UserTask], Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one task: `refusal` None: it was done."""

    task: UserTask | None
    task_id: str
    refusal: str | None = None


@pages.post("")
def act() -> Response | str:
    """Do one thing to every chosen task, and say for each whether it was done."""
    visible_tasks(me())
    back = local_path(request.form.get("next"), url_for("tasks.index"))
    chosen = list(dict.fromkeys(request.form.getlist("id")))[:MOST_TASKS]
    verb = _verb(request.form.get("action", ""))
    if verb is None or not chosen:
        flash(_("Choose tasks, and what to do with them."), "warning")
        return go(back)
    answers = [_answer(task_id, verb) for task_id in chosen]
    return render_template("tasks_bulk.html", answers=answers, back=back)


def _answer(task_id: str, verb: Verb) -> Answer:
    task = None
    try:
        found = queries.task(db.session(), task_id)
        if not may(db.session(), me(), Permission.TASK_READ, found):
            raise NotFoundError(what="user task", id=task_id)
        task = found
        with change(on_behalf_of=_stood_for(verb, task)) as ctx:
            verb(ctx, task)
    except SeparationOfDutiesError as refused:
        return Answer(task, task_id, duties.refusal(task, refused) if task else said(refused))
    except (EngineError, AccountError) as refused:
        return Answer(task, task_id, said(refused))
    return Answer(task, task_id)


def _stood_for(verb: Verb, task: UserTask) -> str | None:
    work = verb in (_claim, _unclaim)
    return on_behalf_of(db.session(), me(), task) if work else None


def _verb(action: str) -> Verb | None:
    """Return what is to be done, None if it is unknown or its value is not valid."""
    if action in ("claim", "unclaim"):
        return _claim if action == "claim" else _unclaim
    changes = {"priority": _priority, "due": _due}.get(action, dict)()
    return _update(changes) if changes else None


def _claim(ctx: Context, task: UserTask) -> None:
    require_claim(ctx.session, me(), task)
    commands.claim(ctx, task.id)


def _unclaim(ctx: Context, task: UserTask) -> None:
    require(ctx.session, me(), Permission.TASK_WORK, task)
    commands.unclaim(ctx, task.id)


def _update(changes: dict[str, Any]) -> Verb:
    def update(ctx: Context, task: UserTask) -> None:
        require(ctx.session, me(), Permission.TASK_ASSIGN, task)
        commands.update_task(ctx, task.id, **changes)

    return update


def _priority() -> dict[str, Any]:
    typed = normalise(request.form.get("priority", ""))
    fits = typed.isdecimal() and len(typed) <= 3 and int(typed) in PRIORITIES
    return {"priority": int(typed)} if fits else {}


def _due() -> dict[str, Any]:
    typed = request.form.get("due_at", "").strip()
    try:
        return {"due_at": parse_local(typed, zone()) if typed else None}
    except ValueError:
        return {}
