"""Figures of what went wrong: incidents, and why cases were cancelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from kpi.facts import CANCELLED
from kpi.questions import CASE, INCIDENT, Question, in_days, of_cases, of_incidents
from kpi.spread import Spread, spread


@dataclass(frozen=True, slots=True)
class IncidentFigures:
    """The incidents of cases.

    Attributes:
        raised: in the period.
        resolved: in the period, whenever raised; `resolving` is how long these were open.
        open: now.
        places: process, activity and number raised in the period, most first.
    """

    raised: int
    resolved: int
    open: int
    resolving: Spread
    places: tuple[tuple[str, str, int], ...]


def incident_figures(session: Session, asked: Question) -> IncidentFigures:
    """Return what is known of incidents.

    Raises:
        PeriodMissingError: the question has no period.
    """
    wanted, days = of_incidents(asked), asked.days
    raised = in_days(INCIDENT.raised_day, days)
    resolved = (in_days(INCIDENT.resolved_day, days), *wanted)
    times = select(INCIDENT.open_seconds).where(INCIDENT.imported.is_(False), *resolved)
    place = (INCIDENT.process_key, INCIDENT.activity_id)
    counted = select(*place, func.count()).where(raised, *wanted).group_by(*place)
    places = sorted(map(tuple, session.execute(counted)), key=lambda row: (-row[2], row[:2]))
    return IncidentFigures(
        raised=sum(row[2] for row in places),
        resolved=_count(session, *resolved),
        open=_count(session, INCIDENT.resolved_at.is_(None), *wanted),
        resolving=spread(seconds for seconds in session.scalars(times) if seconds is not None),
        places=tuple(places),
    )


def _count(session: Session, *conditions: Any) -> int:
    statement = select(func.count()).select_from(INCIDENT.seq.table).where(*conditions)
    return session.scalar(statement) or 0


def cancellations(session: Session, asked: Question) -> list[tuple[str, int]]:
    """Return why cases were cancelled in the period, most frequent reason first.

    Raises:
        PeriodMissingError: the question has no period.
    """
    statement = select(CASE.end_reason, func.count()).where(
        CASE.status == CANCELLED, in_days(CASE.ended_day, asked.days), *of_cases(asked)
    )
    rows = session.execute(statement.group_by(CASE.end_reason))
    return sorted(((reason or "", n) for reason, n in rows), key=lambda row: (-row[1], row[0]))
