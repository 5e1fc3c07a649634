"""Start a process: what this person may start, front and back office apart, with its form."""

from __future__ import annotations

from flask import Blueprint, flash, jsonify, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import queries
from engine.errors import NotFoundError, SuspendedError
from engine.queries import DefinitionFilter, ProcessDefinition, ProcessInstance, TaskFilter
from web import submission
from web.accounts.roles import Permission
from web.extensions import db
from web.favourites.queries import favourites
from web.form_drafts import commands as drafts
from web.form_drafts import subjects
from web.i18n import _, about, language, title
from web.identity import me
from web.jalali import localise_digits, normalise
from web.pages import form_drafts
from web.pages.answers import go, sent
from web.permissions import require, startable
from web.services import change
from web.submission import SubmissionInvalidError

pages = Blueprint("start", __name__, url_prefix="/start")
OFFICES = ("front", "back")
MOST, MOST_RECENT = 1_000, 5
VERSION = "version"


@pages.get("")
def index() -> str:
    """Show what this person may start: favourites and what they started last come first."""
    session, wanted = db.session(), normalise(request.args.get("q", "")).casefold()
    found = queries.definitions(session, DefinitionFilter(startable=True), 0, MOST)
    mine = sorted(startable(session, me(), found), key=title)
    by_key = {one.key: one for one in mine}
    starred = favourites(session, me().name)
    recent = queries.started_recently(session, me().name, MOST_RECENT)
    shown = [one for one in mine if wanted in _searched(one)]
    lists = {
        "favourites": [by_key[key] for key in starred if key in by_key],
        "recent": [by_key[key] for key in recent if key in by_key and key not in starred],
    }
    offices = {name: [one for one in shown if one.office == name] for name in OFFICES}
    offices["other"] = [one for one in shown if one.office not in OFFICES]
    return render_template(
        "start_list.html" if _is_search() else "start.html",
        lists=(offices if wanted else lists | offices),
        favourites=starred,
        wanted=wanted,
    )


def _is_search() -> bool:
    return request.headers.get("HX-Target", "").split("#")[-1] == "start-list"


def _searched(definition: ProcessDefinition) -> str:
    """Return what a process is found by: names in every language, key, what it is about."""
    words = (title(definition), *definition.names.values(), definition.name, definition.key)
    about_it = (about(definition), definition.description)
    return normalise(" ".join(filter(None, (*words, *about_it)))).casefold()


@pages.get("/<key>")
def show(key: str) -> str:
    """Show the start form of a process, or a button if it has none."""
    definition = _loaded(key)
    draft = form_drafts.of_start(definition.key)
    form = submission.start_form(
        db.session(), definition, language(), draft.data if draft else None
    )
    return render_template("start_form.html", definition=definition, form=form, draft=draft)


@pages.post("/<key>")
def start(key: str) -> Response | tuple[Response, int]:
    """Check the start form and start a case."""
    definition = _loaded(key)
    body = sent()
    business_key = str(body.get("business_key") or "").strip()[:255] or None
    variables = body.get("variables", {})
    try:
        with change() as ctx:
            instance = submission.start(ctx, definition, variables, business_key, language())
            drafts.discard(ctx, subjects.of_start(definition.key))
    except SubmissionInvalidError as refused:
        return jsonify(errors=submission.texts(refused.errors)), 422
    number = localise_digits(instance.case_no, language())
    flash(_("Case %(number)s is started.", number=number), "success")
    return go(_after(instance))


def _loaded(key: str) -> ProcessDefinition:
    """Return the version that a start takes: the default, or one in test that is asked for."""
    definition = (
        queries.default_definition(db.session(), key)
        if VERSION not in request.args
        else (queries.definition(db.session(), request.args[VERSION]))
    )
    if definition.key != key or not (definition.is_default or definition.state == "test"):
        raise NotFoundError(what="process definition", id=key)
    require(db.session(), me(), Permission.START, definition)
    if definition.suspended or not definition.is_startable:
        raise SuspendedError(what="process definition", id=definition.key)
    return definition


def _after(instance: ProcessInstance) -> str:
    """Go on with the first task of the case that is already mine, else to the case."""
    mine = TaskFilter(instance_id=instance.id, assignee=me().name)
    tasks = queries.tasks(db.session(), mine, 0, 1)
    if tasks:
        return url_for("task.show", task_id=tasks[0].id)
    return url_for("cases.show", instance_id=instance.id)
