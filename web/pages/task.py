"""One task: its form, who has it, when it is due, and every way to end it."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from flask import Blueprint, flash, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.errors import (
    ConcurrentUpdateError,
    EngineError,
    RequestInvalidError,
    SeparationOfDutiesError,
    TaskAlreadyClaimedError,
    TaskAlreadyCompletedError,
)
from engine.queries import UserTask, news
from engine.transaction import Context
from web import loading, submission
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.extensions import db
from web.form_drafts import commands as drafts
from web.form_drafts import subjects
from web.i18n import _, language, said, title, zone
from web.identity import me
from web.jalali import parse_local
from web.notifications import commands as notifications
from web.notifications import queries as notified
from web.pages import away, beside, duties, explanations, form_drafts, tasks_next
from web.pages.answers import go, sent, wants_page
from web.pages.errors import answer
from web.pages.task_verbs import people, reportable, verbs
from web.permissions import may, on_behalf_of, require, require_claim
from web.security import local_path
from web.services import change
from web.submission import SubmissionInvalidError

pages = Blueprint("task", __name__, url_prefix="/tasks/<task_id>")
PRIORITIES = range(101)
MOST_NEXT = 10
CONFLICT, FORBIDDEN = 409, 403


@pages.get("")
def show(task_id: str) -> str:
    """Show a task with its form, and the case it belongs to; who was told of it knows it now."""
    if notified.is_unread(db.session(), me().name, task_id):
        with change() as ctx:
            notifications.read_task(ctx, me().name, task_id)
    return _page(_loaded(task_id, Permission.TASK_READ))


def _page(task: UserTask, conflict: str | None = None) -> str:
    session = db.session()
    instance = queries.instance(session, task.instance_id)
    draft = form_drafts.of_task(task.id) if task.status == "created" else None
    return render_template(
        "task.html",
        task=task,
        instance=instance,
        definition=queries.definition(session, task.definition_id),
        people=people(task),
        tabs=beside.tabs(instance, task),
        place=tasks_next.place(),
        list_url=tasks_next.list_url(),
        conflict=conflict,
        form=submission.task_form(session, task, language(), draft.data if draft else None),
        draft=draft,
        seen=news.last_of(session, instance.id),
        offered=queries.candidates(session, [task.id])[task.id],
        group_names=accounts.group_names(session, language()),
        decided=explanations.behind(task),
        **verbs(task),
    )


@pages.post("/claim")
def claim(task_id: str) -> Response:
    """Take the task."""
    task = queries.task(db.session(), task_id)
    require_claim(db.session(), me(), task)
    with _work_on(task) as ctx:
        commands.claim(ctx, task_id)
    return go(_after(task_id))


@pages.post("/unclaim")
def unclaim(task_id: str) -> Response:
    """Put the task back for the group."""
    task = _loaded(task_id, Permission.TASK_WORK)
    with _work_on(task) as ctx:
        commands.unclaim(ctx, task_id)
    flash(_("The task is back in the group."), "success")
    return go(tasks_next.list_url())


@pages.post("/assign")
def assign(task_id: str) -> Response:
    """Give the task to somebody, or to nobody."""
    task = _loaded(task_id, Permission.TASK_ASSIGN)
    chosen = request.form.get("assignee", "")
    if chosen:
        loading.colleague(db.session(), chosen)
    with change() as ctx:
        commands.assign(ctx, task_id, chosen or None)
    _tell_if_away(task, chosen)
    flash(_("The task is assigned."), "success")
    return go(_here(task_id))


@pages.post("/delegate")
def delegate(task_id: str) -> Response:
    """Let somebody else do the work and give it back."""
    task = _loaded(task_id, Permission.TASK_ASSIGN)
    chosen = loading.colleague(db.session(), request.form.get("assignee", ""))
    with change() as ctx:
        commands.delegate(ctx, task_id, chosen)
    _tell_if_away(task, chosen)
    flash(_("The task is delegated."), "success")
    return go(_here(task_id))


@pages.post("/resolve")
def resolve(task_id: str) -> Response | tuple[Response, int]:
    """Give delegated work back to its owner, with the answers that the form takes or without."""
    task = _loaded(task_id, Permission.TASK_WORK)
    given = sent().get("variables")
    try:
        with _work_on(task) as ctx:
            values = given and submission.check_task(ctx.session, task, given, language(), ctx.now)
            commands.resolve(ctx, task_id, values)
            drafts.forget(ctx, subjects.of_task(task_id))
    except SubmissionInvalidError as refused:
        return jsonify(errors=submission.texts(refused.errors)), 422
    owner = people(task).get(task.owner or "", "")
    flash(_("The task is back with %(who)s.", who=owner), "success")
    return go(_next(task))


@pages.post("/error")
def report(task_id: str) -> Response:
    """Report a business error that an event of the diagram takes; it ends the task."""
    task = _loaded(task_id, Permission.TASK_WORK)
    code = request.form.get("code", "")
    if code not in {one.code for one in reportable(task)}:
        raise RequestInvalidError(field="code", reason="no event of the diagram takes it")
    with _work_on(task) as ctx:
        commands.task_error(ctx, task_id, code, request.form.get("message", "").strip())
    flash(_("Reported: %(task)s.", task=title(task)), "success")
    return go(_next(task))


@pages.post("/follow-up")
def follow_up(task_id: str) -> Response:
    """Say when to look at the task again."""
    task = queries.task(db.session(), task_id)
    if not may(db.session(), me(), Permission.TASK_ASSIGN, task):
        require(db.session(), me(), Permission.TASK_WORK, task)
    typed = request.form.get("follow_up_at", "").strip()
    try:
        wanted = parse_local(typed, zone()) if typed else None
    except ValueError:
        flash(_("The follow-up date is not valid."), "danger")
        return go(_here(task_id))
    with _work_on(task) as ctx:
        commands.update_task(ctx, task_id, follow_up_at=wanted)
    flash(_("The task is changed."), "success")
    return go(_here(task_id))


@pages.post("/change")
def update(task_id: str) -> Response:
    """Change due date and priority."""
    _loaded(task_id, Permission.TASK_ASSIGN)
    wanted = _wanted()
    if wanted is None:
        flash(_("The due date or the priority is not valid."), "danger")
        return go(_here(task_id))
    with change() as ctx:
        commands.update_task(ctx, task_id, **wanted)
    flash(_("The task is changed."), "success")
    return go(_here(task_id))


@pages.post("/submit")
def submit(task_id: str) -> Response | tuple[Response, int]:
    """Check the form, complete the task, and go on with the next one."""
    body = sent()
    task = queries.task(db.session(), task_id)
    if body.get("claim") and not task.assignee:
        require_claim(db.session(), me(), task)
    else:
        require(db.session(), me(), Permission.TASK_WORK, task)
    try:
        with _work_on(task) as ctx:
            if body.get("claim"):
                commands.claim(ctx, task_id)
            submission.submit(ctx, task, body.get("variables", {}), language())
            drafts.forget(ctx, subjects.of_task(task_id))
    except SubmissionInvalidError as refused:
        return jsonify(errors=submission.texts(refused.errors)), 422
    flash(_("Done: %(task)s.", task=title(task)), "success")
    return go(_next(task))


@pages.errorhandler(TaskAlreadyClaimedError)
@pages.errorhandler(TaskAlreadyCompletedError)
@pages.errorhandler(ConcurrentUpdateError)
def lost(error: EngineError) -> Response:
    """Say who was faster, on the task as it stands now."""
    task = queries.task(db.session(), (request.view_args or {})["task_id"])
    held = people(task)
    if task.status != "created":
        who = held.get(task.ended_by or "", "")
        text = _("This task ended in the meantime: %(who)s was faster.", who=who or _("The system"))
    elif isinstance(error, TaskAlreadyClaimedError):
        text = _("%(who)s took this task before you.", who=held.get(task.assignee or "", ""))
    else:
        text = said(error)
    if not wants_page() or not may(db.session(), me(), Permission.TASK_READ, task):
        return answer(CONFLICT, text, error.code)
    return Response(_page(task, text), CONFLICT, mimetype="text/html")


@pages.errorhandler(SeparationOfDutiesError)
def apart(error: SeparationOfDutiesError) -> Response:
    """Say who may not have the task and why, on the task."""
    task = queries.task(db.session(), (request.view_args or {})["task_id"])
    text = duties.refusal(task, error)
    if not wants_page() or not may(db.session(), me(), Permission.TASK_READ, task):
        return answer(FORBIDDEN, text, error.code)
    return Response(_page(task, text), FORBIDDEN, mimetype="text/html")


def _tell_if_away(task: UserTask, chosen: str) -> None:
    note = away.notes(task.definition_key).get(chosen)
    if note:
        who = accounts.display_names(db.session(), [chosen], language())[chosen]
        flash(f"{who}: {note}", "warning")


def _work_on(task: UserTask) -> AbstractContextManager[Context]:
    """Open the transaction in which the reader works on a task, for whom they stand in."""
    return change(on_behalf_of=on_behalf_of(db.session(), me(), task))


def _loaded(task_id: str, permission: Permission) -> UserTask:
    task = queries.task(db.session(), task_id)
    require(db.session(), me(), permission, task)
    return task


def _after(task_id: str) -> str:
    if request.form.get("stay") == "list":
        return local_path(request.form.get("next"), url_for("tasks.index"))
    return _here(task_id)


def _next(done: UserTask) -> str:
    """Go on with the next task, or back to the list when the person says so."""
    return tasks_next.list_url() if sent().get("then") == "list" else tasks_next.after(done)


def _here(task_id: str) -> str:
    return url_for("task.show", task_id=task_id, **tasks_next.place())


def _wanted() -> dict[str, Any] | None:
    """Return the changes to a task that were typed; None if one of them is not valid."""
    priority = request.form.get("priority", type=int)
    due = request.form.get("due_at", "").strip()
    if priority not in PRIORITIES:
        return None
    try:
        return {"due_at": parse_local(due, zone()) if due else None, "priority": priority}
    except ValueError:
        return None
