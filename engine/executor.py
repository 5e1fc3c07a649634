"""The job executor: claim due jobs, run each outside any transaction, record how it went.

At least once: a job whose worker is lost comes again when its lock ends, and a connector then sees
the same `job_id`. Advancing an instance and ending its job are one transaction, so that happens
exactly once.
"""

from __future__ import annotations

import logging
import random
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from engine.commands import claims, deliveries, jobs
from engine.commands.claims import Claimed
from engine.errors import (
    ConcurrentUpdateError,
    NotFoundError,
    SuspendedError,
)
from engine.ports import Services, Variables
from engine.store.running import GONE
from engine.tables import Message
from engine.transaction import Context, transaction

logger = logging.getLogger(__name__)

ACTOR = "job executor"
LOCK_SECONDS = 300.0
BATCH = 20
FINISHING_TRIES = 10
PAUSE_SECONDS = 5.0
JITTER_SECONDS = 0.2
BUSY = (ConcurrentUpdateError, OperationalError)  # lost a race, a deadlock, the connection

Sessions = Callable[[], Session]
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Executor:
    """Runs jobs for one worker; its methods may be called from any thread."""

    sessions: Sessions
    services: Services
    clock: Clock
    worker: str = ACTOR
    lock_seconds: float = LOCK_SECONDS

    def claim(self, limit: int) -> list[Claimed]:
        """Lock at most so many due jobs."""
        with self.sessions() as session, self._transaction(session) as ctx:
            return claims.claim(ctx, self.worker, limit, self.lock_seconds)

    def hold(self, job_ids: list[str]) -> None:
        """Lengthen the locks of jobs that still run."""
        with self.sessions() as session, self._transaction(session) as ctx:
            claims.hold(ctx, self.worker, job_ids, self.lock_seconds)

    def recover(self, is_dead: Callable[[str], bool]) -> int:
        """Free the jobs of dead workers without waiting for their locks; return how many."""
        with self.sessions() as session, self._transaction(session) as ctx:
            dead = [name for name in claims.holders(ctx) if is_dead(name)]
            return claims.free(ctx, dead) if dead else 0

    def clean(self) -> int:
        """Delete messages that nobody came for in time; return how many."""
        statement = delete(Message).execution_options(synchronize_session=False)
        with self.sessions() as session, self._transaction(session) as ctx:
            result = session.connection().execute(statement.where(Message.expires_at <= ctx.now))
            return result.rowcount

    def run(self, job: Claimed) -> None:
        """Run one claimed job. Whatever happens is recorded; only a lost database raises."""
        with self.sessions() as session:
            try:
                self._advance(session, job)
            except GONE as error:
                self._discard(session, job, error)
            except SuspendedError:
                self._release(session, job, PAUSE_SECONDS)
            except BUSY as error:
                logger.info("job %s is put off: %s", job.id, error)
                session.rollback()
                self._release(session, job, random.uniform(0, JITTER_SECONDS))  # noqa: S311 - jitter
            except Exception as error:
                logger.exception("%s job %s failed", job.kind, job.id)
                self._fail(session, job, error)

    def _advance(self, session: Session, job: Claimed) -> None:
        if job.kind == "connector":
            self._call(session, job)
            return
        command = COMMANDS[job.kind]
        with self._transaction(session) as ctx:
            command(ctx, job.id)

    def _call(self, session: Session, job: Claimed) -> None:
        connector = self.services.connectors.get(job.topic or "")
        if connector is None:
            error = LookupError(f"there is no connector {job.topic!r}")
            self._fail(session, job, error, tries=0)
            return
        with self._transaction(session) as ctx:
            call = jobs.call(ctx, job.id)
        try:
            result = _checked(connector(call))
        except Exception as error:
            logger.exception("connector %s failed for job %s", job.topic, job.id)
            self._fail(session, job, error)
            return
        self._finish(session, job, result)

    def _finish(self, session: Session, job: Claimed, result: Variables) -> None:
        """Hand in the result. A race is run again here: calling the connector again would be worse.

        For the same reason an error leaves an incident at once.
        """
        for attempt in range(FINISHING_TRIES):
            try:
                with self._transaction(session) as ctx:
                    jobs.finish_job(ctx, job.id, result)
                return
            except BUSY:
                if attempt == FINISHING_TRIES - 1:
                    raise
            except (*GONE, SuspendedError):
                raise
            except Exception as error:
                logger.exception("the result of job %s was not acceptable", job.id)
                self._fail(session, job, error, tries=0)
                return

    def _fail(
        self, session: Session, job: Claimed, error: Exception, tries: int | None = None
    ) -> None:
        message = f"{type(error).__name__}: {error}"
        details = "".join(traceback.format_exception(error))
        try:
            with self._transaction(session) as ctx:
                jobs.fail_job(ctx, job.id, message, details, tries=tries)
        except NotFoundError:
            logger.info("job %s was cancelled while it ran", job.id)

    def _release(self, session: Session, job: Claimed, delay_seconds: float) -> None:
        with self._transaction(session) as ctx:
            claims.release(ctx, self.worker, job.id, delay_seconds)

    def _discard(self, session: Session, job: Claimed, error: Exception) -> None:
        with self._transaction(session) as ctx:
            jobs.discard(ctx, job.id, str(error))

    def _transaction(self, session: Session) -> AbstractContextManager[Context]:
        return transaction(session, self.services, ACTOR, self.clock())


COMMANDS: dict[str, Callable[[Context, str], None]] = {
    "timer": jobs.fire_timer,
    "resume": jobs.resume,
    "message": deliveries.deliver,
    "signal": deliveries.deliver,
}


def _checked(result: object) -> Variables:
    if not isinstance(result, dict):
        raise TypeError(f"the connector returned {type(result).__name__}, not variables")
    return result


def run_due(sessions: Sessions, services: Services, now: datetime) -> int:
    """Run everything that is due at `now`, and what becomes due by that; return how many jobs."""
    executor = Executor(sessions, services, lambda: now)
    count = 0
    while claimed := executor.claim(BATCH):
        for job in claimed:
            executor.run(job)
        count += len(claimed)
    return count
