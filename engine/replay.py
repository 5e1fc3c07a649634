"""Let time pass on a clock of one's own: every job runs at the moment it is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import exists, select

from engine.base import table
from engine.commands.claims import Claimed
from engine.executor import Executor, Sessions
from engine.ports import Services
from engine.statements import selecting
from engine.tables import Job, ProcessInstance

JOBS, INSTANCES = table(Job).c, table(ProcessInstance).c
SUSPENDED = exists().where(INSTANCES.id == JOBS.instance_id, INSTANCES.suspended)
NEXT = selecting(
    select(JOBS.due_at, JOBS.id, JOBS.kind, JOBS.instance_id, JOBS.topic)
    .where(JOBS.kind != "external", JOBS.retries_left > 0, ~SUSPENDED)
    .order_by(JOBS.due_at, JOBS.id)
    .limit(1)
)


def pass_time(
    sessions: Sessions, services: Services, now: datetime, until: datetime
) -> Iterator[datetime]:
    """Run what falls due up to a moment, each job at its time, never before `now`; yield the times.

    Nothing is claimed: no worker may run jobs of the same database meanwhile, its clock is another.
    """
    moment = now
    executor = Executor(sessions, services, lambda: moment)
    while (found := _next(sessions)) is not None and found[0] <= until:
        due_at, job = found
        moment = max(moment, due_at)
        executor.run(job)
        yield moment


def _next(sessions: Sessions) -> tuple[datetime, Claimed] | None:
    with sessions() as session:
        found = NEXT.first(session.connection(), {})
    return None if found is None else (found[0], Claimed(*found[1:]))
