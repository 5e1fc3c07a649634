"""Absences: one's own, for managers everybody's; entering and ending them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import queries as engine
from web import loading
from web.absences import commands, queries, rules
from web.absences.errors import AbsenceInvalidError
from web.absences.tables import Absence
from web.accounts import queries as accounts
from web.accounts.errors import AccountError, ForbiddenError
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _, language, title, zone
from web.identity import me
from web.jalali import normalise, parse_local
from web.pages import away
from web.pages.answers import go
from web.pages.errors import status_of
from web.permissions import readable_processes
from web.services import change

pages = Blueprint("absences", __name__, url_prefix="/absences")
MOST_PROCESSES = 200


@pages.get("")
def index() -> str:
    """Show who is away and will be, and enter an absence."""
    return _page()


@pages.post("")
def enter() -> Response | tuple[str, int]:
    """Enter an absence: for oneself, or for somebody whose work one may give away."""
    try:
        entered = _entered()
        with change() as ctx:
            commands.enter(ctx, entered)
    except AccountError as error:
        return _page(_named(error)), status_of(error)
    flash(_("The absence is entered."), "success")
    return go(url_for("absences.index"))


@pages.post("/<absence_id>/end")
def end(absence_id: str) -> Response:
    """End an absence, or drop one that has not begun."""
    row = queries.absence(db.session(), absence_id)
    _require(row.account_id, row.processes)
    with change() as ctx:
        commands.end(ctx, row)
    flash(_("The absence is over."), "success")
    return go(url_for("absences.index"))


def _entered() -> commands.Entered:
    person = request.form.get("person", "") or me().name
    keys = request.form.getlist("processes")[:MOST_PROCESSES]
    known = {one.key for one in engine.definitions(db.session())}
    processes = [key for key in keys if key in known] if request.form.get("some") == "1" else None
    _require(person, processes)
    return commands.Entered(
        loading.colleague(db.session(), person),
        _substitute(request.form.get("substitute", "")),
        _midnight(_day("first")),
        _midnight(_day("last") + timedelta(1)),
        processes,
    )


def _require(person: str, processes: Sequence[str] | None) -> None:
    """Raise unless the reader may say who works somebody's tasks in some processes, or all."""
    if person == me().name:
        return
    scope = readable_processes(db.session(), me(), Permission.TASK_ASSIGN)
    if scope is not None and (processes is None or not set(processes) <= set(scope)):
        raise ForbiddenError(permission=Permission.TASK_ASSIGN.value)


def _substitute(name: str) -> str:
    if name not in {row.id for row in accounts.workers(db.session())}:
        raise AbsenceInvalidError(reason="Choose somebody who works tasks.")
    return name


def _day(name: str) -> date:
    try:
        return parse_local(f"{normalise(request.form.get(name, ''))} 12:00", zone()).date()
    except ValueError as error:
        raise AbsenceInvalidError(reason="Enter the first and the last day.") from error


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), zone()).astimezone(UTC)


def _named(error: AccountError) -> AccountError:
    """Return an error that calls people by their names."""
    people = [error.facts[fact] for fact in ("who", "substitute") if fact in error.facts]
    names = accounts.display_names(db.session(), people, language())
    error.facts = {fact: names.get(value, value) for fact, value in error.facts.items()}
    return error


def _page(error: AccountError | None = None) -> str:
    session, now = db.session(), datetime.now(UTC)
    manages = me().might(Permission.TASK_ASSIGN)
    rows = queries.coming(session, now, None if manages else me().name)
    present = queries.present(session, now)
    people = [(row.id, accounts.shown(row, language())) for row in accounts.workers(session)]
    return render_template(
        "absences.html",
        error=error,
        rows=[_row(row, present) for row in rows],
        manages=manages,
        people=people,
        names={**accounts.display_names(session, _everybody(rows, present), language())},
        processes=[(one.key, title(one)) for one in engine.definitions(session)],
        stands_in=me().stands_in,
        today=now.astimezone(zone()).date().isoformat(),
        given=request.form,
    )


def _everybody(rows: Sequence[Absence], present: Sequence[Absence]) -> set[str]:
    named = {name for row in (*rows, *present) for name in (row.account_id, row.substitute_id)}
    return named | {one.person for one in me().stands_in}


def _row(row: Absence, present: Sequence[Absence]) -> dict[str, Any]:
    """Return an absence for the list; `falls_to`: where its work ends up, if not as entered."""
    is_present = row in present
    process = (row.processes or [rules.ANY_OTHER])[0]
    last = rules.substitute(present, row.account_id, process) if is_present else row.substitute_id
    return {
        "absence": row,
        "present": is_present,
        "last_day": away.last_day(row),
        "falls_to": last if last != row.substitute_id else None,
        "falls_to_nobody": last is None,
    }
