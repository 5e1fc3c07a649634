"""The worker: wakes, works in threads, survives, and stops cleanly."""

import logging
import os
import threading
import time
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from engine import commands
from engine.commands.claims import Claimed
from engine.ports import Services
from engine.tables import Job, Message, ProcessInstance
from engine.transaction import transaction
from engine.worker import Chore, Worker, is_dead
from tests.engine.diagrams import diagram, flows

NOTIFY = diagram(
    '<startEvent id="begin"/><serviceTask id="send" ravand:connector="mail"/><endEvent id="done"/>'
    + flows("begin>send, send>done")
)
PATIENCE_SECONDS = 20


class Mailer:
    """A connector that counts, and waits until it may go on."""

    def __init__(self):
        self.calls = []
        self.go = threading.Event()
        self.go.set()

    def __call__(self, call):
        self.calls.append(call.instance_id)
        assert self.go.wait(PATIENCE_SECONDS)
        return {}


@pytest.fixture
def mailer():
    return Mailer()


@pytest.fixture
def services(scripts, mailer):
    return Services(scripts=scripts, connectors={"mail": mailer})


@pytest.fixture
def start(sessions, services):
    """Start so many instances that send a mail."""
    with sessions() as session, transaction(session, services, "ada") as ctx:
        commands.deploy(ctx, "p", [commands.Resource("p.bpmn", NOTIFY)])

    def start(count=1):
        for _ in range(count):
            with sessions() as session, transaction(session, services, "ada") as ctx:
                commands.start(ctx, key="order", variables={})

    return start


@pytest.fixture
def worker(sessions, services, mailer):
    made = []

    def make(**options):
        new = Worker(sessions, services, **{"poll_seconds": 60, **options})
        made.append(new)
        new.start()
        return new

    yield make
    mailer.go.set()
    for one in made:
        one.stop(PATIENCE_SECONDS)


def until(condition):
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < end, "it took too long"
        threading.Event().wait(0.01)


def completed(sessions):
    with sessions() as session:
        return len(session.scalars(select(ProcessInstance.id).filter_by(status="completed")).all())


def test_worker_runs_what_waits_when_it_starts(start, worker, sessions):
    start(3)

    worker()

    until(lambda: completed(sessions) == 3)


def test_nudged_worker_does_not_wait_for_its_tick(start, worker, sessions):
    running = worker()
    start(10)

    running.nudge()

    until(lambda: completed(sessions) == 10)


def test_watching_worker_is_nudged_by_commits(start, worker, sessions, database):
    worker().watch(database)

    start(2)

    until(lambda: completed(sessions) == 2)


def test_polling_worker_finds_work_by_itself(start, worker, sessions):
    worker(poll_seconds=0.05)

    start(1)

    until(lambda: completed(sessions) == 1)


def test_two_workers_call_each_connector_once(start, worker, sessions, mailer):
    start(20)

    worker(threads=2)
    worker(threads=2)

    until(lambda: completed(sessions) == 20)
    assert len(mailer.calls) == len(set(mailer.calls)) == 20


def test_stop_lets_running_jobs_end(start, worker, sessions, mailer):
    mailer.go.clear()
    start(1)
    running = worker()
    until(lambda: mailer.calls)
    threading.Timer(0.1, mailer.go.set).start()

    assert running.stop(PATIENCE_SECONDS)

    assert completed(sessions) == 1


def test_stop_does_not_wait_for_ever(start, worker, mailer):
    mailer.go.clear()
    start(1)
    running = worker()
    until(lambda: mailer.calls)

    assert not running.stop(0.05)


def test_running_job_keeps_its_lock(start, worker, sessions, mailer):
    mailer.go.clear()
    start(1)
    worker(lock_seconds=0.3)
    until(lambda: mailer.calls)

    with sessions() as session:
        first = session.scalar(select(Job.locked_until))

    def longer():
        with sessions() as session:
            return session.scalar(select(Job.locked_until)) > first

    until(longer)
    assert len(mailer.calls) == 1


