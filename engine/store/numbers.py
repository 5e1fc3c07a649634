"""Case numbers for people: a letter, the Jalali year, a number; unique, gaps allowed."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from persiantools.jdatetime import JalaliDate
from sqlalchemy import Connection, Insert

from engine.base import table
from engine.statements import Prepared, dialect_insert
from engine.tables import CaseNumber

TEHRAN = ZoneInfo("Asia/Tehran")
TABLE = table(CaseNumber)


def _next(dialect: str) -> Insert:
    statement = dialect_insert(dialect)(TABLE).on_conflict_do_update(
        index_elements=["letter", "year"], set_={"last": TABLE.c.last + 1}
    )
    return statement.returning(TABLE.c.last)


NEXT = Prepared(_next, ["letter", "year", "last"])


def next_case_no(connection: Connection, letter: str, now: datetime) -> str:
    """Return the next number, for example C-1405-000123; the year turns at midnight in Tehran."""
    today = now.astimezone(TEHRAN).date()
    year: int = JalaliDate.to_jalali(today).year
    found = NEXT.run(connection, {"letter": letter, "year": year, "last": 1}).fetchone()
    number = 0 if found is None else found[0]
    return f"{letter}-{year}-{number:06d}"
