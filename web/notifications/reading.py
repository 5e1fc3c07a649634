"""Make notifications: read the event log on from where it was read to, and look at due dates.

Everything is found first; then the row of progress is claimed, which fails when another process
was faster, and the rest is written. Found twice, a notification is still made once: its cause is
unique for each person.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Update, insert, update
from sqlalchemy.exc import IntegrityError

from engine.base import table
from engine.queries import UserTask, events, news
from engine.queries.events import Sighting
from engine.queries.news import Happened
from engine.transaction import Context
from kpi.gaps import Gap, holes, remaining
from web.notifications import causes, queries, writing
from web.notifications.causes import Cause
from web.notifications.tables import NotificationProgress

PROGRESS = table(NotificationProgress)
ENTRIES = 500
BETWEEN_DUE_CHECKS = timedelta(minutes=1)
# tasks appear a moment after the instant they are written with
OVERLAP = timedelta(minutes=5)


class ReadAtOnceError(Exception):
    """Another process reads the log at the same time; nothing is lost."""


@dataclass
class Reading:
    """What one part of the work found, and how far it comes."""

    entries: list[Happened] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)
    progress: dict[str, Any] = field(default_factory=dict)
    more: bool = False


def read_on(ctx: Context, soon: timedelta) -> bool:
    """Do the next part of the work and return whether more is to be done.

    The first call only marks the end of the log: nobody is told of what was before.

    Args:
        soon: how long before its due date a task is due soon.

    Raises:
        ReadAtOnceError: another process does the same at this moment.
    """
    progress = ctx.session.get(NotificationProgress, 1)
    if progress is None:
        _begin(ctx, soon)
        return False
    read = Reading()
    _read_log(ctx, progress, read)
    tasks = news.tasks_of(ctx.session, read.entries)
    wanting = queries.wanting_offers(ctx.session) if read.entries else ()
    read.causes += causes.of_log(ctx.session, read.entries, tasks, wanting)
    read.causes += _moved(ctx, read.entries, tasks, soon)
    _read_due_dates(ctx, progress, read, soon)
    if read.progress:
        _claim(ctx, progress.revision, read.progress)
        writing.drop_stale(ctx, read.entries, tasks)
        writing.tell(ctx, read.causes)
    return read.more


def _begin(ctx: Context, soon: timedelta) -> None:
    first = {"id": 1, "revision": 0, "last_seq": events.last_seq(ctx.session), "gaps": []}
    due = {"due_until": ctx.now + soon, "overdue_until": ctx.now, "due_checked_at": ctx.now}
    try:
        ctx.connection.execute(insert(PROGRESS).values(**first, **due))
    except IntegrityError as error:
        raise ReadAtOnceError from error


def _claim(ctx: Context, revision: int, values: dict[str, Any]) -> None:
    mine: Update = update(PROGRESS).where(PROGRESS.c.id == 1, PROGRESS.c.revision == revision)
    if ctx.connection.execute(mine.values(revision=revision + 1, **values)).rowcount != 1:
        raise ReadAtOnceError


def _read_log(ctx: Context, progress: NotificationProgress, read: Reading) -> None:
    """Read what is new, and what has appeared below it since."""
    oldest_writer = events.oldest_writer(ctx.session)  # before looking: who had ended is seen
    known = [_gap(row) for row in progress.gaps]
    late = {gap: news.happened(ctx.session, gap.first_seq, gap.last_seq) for gap in known}
    new = news.happened(ctx.session, progress.last_seq + 1, limit=ENTRIES)
    read.entries = [entry for there in late.values() for entry in there] + new
    sighted = {gap: [Sighting(e.seq, e.instance_id) for e in there] for gap, there in late.items()}
    gaps = remaining(sighted, oldest_writer, ctx.now) + _new_gaps(ctx, progress.last_seq, new)
    read.more = len(new) == ENTRIES
    if read.entries or len(gaps) != len(known):
        last = new[-1].seq if new else progress.last_seq
        read.progress |= {"last_seq": last, "gaps": [_row(gap) for gap in gaps]}


def _new_gaps(ctx: Context, last_seq: int, new: Sequence[Happened]) -> list[Gap]:
    """Return which numbers were passed over; the writer is asked for after looking."""
    writer = events.next_writer(ctx.session)
    if writer is None or not new:
        return []
    ranges = holes(last_seq + 1, new[-1].seq, (entry.seq for entry in new))
    return [Gap(first, last, writer, ctx.now) for first, last in ranges]


def _gap(row: dict[str, Any]) -> Gap:
    noticed_at = datetime.fromisoformat(row["noticed_at"])
    return Gap(row["first_seq"], row["last_seq"], row["writer"], noticed_at)


def _row(gap: Gap) -> dict[str, Any]:
    row = {name: getattr(gap, name) for name in Gap.__slots__}
    return row | {"noticed_at": gap.noticed_at.isoformat()}


def _read_due_dates(
    ctx: Context, progress: NotificationProgress, read: Reading, soon: timedelta
) -> None:
    """Look at the due dates that were passed since the last time, once a minute."""
    if ctx.now - progress.due_checked_at < BETWEEN_DUE_CHECKS:
        return
    bound = ctx.now + soon
    near_after = max(progress.due_until - OVERLAP, ctx.now)
    late_after = progress.overdue_until - OVERLAP
    read.causes += causes.due_soon(news.due_tasks(ctx.session, near_after, bound))
    read.causes += causes.overdue(news.due_tasks(ctx.session, late_after, ctx.now))
    read.progress |= {
        "due_until": bound,
        "overdue_until": ctx.now,
        "due_checked_at": ctx.now,
    }


def _moved(
    ctx: Context, entries: Sequence[Happened], tasks: Mapping[str, UserTask], soon: timedelta
) -> Iterator[Cause]:
    """Tell of due dates that somebody else moved to where was looked already."""
    changed = {e.task_id: e.actor for e in entries if e.lifecycle == "due_changed" and e.task_id}
    for task_id, actor in changed.items():
        task = tasks.get(task_id)
        if task is None or task.due_at is None or task.assignee in (None, actor):
            continue
        if task.status == "created" and task.due_at <= ctx.now + soon:
            near = task.due_at > ctx.now
            yield from (causes.due_soon if near else causes.overdue)([task])
