"""Who runs which job: claim some, hold them while they run, give them back.

A claim is one conditional UPDATE, so it is safe with any number of workers on any database.
External tasks are not claimed here: their workers fetch and lock them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, func, literal_column, or_, select, update

from engine.base import table
from engine.tables import Job, ProcessDefinition, ProcessInstance
from engine.transaction import Context

JOBS = table(Job)
INSTANCES = table(ProcessInstance)
DEFINITIONS = table(ProcessDefinition)
CLAIMS = 0x526176616E64  # the advisory lock under which PostgreSQL hands out jobs
WINDOW = 100


@dataclass(frozen=True, slots=True)
class Claimed:
    """A job that is ours to run until its lock ends."""

    id: str
    kind: str
    instance_id: str | None
    topic: str | None


def claim(ctx: Context, worker: str, limit: int, lock_seconds: float) -> list[Claimed]:
    """Lock due jobs for a worker: of those due longest, the highest priority first.

    Never two jobs of one instance at a time, and none of a suspended one. A definition that is
    suspended starts nothing, while its running instances go on.

    Returns:
        At most `limit` jobs; none when nothing is due.
    """
    if ctx.session.get_bind().dialect.name == "postgresql":
        # one claim at a time, so that each sees which instances the one before it took
        ctx.connection.execute(select(func.pg_advisory_xact_lock(CLAIMS)))
    picked = _pick(ctx, limit)
    if not picked:
        return []
    statement = (
        update(JOBS)
        .where(JOBS.c.id.in_(picked), *_ready(ctx))
        .values(worker=worker, locked_until=ctx.now + timedelta(seconds=lock_seconds))
        .returning(JOBS.c.id, JOBS.c.kind, JOBS.c.instance_id, JOBS.c.topic)
    )
    rows = ctx.connection.execute(statement).all()
    return sorted((Claimed(*row) for row in rows), key=lambda job: picked.index(job.id))


def _pick(ctx: Context, limit: int) -> list[str]:
    """Choose among those that have been due longest, so that a backlog costs no more to look at."""
    statement = (
        select(JOBS.c.id, JOBS.c.instance_id, JOBS.c.priority)
        .where(*_ready(ctx))
        .order_by(JOBS.c.due_at)
        .limit(WINDOW)
        .with_for_update(skip_locked=True, of=JOBS)
    )
    due = ctx.connection.execute(statement).all()
    firsts: dict[str, str] = {}
    for job_id, instance_id, _ in sorted(due, key=lambda row: -row.priority):
        firsts.setdefault(instance_id or job_id, job_id)
    return list(firsts.values())[:limit]


def _ready(ctx: Context) -> Sequence[ColumnElement[bool]]:
    sibling = JOBS.alias("sibling")
    suspended = exists().where(INSTANCES.c.id == JOBS.c.instance_id, INSTANCES.c.suspended)
    retired = exists().where(DEFINITIONS.c.id == JOBS.c.definition_id, DEFINITIONS.c.suspended)
    running = exists().where(
        sibling.c.instance_id == JOBS.c.instance_id,
        sibling.c.kind != "external",
        sibling.c.locked_until >= ctx.now,
    )
    starts = and_(JOBS.c.kind == "timer", JOBS.c.instance_id.is_(None))
    return (
        # these two as the partial index of due jobs has them, word for word
        JOBS.c.kind != literal_column("'external'"),
        JOBS.c.retries_left > literal_column("0"),
        JOBS.c.due_at <= ctx.now,
        or_(JOBS.c.locked_until.is_(None), JOBS.c.locked_until < ctx.now),
        ~suspended,
        ~running,
        ~and_(starts, retired),
    )


def release(ctx: Context, worker: str, job_id: str, delay_seconds: float) -> None:
    """Give a claimed job back; it costs no retry."""
    ctx.connection.execute(
        update(JOBS)
        .where(JOBS.c.id == job_id, JOBS.c.worker == worker)
        .values(worker=None, locked_until=None, due_at=ctx.now + timedelta(seconds=delay_seconds))
    )


def hold(ctx: Context, worker: str, job_ids: Sequence[str], lock_seconds: float) -> None:
    """Lengthen the locks of jobs that a worker still runs."""
    ctx.connection.execute(
        update(JOBS)
        .where(JOBS.c.id.in_(job_ids), JOBS.c.worker == worker)
        .values(locked_until=ctx.now + timedelta(seconds=lock_seconds))
    )


def holders(ctx: Context) -> list[str]:
    """Return the names of the workers that hold jobs of ours."""
    statement = (
        select(JOBS.c.worker)
        .where(
            JOBS.c.kind != "external", JOBS.c.worker.is_not(None), JOBS.c.locked_until >= ctx.now
        )
        .distinct()
    )
    return [str(name) for (name,) in ctx.connection.execute(statement)]


def free(ctx: Context, workers: Sequence[str]) -> int:
    """Give back, at once, what workers held that are known to be dead; return how many jobs."""
    statement = (
        update(JOBS)
        .where(JOBS.c.kind != "external", JOBS.c.worker.in_(workers))
        .values(worker=None, locked_until=None)
    )
    return ctx.connection.execute(statement).rowcount
