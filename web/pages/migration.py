"""Bringing running cases to another version: the plan, a dry run, doing it for some or all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.errors import EngineError
from engine.queries import DefinitionFilter, InstanceFilter, ProcessDefinition, ProcessInstance
from web.accounts.roles import Permission
from web.diagram import element_names
from web.extensions import db
from web.i18n import _, language, ngettext, said
from web.identity import me
from web.jalali import format_number
from web.pages.answers import go
from web.permissions import may, require
from web.services import change

pages = Blueprint("migration", __name__, url_prefix="/processes")
MOST_CASES = 200
MOST_VERSIONS = 100
Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Trial:
    """A case, and why it can not go over; None: it can."""

    case: ProcessInstance
    refusal: str | None


@pages.get("/<definition_id>/migration")
def show(definition_id: str) -> str:
    """Show the plan from a version to another one, to be changed."""
    definition = _loaded(definition_id)
    return _page(definition, _target(definition))


@pages.post("/<definition_id>/migration")
def run(definition_id: str) -> Answer:
    """Try the plan on the running cases, or bring the chosen ones over, each for itself."""
    definition = _loaded(definition_id)
    target = _target(definition)
    if target is None:
        return _page(definition, None), 422
    plan = _given_plan()
    try:
        with change() as ctx:
            commands.check_plan(ctx, definition.id, target.id, plan)
    except EngineError as error:
        return _page(definition, target, plan, error=said(error)), 409
    if request.form.get("verb") != "migrate":
        return _page(definition, target, plan, _tried(definition, target, plan))
    return _migrate(definition, target, plan)


def _migrate(
    definition: ProcessDefinition, target: ProcessDefinition, plan: dict[str, str]
) -> Answer:
    reason = request.form.get("reason", "").strip()
    if not reason:
        text = _("Say why you do this.")
        return _page(definition, target, plan, error=text), 422
    chosen = set(request.form.getlist("case"))
    cases = [row for row in _running(definition) if not chosen or row.id in chosen]
    trials = [Trial(row, _moved(row, target, plan, reason)) for row in cases]
    done = sum(one.refusal is None for one in trials)
    number = format_number(done, language())
    text = ngettext(
        "%(shown)s case was brought over.", "%(shown)s cases were brought over.", done, shown=number
    )
    flash(text, "success" if done else "warning")
    failed = [one for one in trials if one.refusal]
    if failed:
        return _page(definition, target, plan, failed)
    return go(url_for("processes.show", definition_id=target.id))


def _moved(
    row: ProcessInstance, target: ProcessDefinition, plan: dict[str, str], reason: str
) -> str | None:
    """Bring one case over in a transaction of its own; return why not, None when it went well."""
    try:
        with change() as ctx:
            commands.migrate(ctx, row.id, target.id, plan, reason)
    except EngineError as error:
        return said(error)
    return None


def _tried(
    definition: ProcessDefinition, target: ProcessDefinition, plan: dict[str, str]
) -> list[Trial]:
    found = []
    for row in _running(definition):
        try:
            with change() as ctx:
                commands.try_migration(ctx, row.id, target.id, plan)
            found.append(Trial(row, None))
        except EngineError as error:
            found.append(Trial(row, said(error)))
    return found


def _loaded(definition_id: str) -> ProcessDefinition:
    session = db.session()
    definition = queries.definition(session, definition_id)
    if not may(session, me(), Permission.MIGRATE, definition):
        require(session, me(), Permission.MIGRATE)
    return definition


def _versions(definition: ProcessDefinition) -> Sequence[ProcessDefinition]:
    wanted = DefinitionFilter(key=definition.key, default_only=False)
    rows = queries.definitions(db.session(), wanted, 0, MOST_VERSIONS)
    return [row for row in rows if row.id != definition.id]


def _target(definition: ProcessDefinition) -> ProcessDefinition | None:
    """Return the version that the request names, else the one that new cases start with."""
    others = _versions(definition)
    named = request.values.get("target")
    chosen = [row for row in others if row.id == named] or [row for row in others if row.is_default]
    return next(iter(chosen or others), None)


def _running(definition: ProcessDefinition) -> Sequence[ProcessInstance]:
    wanted = InstanceFilter(definition_id=definition.id, status="active")
    return queries.instances(db.session(), wanted, 0, MOST_CASES)


def _given_plan() -> dict[str, str]:
    pairs = ((name.removeprefix("map-"), to) for name, to in request.form.items() if "map-" in name)
    return {name: to for name, to in pairs if to}


def _page(
    definition: ProcessDefinition,
    target: ProcessDefinition | None,
    plan: dict[str, str] | None = None,
    trials: Sequence[Trial] | None = None,
    error: str | None = None,
) -> str:
    session = db.session()
    if target is not None and plan is None:
        with change() as ctx:
            plan = commands.plan_migration(ctx, definition.id, target.id)
    count = queries.count_instances(
        session, InstanceFilter(definition_id=definition.id, status="active")
    )
    return render_template(
        "migration.html",
        definition=definition,
        target=target,
        versions=_versions(definition),
        rows=_rows(definition, target, plan or {}) if target else [],
        trials=trials,
        count=count,
        most=MOST_CASES,
        error=error,
    )


def _rows(
    definition: ProcessDefinition, target: ProcessDefinition, plan: dict[str, str]
) -> list[dict[str, Any]]:
    """Return the elements of the plan, those that are not mapped first, each with its choices."""
    session = db.session()
    versions = (definition, target)
    ours, theirs = (element_names(queries.diagram(session, d.id), language()) for d in versions)
    places = queries.elements(session, target.id)
    rows = [
        {
            "id": one.id,
            "name": ours.get(one.id) or one.id,
            "to": plan.get(one.id, ""),
            "choices": [(p.id, theirs.get(p.id) or p.id) for p in places if p.type == one.type],
        }
        for one in queries.elements(session, definition.id)
    ]
    return sorted(rows, key=lambda row: bool(row["to"]))
