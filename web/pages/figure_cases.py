"""From a figure to the cases behind it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

import kpi
from engine import queries
from engine.queries import InstanceFilter, ProcessInstance
from kpi import MEASURES, Cohort, Quantity
from web.accounts import queries as accounts
from web.extensions import db
from web.figures import durations
from web.figures.asked import Asked
from web.figures.names import Elements
from web.figures.words import AGES, days
from web.i18n import _, language
from web.pages.figures import asked_here, frame
from web.pages.paging import PAGE_SIZE, Page, page_of

pages = Blueprint("figure_cases", __name__, url_prefix="/figures/cases")


@pages.get("")
def index() -> str:
    """Show the cases that a figure counts, or whose times it tells."""
    asked = asked_here()
    measure = MEASURES.get(request.args.get("measure", ""))
    if measure is None:
        raise NotFound
    found, page = _found(measure.key, asked)
    rows = _instances(found.ids)
    session = db.session()
    return render_template(
        "figure_cases.html",
        **frame(asked),
        measure=measure,
        of_now=measure.cohort is Cohort.NOW,
        of_cases=measure.quantity is Quantity.CASES,
        found=found,
        page=page,
        rows=rows,
        about=_about(asked),
        work=_narrower(asked),
        lasted=_lasted,
        definitions={one: queries.definition(session, one) for one in _versions(rows)},
        people=accounts.display_names(session, [row.started_by for row in rows], language()),
    )


def _found(key: str, asked: Asked) -> tuple[kpi.CaseList, Page]:
    """Return the page of the list that the request asks for; the last one if there are fewer."""
    session, now = db.session(), datetime.now(UTC)
    wanted = max(1, request.args.get("page", default=1, type=int))
    first = min((wanted - 1) * PAGE_SIZE, 2**31)
    found = kpi.cases(session, key, asked.question, now, kpi.Page(first, PAGE_SIZE))
    page = page_of(found.total)
    if page.first != first:
        found = kpi.cases(session, key, asked.question, now, kpi.Page(page.first, PAGE_SIZE))
    return found, page


def _instances(ids: tuple[str, ...]) -> list[ProcessInstance]:
    """Return the cases in the order of the figure."""
    rows = queries.instances(db.session(), InstanceFilter(ids=ids), 0, len(ids)) if ids else []
    by_id = {row.id: row for row in rows}
    return [by_id[one] for one in ids if one in by_id]


def _versions(rows: list[ProcessInstance]) -> set[str]:
    return {row.definition_id for row in rows}


def _lasted(row: ProcessInstance) -> str:
    if row.ended_at is None:
        return ""
    return durations.said((row.ended_at - row.started_at).total_seconds(), language())


def _narrower(asked: Asked) -> dict[str, str]:
    """Return what narrows the list besides the filters, as the address has it."""
    age = {"age": asked.age.name.lower()} if asked.age else {}
    return {**dict(asked.work), **age}


def _about(asked: Asked) -> list[tuple[str, str]]:
    """Return what narrows the list besides the filters, as term and value."""
    session, work = db.session(), dict(asked.work)
    found: list[tuple[str, Any]] = [(_("Period"), days(asked.period))]
    if "activity" in work:
        name = Elements(session).name(asked.process, work["activity"])
        found.append((_("Activity"), name))
    if person := work.get("person"):
        known = accounts.display_names(session, [person], language())
        found.append((_("Person"), known[person]))
    if group := work.get("group"):
        known = accounts.group_names(session, language())
        found.append((_("Group"), known.get(group, group)))
    if "reason" in work:
        found.append((_("Reason"), work["reason"] or _("No reason")))
    if asked.age:
        found.append((_("Age"), AGES[asked.age]))
    return [(str(term), str(value)) for term, value in found]
