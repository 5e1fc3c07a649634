"""Why a decision came out as it did: its inputs, and the rules that matched, on the table."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from engine import queries
from engine.errors import NotFoundError
from engine.queries import DecisionEvaluation, EvaluationFilter, ProcessInstance, UserTask
from web import loading
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.decisions.explanations import Explanation, explanations, parts
from web.extensions import db
from web.i18n import language
from web.identity import me
from web.pages.paging import page_of
from web.permissions import require, require_some

pages = Blueprint("explanations", __name__)
MOST_SHOWN = 50


@pages.get("/cases/<instance_id>/decisions/<evaluation_id>")
def of_case(instance_id: str, evaluation_id: str) -> str:
    """Show why a decision of a case came out so, to everybody who may see the case."""
    instance = loading.case(db.session(), me(), instance_id, Permission.INSTANCE_READ)
    row = queries.evaluation(db.session(), evaluation_id)
    if row.instance_id != instance.id:
        raise NotFoundError(what="decision evaluation", id=evaluation_id)
    return _page(row, instance)


@pages.get("/decisions/evaluations/<evaluation_id>")
def show(evaluation_id: str) -> str | Response:
    """Show why a decision came out so; of a case, to those who see the case."""
    require_some(db.session(), me(), Permission.INSTANCE_READ)
    row = queries.evaluation(db.session(), evaluation_id)
    if row.instance_id is not None:
        loading.case(db.session(), me(), row.instance_id, Permission.INSTANCE_READ)
        target = url_for(".of_case", instance_id=row.instance_id, evaluation_id=row.id)
        return redirect(target)
    return _page(row, None)


@pages.get("/decisions/<decision_id>/evaluations")
def index(decision_id: str) -> str:
    """Show what a version decided so far in the processes that one sees all of, newest first."""
    session = db.session()
    require(session, me(), Permission.DECIDE)
    processes = require_some(session, me(), Permission.INSTANCE_READ)
    decision = queries.decision(session, decision_id)
    wanted = EvaluationFilter(definition_id=decision.id, processes=processes)
    page = page_of(queries.count_evaluations(session, wanted))
    rows = queries.evaluations(session, wanted, page.first, page.size)
    return render_template(
        "decision_evaluations.html",
        decision=decision,
        rows=explanations(session, rows),
        page=page,
    )


def of_instance(instance: ProcessInstance) -> list[Explanation]:
    """Return what was decided in a case, newest first."""
    wanted = EvaluationFilter(instance_id=instance.id)
    session = db.session()
    return explanations(session, queries.evaluations(session, wanted, 0, MOST_SHOWN))


def behind(task: UserTask) -> list[Explanation]:
    """Return the decisions that led to a task, newest first."""
    session = db.session()
    return explanations(session, queries.decisions_behind(session, task)[:MOST_SHOWN])


def _page(row: DecisionEvaluation, instance: ProcessInstance | None) -> str:
    session = db.session()
    (short,) = explanations(session, [row])
    return render_template(
        "decision_why.html",
        short=short,
        parts=parts(session, row),
        instance=instance,
        people=accounts.display_names(session, [row.actor], language()),
        reads=me().has(Permission.DECIDE),
    )
