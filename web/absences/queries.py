"""Read absences."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from web.absences.tables import Absence

MOST_SHOWN = 200


def absence(session: Session, absence_id: str) -> Absence:
    """Return an absence.

    Raises:
        NotFoundError: there is none.
    """
    found = session.get(Absence, absence_id)
    if found is None:
        raise NotFoundError(what="absence", id=absence_id)
    return found


def present(session: Session, now: datetime) -> list[Absence]:
    """Return the absences of an instant, the oldest entry first."""
    wanted = select(Absence).where(Absence.first_at <= now, Absence.until_at > now)
    return list(session.scalars(wanted.order_by(Absence.id)))


def coming(session: Session, now: datetime, person: str | None = None) -> Sequence[Absence]:
    """Return present and future absences, of everybody or one person, the soonest first."""
    wanted = select(Absence).where(Absence.until_at > now)
    if person is not None:
        wanted = wanted.where(Absence.account_id == person)
    return session.scalars(wanted.order_by(Absence.first_at, Absence.id).limit(MOST_SHOWN)).all()
