"""Case numbers for people: a letter, the Jalali year, a number; unique, gaps allowed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate
from sqlalchemy.orm import Session

from engine.base import table, upsert
from engine.tables import CaseNumber

TEHRAN = ZoneInfo("Asia/Tehran")
TABLE = table(CaseNumber)


def next_case_no(session: Session, letter: str, now: datetime) -> str:
    """Return the next number, for example C-1405-000123; the year turns at midnight in Tehran."""
    today = now.astimezone(TEHRAN).date()
    year: int = JalaliDate.to_jalali(today).year
    statement = (
        upsert(session, TABLE)
        .values(letter=letter, year=year, last=1)
        .on_conflict_do_update(index_elements=["letter", "year"], set_={"last": TABLE.c.last + 1})
        .returning(TABLE.c.last)
    )
    number = session.connection().execute(statement).scalar_one()
    return f"{letter}-{year}-{number:06d}"
