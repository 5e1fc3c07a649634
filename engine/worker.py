"""The worker: APScheduler is its clock, threads do the work, the jobs live in our own table."""

from __future__ import annotations

import logging
import os
import socket
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from engine.base import new_id
from engine.commands.claims import Claimed
from engine.executor import LOCK_SECONDS, Executor, Sessions
from engine.ports import Services

logger = logging.getLogger(__name__)

HOUSEKEEPING_SECONDS = 60.0
NEW_JOBS = "INSERT INTO job "


class Chore(NamedTuple):
    """Periodic work of a process; several processes may do it at the same time.

    Attributes:
        seconds: from one run to the next; the first is at the start.
        run: does a part of the work and returns whether more is to be done at once.
    """

    name: str
    seconds: float
    run: Callable[[], bool | None]


class Worker:
    """Runs due jobs in threads until it is stopped. Any number of them can share a database."""

    def __init__(  # noqa: PLR0913 - all but two have defaults
        self,
        sessions: Sessions,
        services: Services,
        *,
        threads: int = 4,
        poll_seconds: float = 1.0,
        lock_seconds: float = LOCK_SECONDS,
        chores: Sequence[Chore] = (),
    ) -> None:
        pid = os.getpid()
        self.name = f"{_home()}:{pid}:{_started(pid)}:{new_id()[-6:]}"
        self._executor = Executor(sessions, services, _utc_now, self.name, lock_seconds)
        self._threads = threads
        self._chores = chores
        self._poll_seconds = poll_seconds
        self._hold_seconds = min(HOUSEKEEPING_SECONDS, lock_seconds / 3)
        self._wake = threading.Event()
        self._stopping = threading.Event()
        self._running: dict[Future[None], Claimed] = {}
        self._guard = threading.Lock()
        self._failures = 0
        self._written_here = threading.local()
        self._listeners: list[tuple[Any, str, Callable[..., None]]] = []

    def start(self) -> None:
        """Begin; returns at once."""
        self._pool = ThreadPoolExecutor(self._threads, thread_name_prefix="job")
        self._loop = threading.Thread(target=self._dispatch, name="jobs", daemon=True)
        self._loop.start()
        options = {"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        self._clock = BackgroundScheduler(timezone=UTC, job_defaults=options)
        self._clock.add_job(self.nudge, "interval", seconds=self._poll_seconds)
        self._clock.add_job(self._hold, "interval", seconds=self._hold_seconds)
        self._clock.add_job(self._clean, "interval", seconds=HOUSEKEEPING_SECONDS)
        for chore in self._chores:
            again = {"seconds": chore.seconds, "next_run_time": _utc_now()}
            self._clock.add_job(self._do, "interval", args=[chore], name=chore.name, **again)
        self._clock.start()
        self.nudge()
        logger.info("worker %s runs jobs in %s threads", self.name, self._threads)

    def stop(self, timeout_seconds: float = 30.0) -> bool:
        """Take no more jobs and let the running ones end.

        Returns:
            False when some did not end in time; their locks will, and they are repeated.
        """
        while self._listeners:
            event.remove(*self._listeners.pop())
        if self._clock.running:
            self._clock.shutdown(wait=False)
        self._stopping.set()
        self.nudge()
        self._loop.join(timeout_seconds)
        with self._guard:
            running = list(self._running)
        late = wait(running, timeout_seconds).not_done
        self._pool.shutdown(wait=False, cancel_futures=True)
        logger.info("worker %s stopped, %s jobs unfinished", self.name, len(late))
        return not late

    def nudge(self) -> None:
        """Look for due jobs now instead of at the next tick."""
        self._wake.set()

    def watch(self, database: Engine) -> None:
        """Be nudged whenever this process has committed new jobs to the database."""
        self._listen(database, "after_cursor_execute", self._written)
        self._listen(Session, "after_commit", self._committed)
        self._listen(Session, "after_rollback", self._rolled_back)

    def _listen(self, target: Any, name: str, listener: Callable[..., None]) -> None:
        event.listen(target, name, listener)
        self._listeners.append((target, name, listener))

    def _written(self, _connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith(NEW_JOBS):
            self._written_here.jobs = True

    def _committed(self, _session: Session) -> None:
        if getattr(self._written_here, "jobs", False):
            self._written_here.jobs = False
            self.nudge()

    def _rolled_back(self, _session: Session) -> None:
        self._written_here.jobs = False

    def _dispatch(self) -> None:
        recovered = False
        while True:
            self._wake.wait()
            self._wake.clear()
            if self._stopping.is_set():
                return
            try:
                if not recovered:
                    self._recover()
                    recovered = True
                self._take()
                self._failures = 0
            except Exception as error:
                self._failures += 1
                if self._failures & (self._failures - 1) == 0:  # the 1st, 2nd, 4th, 8th ... time
                    logger.exception("worker %s can not take jobs", self.name)
                else:
                    logger.debug("worker %s can not take jobs: %s", self.name, error)

    def _recover(self) -> None:
        if freed := self._executor.recover(is_dead):
            logger.warning("%s jobs of a worker that was killed are run again", freed)

    def _take(self) -> None:
        with self._guard:
            free = self._threads - len(self._running)
        if free <= 0:
            return  # the next job that ends nudges
        for job in self._executor.claim(free):
            with self._guard:
                future = self._pool.submit(self._run, job)
                self._running[future] = job
            future.add_done_callback(self._ended)

    def _run(self, job: Claimed) -> None:
        try:
            self._executor.run(job)
        except Exception:  # the database is away: the lock ends and the job is repeated
            logger.exception("job %s was left to its lock", job.id)

    def _ended(self, future: Future[None]) -> None:
        with self._guard:
            self._running.pop(future, None)
        self.nudge()

    def _hold(self) -> None:
        with self._guard:
            running = [job.id for job in self._running.values()]
        if not running:
            return
        try:
            self._executor.hold(running)
        except Exception:
            logger.exception("worker %s can not hold its locks", self.name)

    def _clean(self) -> None:
        try:
            if expired := self._executor.clean():
                logger.info("%s messages expired", expired)
        except Exception:
            logger.exception("worker %s can not delete expired messages", self.name)

    def _do(self, chore: Chore) -> None:
        try:
            while not self._stopping.is_set() and chore.run():
                continue
        except Exception:
            logger.exception("worker %s can not do the chore %s", self.name, chore.name)


def _home() -> str:
    """Return where process ids mean something: the host, and on Linux its process namespace."""
    try:
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        space = 0
    return f"{socket.gethostname()[:200]}:{space}"


def _started(pid: int) -> str:
    """Return what tells a process from a later one of the same id, "0" where nothing does."""
    try:
        return (Path("/proc") / str(pid) / "stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return "0"


def is_dead(worker: str) -> bool:
    """Tell whether a worker of this machine is surely gone; of others nothing is known."""
    home, pid, started, _ = worker.rsplit(":", 3) if worker.count(":") >= 4 else [""] * 4
    if home != _home() or not pid.isdigit():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False  # somebody else's process, so it runs
    return _started(int(pid)) != started


def _utc_now() -> datetime:
    return datetime.now(UTC)
