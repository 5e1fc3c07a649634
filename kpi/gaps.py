"""Numbers of the log that were passed over because their transactions had not ended yet.

PostgreSQL gives the numbers of the log when entries are written and shows entries when their
transaction ends, in any order. Reading on from the highest number seen would lose what appears
below it. So numbers that are missing are remembered, looked for each time, and given up only when
no transaction is left that could have had them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from engine.base import table
from engine.queries import events
from engine.queries.events import Sighting
from engine.transaction import Context
from kpi.tables import KpiGap

GAPS = table(KpiGap)
# a number is taken a moment before its transaction counts as writing
SETTLED = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Numbers from `first_seq` to `last_seq` that were missing when `writer` was the next one."""

    first_seq: int
    last_seq: int
    writer: int
    noticed_at: datetime

    def without(self, found: Iterable[int]) -> list[Gap]:
        """Return what is left of it when some numbers have appeared, given in order."""
        ranges = holes(self.first_seq, self.last_seq, found)
        return [Gap(first, last, self.writer, self.noticed_at) for first, last in ranges]


def holes(first: int, last: int, there: Iterable[int]) -> list[tuple[int, int]]:
    """Return the ranges from first to last that hold none of some numbers, given in order."""
    found, following = [], first
    for number in there:
        if number > following:
            found.append((following, number - 1))
        following = number + 1
    return [*found, (following, last)] if following <= last else found


def known(ctx: Context) -> list[Gap]:
    """Return the gaps that are remembered."""
    return [Gap(*row) for row in ctx.connection.execute(select(GAPS).order_by(GAPS.c.first_seq))]


def appeared(ctx: Context, gaps: Sequence[Gap]) -> dict[Gap, list[Sighting]]:
    """Return what has appeared in each gap."""
    return {gap: events.sightings(ctx.session, gap.first_seq, gap.last_seq) for gap in gaps}


def remaining(
    found: dict[Gap, list[Sighting]], oldest_writer: int | None, now: datetime
) -> list[Gap]:
    """Return the gaps that may still be filled.

    Args:
        oldest_writer: the oldest transaction that wrote before the gaps were looked at.
    """
    return [
        left
        for gap, there in found.items()
        if not _settled(gap, oldest_writer, now)
        for left in gap.without(sighting.seq for sighting in there)
    ]


def _settled(gap: Gap, oldest_writer: int | None, now: datetime) -> bool:
    ended = oldest_writer is None or oldest_writer >= gap.writer
    return ended and now - gap.noticed_at >= SETTLED


def keep(ctx: Context, gaps: Iterable[Gap]) -> None:
    """Remember these gaps and no others."""
    ctx.connection.execute(delete(GAPS))
    rows = [{name: getattr(gap, name) for name in Gap.__slots__} for gap in gaps]
    if rows:
        ctx.connection.execute(insert(GAPS), rows)
