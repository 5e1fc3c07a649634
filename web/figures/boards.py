"""What a page of figures shows, and each table of it for a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

import kpi
from web.accounts import queries as accounts
from web.figures import case_tables, charts, names, totals, work_tables
from web.figures.asked import Asked
from web.figures.charts import Chart
from web.figures.names import Elements
from web.figures.tables import Table
from web.figures.totals import Glance, Total
from web.i18n import language


@dataclass(frozen=True, slots=True)
class Overview:
    """The figures of cases: at a glance, as tables, and drawn above some of these."""

    totals: list[Total]
    tables: list[Table]
    charts: Mapping[str, Chart]


def overview(session: Session, asked: Asked, now: datetime) -> Overview:
    """Return the figures of the cases of a period."""
    question = asked.question
    history = kpi.case_history(session, question, asked.cut, by_process=not asked.process)
    glance = _glance(session, asked, now, history.total)
    ages = case_tables.ageing(asked, glance.now)
    found = [case_tables.counts(asked, history), case_tables.times(asked, history), ages]
    if not asked.process:
        standing = kpi.standings(session, question, now)
        known = names.processes(session)
        found.insert(0, case_tables.processes(asked, history, standing, known))
    found.append(_cancellations(session, asked, now))
    found.append(_places(session, asked, glance.incidents))
    drawn = {
        "counts": charts.flow(asked, history),
        "times": charts.times(asked, history),
        "ageing": charts.ageing(ages),
    }
    return Overview(totals.totals(asked, glance), found, drawn)


def _glance(session: Session, asked: Asked, now: datetime, found: kpi.CaseFigures) -> Glance:
    question, then = asked.question, asked.before.question
    return Glance(
        found,
        kpi.case_history(session, then, asked.cut).total,
        kpi.standing(session, question, now),
        kpi.incident_figures(session, question),
        kpi.incident_figures(session, then),
    )


def _places(session: Session, asked: Asked, found: kpi.IncidentFigures) -> Table:
    return case_tables.incidents(asked, found, names.processes(session), Elements(session))


def activities(session: Session, asked: Asked, now: datetime) -> list[kpi.ActivityFigures]:
    """Return the figures of each activity of the process that is asked for."""
    return kpi.activity_figures(session, asked.question, now)


def people(session: Session, asked: Asked, now: datetime) -> Table:
    """Return the work of each person."""
    found = kpi.people(session, asked.question, now)
    known = accounts.display_names(session, [one.name for one in found], language())
    return work_tables.people(asked, found, known, Elements(session))


def groups(session: Session, asked: Asked, now: datetime) -> Table:
    """Return the work of each group."""
    found = kpi.groups(session, asked.question, now)
    return work_tables.groups(
        asked, found, accounts.group_names(session, language()), Elements(session)
    )


def _history(session: Session, asked: Asked) -> kpi.CaseHistory:
    return kpi.case_history(session, asked.question, asked.cut)


def _totals(session: Session, asked: Asked, now: datetime) -> Table:
    glance = _glance(session, asked, now, _history(session, asked).total)
    return totals.totals_table(totals.totals(asked, glance))


def _processes(session: Session, asked: Asked, now: datetime) -> Table:
    history = kpi.case_history(session, asked.question, asked.cut, by_process=True)
    standing = kpi.standings(session, asked.question, now)
    return case_tables.processes(asked, history, standing, names.processes(session))


def _counts(session: Session, asked: Asked, _now: datetime) -> Table:
    return case_tables.counts(asked, _history(session, asked))


def _times(session: Session, asked: Asked, _now: datetime) -> Table:
    return case_tables.times(asked, _history(session, asked))


def _ageing(session: Session, asked: Asked, now: datetime) -> Table:
    return case_tables.ageing(asked, kpi.standing(session, asked.question, now))


def _cancellations(session: Session, asked: Asked, _now: datetime) -> Table:
    return case_tables.cancellations(asked, kpi.cancellations(session, asked.question))


def _incidents(session: Session, asked: Asked, _now: datetime) -> Table:
    return _places(session, asked, kpi.incident_figures(session, asked.question))


def _activities(session: Session, asked: Asked, now: datetime) -> Table:
    return work_tables.activities(asked, activities(session, asked, now), Elements(session))


TABLES: Mapping[str, Callable[[Session, Asked, datetime], Table]] = {
    "totals": _totals,
    "processes": _processes,
    "counts": _counts,
    "times": _times,
    "ageing": _ageing,
    "cancellations": _cancellations,
    "incidents": _incidents,
    "activities": _activities,
    "people": people,
    "groups": groups,
}
