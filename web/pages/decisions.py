"""Decisions: what is deployed, a decision with its table, try-out, tests, versions and uses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.ports import Problem
from engine.queries import DecisionDefinition, DecisionFilter, EvaluationFilter
from web.accounts.roles import Permission
from web.decisions import files, testing
from web.decisions.attempts import AttemptFailedError, attempt
from web.decisions.differences import differences
from web.decisions.explanations import Explanation, explanations
from web.decisions.files import DecisionFile
from web.decisions.layout import drawn
from web.decisions.questions import Question, question
from web.decisions.uses import uses
from web.decisions.values import answers
from web.extensions import db
from web.i18n import _, zone
from web.identity import me
from web.jalali import normalise
from web.pages.answers import go
from web.pages.paging import page_of
from web.permissions import readable_processes, require
from web.services import change

pages = Blueprint("decisions", __name__, url_prefix="/decisions")
MOST_RECENT = 10


@pages.get("")
def index() -> str:
    """Show the default version of every decision."""
    require(db.session(), me(), Permission.DECIDE)
    session, text = db.session(), normalise(request.args.get("q", ""))[:200]
    wanted = DecisionFilter(search=text or None)
    page = page_of(queries.count_decisions(session, wanted))
    rows = queries.decisions(session, wanted, page.first, page.size)
    return render_template("decisions.html", rows=rows, page=page)


@pages.get("/<decision_id>")
def show(decision_id: str) -> str:
    """Show one version: its table, tests, other versions, and where it is used."""
    row, file = loaded(decision_id)
    return _page(row, file)


@pages.post("/<decision_id>/try")
def attempted(decision_id: str) -> str:
    """Show what the decision says about the inputs that were typed; nothing is stored."""
    row, file = loaded(decision_id)
    return _page(row, file, _attempt(row, file))


@pages.post("/<decision_id>/make-default")
def make_default(decision_id: str) -> Response:
    """Let the key of the decision mean this version."""
    require(db.session(), me(), Permission.DEPLOY)
    with change() as ctx:
        commands.make_default_decision(ctx, decision_id)
    flash(_("Processes ask for this version from now on."), "success")
    return go(url_for("decisions.show", decision_id=decision_id))


@pages.get("/<decision_id>/changes")
def changes(decision_id: str) -> str:
    """Show what is different in this version from another one, rule by rule and cell by cell."""
    row, file = loaded(decision_id)
    versions = queries.decision_versions(db.session(), row.key)
    base = _base(row, versions)
    before = files.load(db.session(), base)
    return render_template(
        "decision_changes.html",
        decision=row,
        base=base,
        versions=versions,
        changes=differences(before.decision(row.key), file.decision(row.key)),
    )


def loaded(decision_id: str) -> tuple[DecisionDefinition, DecisionFile]:
    """Return a version of a decision with its file, for those who may read decisions."""
    require(db.session(), me(), Permission.DECIDE)
    row = queries.decision(db.session(), decision_id)
    return row, files.load(db.session(), row)


def _page(
    row: DecisionDefinition, file: DecisionFile, tried: Mapping[str, Any] | None = None
) -> str:
    session, tried = db.session(), tried or {"typed": {}}
    decision = file.decision(row.key)
    found = tried.get("found")
    beside = DecisionFilter(deployment_id=row.deployment_id, default_only=False)
    return render_template(
        "decision.html",
        decision=row,
        file=file,
        drawn=drawn(file.model, decision, found.rules if found else ()),
        asked=question(file.model, decision),
        tried=tried,
        tests=_tests(row, file),
        versions=queries.decision_versions(session, row.key),
        siblings=[one for one in queries.decisions(session, beside) if one.drd_id == row.drd_id],
        uses=uses(session, row.key),
        evaluations=_evaluations(row),
        warnings=[Problem(**one) for one in row.warnings],
        deploys=me().has(Permission.DEPLOY),
    )


def _attempt(row: DecisionDefinition, file: DecisionFile) -> dict[str, Any]:
    asked = question(file.model, file.decision(row.key))
    typed = {each.name: request.form.get(f"in-{each.name}", "") for each in asked.fields}
    values, faults = answers(asked.fields, typed)
    if faults:
        return {"typed": typed, "faults": faults}
    try:
        return {"typed": typed, "found": attempt(file.models, asked, values, now())}
    except AttemptFailedError as error:
        return {"typed": typed, "failed": error.said}


def now() -> datetime:
    """Return the instant that `now()` and `today()` mean in what is tried."""
    return datetime.now(UTC).astimezone(zone())


def _tests(row: DecisionDefinition, file: DecisionFile) -> dict[str, Any] | None:
    rows = testing.typed_tests(file.model, file.tests).get(row.key)
    if not rows:
        return None
    asked: Question = question(file.model, file.decision(row.key))
    results = testing.run(file.models, file.model, {row.key: rows}, now())[row.key]
    return {"asked": asked, "rows": list(zip(rows, results, strict=True))}


def _evaluations(row: DecisionDefinition) -> list[Explanation] | None:
    """Return the last evaluations in cases that one sees all of; None: there are no such."""
    processes = readable_processes(db.session(), me(), Permission.INSTANCE_READ)
    if processes == ():
        return None
    wanted = EvaluationFilter(definition_id=row.id, processes=processes)
    return explanations(db.session(), queries.evaluations(db.session(), wanted, 0, MOST_RECENT))


def _base(row: DecisionDefinition, versions: list[DecisionDefinition]) -> DecisionDefinition:
    chosen = request.args.get("from", type=int)
    others = [one for one in versions if one.id != row.id]
    for one in others:
        if one.version == chosen:
            return one
    older = [one for one in others if one.version < row.version]
    return (older or others or [row])[0]
