"""Case numbers: the demonstration's cases get the low ones, whatever people start meanwhile."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from persiantools.jdatetime import JalaliDate
from sqlalchemy import Connection, select, update

from engine.base import Base
from engine.statements import dialect_insert
from web.demo.office_hours import ZONE

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TABLE = Base.metadata.tables["case_number"]
Reserved = dict[str, list[int]]


def reserve(real: Connection, period: tuple[datetime, datetime], room: int) -> Reserved:
    """Keep numbers free in every series of a period; return the series with both ends."""
    found: Reserved = {}
    for year in _years(*period):
        for letter in LETTERS:
            last = _last(real, letter, year)
            _set(real, letter, year, last + room)
            found[f"{letter}-{year}"] = [last, last + room]
    return found


def begin_low(rehearsed: Connection, reserved: Reserved) -> None:
    """Let a rehearsal give the numbers that were kept free."""
    for series, (first, _) in reserved.items():
        letter, year = series.split("-")
        _set(rehearsed, letter, int(year), first)


def give_back(real: Connection, rehearsed: Connection, reserved: Reserved) -> None:
    """Go on after the last number that was used, unless somebody has started a case since."""
    for series, (first, kept) in reserved.items():
        letter, year = series.split("-")
        used = max(_last(rehearsed, letter, int(year)), first)
        unchanged = (TABLE.c.letter == letter, TABLE.c.year == int(year), TABLE.c.last == kept)
        real.execute(update(TABLE).where(*unchanged).values(last=used))


def _last(connection: Connection, letter: str, year: int) -> int:
    of_series = (TABLE.c.letter == letter, TABLE.c.year == year)
    return connection.execute(select(TABLE.c.last).where(*of_series)).scalar() or 0


def _set(connection: Connection, letter: str, year: int, last: int) -> None:
    insert = dialect_insert(connection.dialect.name)
    row: dict[str, Any] = {"letter": letter, "year": year, "last": last}
    connection.execute(
        insert(TABLE)
        .values(row)
        .on_conflict_do_update(index_elements=["letter", "year"], set_={"last": last})
    )


def _years(start: datetime, end: datetime) -> range:
    # a day more: the year may turn while it loads
    first, last = start.astimezone(ZONE).date(), (end + timedelta(days=1)).astimezone(ZONE).date()
    return range(JalaliDate.to_jalali(first).year, JalaliDate.to_jalali(last).year + 1)