def test_worker_survives_a_database_that_is_away(start, sessions, services, caplog):
    away = threading.Event()
    away.set()

    def open_session():
        if away.is_set():
            raise OperationalError("connect", None, Exception("refused"))
        return sessions()

    running = Worker(open_session, services, poll_seconds=0.02)
    running.start()
    try:
        until(lambda: "can not take jobs" in caplog.text)
        away.clear()
        start(1)
        until(lambda: completed(sessions) == 1)
    finally:
        running.stop(PATIENCE_SECONDS)


def test_job_whose_record_is_lost_is_left_to_its_lock(start, sessions, services, mailer, caplog):
    caplog.set_level(logging.INFO)
    start(1)
    lost = threading.Event()

    class Losing(Session):
        """Loses its connection once the connector was called."""

        def commit(self):
            if mailer.calls:
                lost.set()
                raise OperationalError("commit", None, Exception("gone"))
            super().commit()

    factory = lambda: Losing(sessions.kw["bind"], expire_on_commit=False)  # noqa: E731 - shortest here
    running = Worker(factory, services, poll_seconds=60)
    running.start()
    try:
        until(lambda: "left to its lock" in caplog.text)
    finally:
        running.stop(PATIENCE_SECONDS)

    assert lost.is_set()
    with sessions() as session:
        job = session.scalars(select(Job)).one()
    assert (job.worker, job.retries_left) == (running.name, 3)


def test_jobs_of_a_killed_worker_of_this_machine_run_at_once(start, worker, sessions):
    start(1)
    gone = Worker(sessions, Services(None)).name.replace(f":{os.getpid()}:", ":999999999:")
    with sessions.begin() as session:
        locked = datetime.now(UTC) + timedelta(hours=1)
        session.execute(update(Job).values(worker=gone, locked_until=locked))

    worker()

    until(lambda: completed(sessions) == 1)


def test_jobs_of_other_workers_are_left_to_their_locks(start, worker, sessions, mailer):
    start(1)
    alive = Worker(sessions, Services(None)).name
    with sessions.begin() as session:
        locked = datetime.now(UTC) + timedelta(hours=1)
        session.execute(update(Job).values(worker=alive, locked_until=locked))

    worker().stop(PATIENCE_SECONDS)

    assert mailer.calls == []


def test_worker_is_known_dead_only_for_sure(sessions):
    name = Worker(sessions, Services(None)).name
    home, pid, started, rest = name.rsplit(":", 3)

    assert not is_dead(name)
    assert is_dead(f"{home}:999999999:{started}:{rest}")
    assert is_dead(f"{home}:{pid}:{int(started) + 1}:{rest}"), "a later process of the same id"
    assert not is_dead(f"elsewhere:{pid}:{started}:{rest}")
    assert not is_dead(f"{home}:x:{started}:{rest}")
    assert not is_dead("camunda-worker")


def test_housekeeping_deletes_what_expired(sessions, services, caplog):
    caplog.set_level(logging.INFO)
    past = datetime.now(UTC) - timedelta(days=1)
    row = {"id": "m", "name": "paid", "keys": {}, "payload": {}, "sent_by": "ada"}
    with sessions.begin() as session:
        session.execute(insert(Message), {**row, "sent_at": past, "expires_at": past})

    Worker(sessions, services)._clean()

    with sessions() as session:
        assert session.scalars(select(Message)).all() == []
    assert "1 messages expired" in caplog.text


def test_housekeeping_survives_a_database_that_is_away(services, caplog):
    def away():
        raise OperationalError("connect", None, Exception("refused"))

    lonely = Worker(away, services)
    lonely._running[Future()] = Claimed("j", "timer", None, None)

    lonely._clean()
    lonely._hold()

    assert "can not delete expired messages" in caplog.text
    assert "can not hold its locks" in caplog.text


def test_chore_is_done_at_the_start_until_nothing_is_left(worker):
    left, done = [True, True, None], threading.Event()

    def run():
        more = left.pop(0)
        if not left:
            done.set()
        return more

    worker(chores=[Chore("sweep", 60, run)])

    assert done.wait(PATIENCE_SECONDS)


def test_chore_that_fails_is_done_again(worker, caplog):
    times, again = [], threading.Event()

    def run():
        times.append(1)
        if len(times) > 1:
            again.set()
            return
        raise OSError("the disk is full")

    worker(chores=[Chore("sweep", 0.05, run)])

    assert again.wait(PATIENCE_SECONDS)
    assert "can not do the chore sweep" in caplog.text
