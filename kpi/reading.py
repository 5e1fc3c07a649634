"""Read the event log into the roll-ups: from the beginning, or on from where it was read to.

Each call is a part of the work, for one transaction; what it does is decided by `kpi_progress`.
Everything is read and computed first; then the row of progress is claimed, which fails when
somebody else was faster, and the rest is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import Insert, Update, delete, select, update
from sqlalchemy.orm import Session

from engine.base import Base, table
from engine.queries import events
from engine.queries.events import Entry, Sighting
from engine.statements import dialect_insert
from engine.transaction import Context
from kpi import case_log, day_rows, fact_rows, gaps
from kpi.errors import LogReadAtOnceError
from kpi.facts import CaseFacts
from kpi.gaps import Gap
from kpi.tables import KpiActivity, KpiCase, KpiIncident, KpiProgress

PROGRESS = table(KpiProgress)
ONLY = PROGRESS.c.id == 1
EVENTS = 5_000
DAYS = 7
DERIVED: tuple[type[Base], ...] = (KpiCase, KpiActivity, KpiIncident, *day_rows.TABLES)


class Done(NamedTuple):
    """What a part of the work was: entries of the log that were new; whether more is to be done."""

    entries: int
    more: bool


class Progress(NamedTuple):
    """The row of `kpi_progress`."""

    id: int
    revision: int
    phase: str
    done: str
    last_seq: int
    zone: str
    read_at: datetime | None = None


NOTHING = Progress(1, 0, "new", "", 0, "")


class State(NamedTuple):
    """How far the figures are: complete or being built, and when the log was read last, in UTC."""

    complete: bool
    read_at: datetime | None


def state(session: Session) -> State:
    """Return how far the figures are."""
    row = session.execute(select(PROGRESS).where(ONLY)).one_or_none()
    progress = Progress(*row) if row else NOTHING
    return State(progress.phase == "live", progress.read_at)


def rebuild(ctx: Context) -> None:
    """Forget the roll-ups; `catch_up` fills them again from the beginning of the log.

    Raises:
        LogReadAtOnceError: somebody else reads the log at the same time.
    """
    progress = _progress(ctx)
    last = events.last_seq(ctx.session)
    writer = events.next_writer(ctx.session)
    missing = events.missing(ctx.session, last) if writer is not None else []
    zone = str(ctx.services.zone)
    _claim(ctx, progress, phase="cases", done="", last_seq=last, zone=zone, read_at=None)
    for entity in DERIVED:
        ctx.connection.execute(delete(table(entity)))
    gaps.keep(ctx, (Gap(*pair, writer or 0, ctx.now) for pair in missing))


def catch_up(ctx: Context, limit: int = EVENTS) -> Done:
    """Read the next part of the log, about `limit` entries; call it until nothing is left.

    The first call, and the first one in another time zone, begins anew.

    Raises:
        LogReadAtOnceError: somebody else reads the log at the same time; nothing is lost.
    """
    progress = _progress(ctx)
    if progress.phase == "new" or progress.zone != str(ctx.services.zone):
        rebuild(ctx)
        return Done(0, more=True)
    if progress.phase == "cases":
        return _fill_cases(ctx, progress, limit)
    if progress.phase == "days":
        return _fill_days(ctx, progress)
    return _follow(ctx, progress, limit)


def _fill_cases(ctx: Context, progress: Progress, limit: int) -> Done:
    entries = events.entries_by_case(ctx.session, progress.done, limit)
    if not entries:
        _claim(ctx, progress, phase="days", done="0")
        return Done(0, more=True)
    _claim(ctx, progress, done=entries[-1].instance_id)
    by_case = groupby(entries, key=lambda entry: entry.instance_id)
    fact_rows.add(ctx, _facts(ctx, (list(of_case) for _, of_case in by_case)))
    return Done(len(entries), more=True)


def _fill_days(ctx: Context, progress: Progress) -> Done:
    first = day_rows.next_day(ctx, int(progress.done))
    if first is None:
        _claim(ctx, progress, phase="live", done="", read_at=ctx.now)
        return Done(0, more=True)
    days = range(first, first + DAYS)
    _claim(ctx, progress, done=str(days.stop - 1))
    day_rows.fill(ctx, days)
    return Done(0, more=True)


def _follow(ctx: Context, progress: Progress, limit: int) -> Done:
    oldest_writer = events.oldest_writer(ctx.session)  # before looking: who had ended is seen
    appeared = gaps.appeared(ctx, gaps.known(ctx))
    new = events.sightings(ctx.session, progress.last_seq + 1, limit=limit)
    left = gaps.remaining(appeared, oldest_writer, ctx.now)
    left += _new_gaps(ctx, progress.last_seq, new)
    seen = [*(sighting for there in appeared.values() for sighting in there), *new]
    cases = dict.fromkeys(sighting.instance_id for sighting in seen if sighting.instance_id)
    found = _facts(ctx, (events.entries(ctx.session, case) for case in cases))
    last_seq = new[-1].seq if new else progress.last_seq
    _claim(ctx, progress, last_seq=last_seq, read_at=ctx.now)
    gaps.keep(ctx, left)
    day_rows.refresh(ctx, fact_rows.replace(ctx, found))
    return Done(len(seen), more=len(new) == limit)


def _new_gaps(ctx: Context, last_seq: int, new: Sequence[Sighting]) -> list[Gap]:
    """Return which numbers were passed over; the writer is asked for after looking."""
    writer = events.next_writer(ctx.session)
    if writer is None or not new:
        return []
    there = (sighting.seq for sighting in new)
    ranges = gaps.holes(last_seq + 1, new[-1].seq, there)
    return [Gap(first, last, writer, ctx.now) for first, last in ranges]


def _facts(ctx: Context, cases: Iterable[Sequence[Entry]]) -> list[CaseFacts]:
    return [case_log.facts(entries, ctx.services.zone) for entries in cases if entries]


def _progress(ctx: Context) -> Progress:
    row = ctx.connection.execute(select(PROGRESS).where(ONLY)).one_or_none()
    return Progress(*row) if row else NOTHING


def _claim(ctx: Context, progress: Progress, **changes: object) -> None:
    """Take the row of progress for this transaction, unless it is no longer what was read."""
    if progress.phase == "new":
        insert = dialect_insert(ctx.connection.dialect.name)
        row = progress._asdict() | changes | {"revision": 1}
        statement: Insert | Update = insert(PROGRESS).values(row).on_conflict_do_nothing()
    else:
        statement = update(PROGRESS).where(ONLY, PROGRESS.c.revision == progress.revision)
        statement = statement.values(revision=progress.revision + 1, **changes)
    if ctx.connection.execute(statement.returning(PROGRESS.c.id)).first() is None:
        raise LogReadAtOnceError
