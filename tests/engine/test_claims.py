"""Handing out jobs, on every database."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from engine.base import new_id
from engine.commands import claims
from engine.ports import Services
from engine.tables import Deployment, Job, ProcessDefinition, ProcessInstance, Resource
from engine.transaction import transaction

NOW = datetime(2030, 1, 1, 9, 0, tzinfo=UTC)
LOCK = 300
DEFINITION = {
    "id": "p:1:x",
    "key": "p",
    "version": 1,
    "names": {},
    "deployment_id": "d",
    "resource_id": "r",
    "content_hash": "h",
    "is_default": True,
    "is_startable": True,
    "suspended": False,
    "case_letter": "P",
    "starter_users": [],
    "starter_groups": [],
    "dimensions": {},
    "warnings": [],
    "deployed_at": NOW,
}


@pytest.fixture
def rows(sessions):
    """Instances a, b and c of one definition; returns what adds a job."""
    with sessions.begin() as session:
        deployment = {"id": "d", "deployed_at": NOW, "deployed_by": "ada"}
        session.execute(insert(Deployment), deployment)
        resource = {"id": "r", "deployment_id": "d", "name": "p.bpmn", "content": b""}
        session.execute(insert(Resource), resource)
        session.execute(insert(ProcessDefinition), DEFINITION)
        session.execute(insert(ProcessInstance), [instance(name) for name in "abc"])

    def add(name, instance_id="a", **columns):
        with sessions.begin() as session:
            session.execute(insert(Job), {**job(name, instance_id), **columns})

    return add


def instance(name):
    return {
        "id": name,
        "definition_id": "p:1:x",
        "definition_key": "p",
        "revision": 1,
        "status": "active",
        "suspended": False,
        "case_no": name,
        "dimensions": {},
        "started_at": NOW,
        "started_by": "ada",
    }


def job(name, instance_id):
    return {
        "id": name,
        "kind": "timer",
        "instance_id": instance_id,
        "definition_id": "p:1:x",
        "priority": 0,
        "due_at": NOW,
        "retries_left": 3,
        "failures": 0,
        "created_at": NOW,
    }


@pytest.fixture
def claim(sessions):
    def claim(limit=10, *, at=NOW, worker="w"):
        with sessions() as session, transaction(session, Services(None), "x", at) as ctx:
            return [job.id for job in claims.claim(ctx, worker, limit, LOCK)]

    return claim


def seconds(count):
    return timedelta(seconds=count)


def test_due_job_is_claimed_once(rows, claim):
    rows("1")
    rows("2", "b", due_at=NOW + seconds(1))

    assert claim() == ["1"]
    assert claim() == []
    assert claim(at=NOW + seconds(1)) == ["2"]


def test_lost_worker_gives_its_job_back(rows, claim):
    rows("1")
    claim()

    assert claim(at=NOW + seconds(LOCK)) == []
    assert claim(at=NOW + seconds(LOCK + 1)) == ["1"]


def test_priority_then_the_longest_due_come_first(rows, claim):
    rows("late", "a", due_at=NOW - seconds(5))
    rows("early", "b", due_at=NOW - seconds(9))
    rows("urgent", "c", priority=50)

    assert claim(2) == ["urgent", "early"]
    assert claim(2) == ["late"]


def test_one_job_of_an_instance_at_a_time(rows, claim, sessions):
    rows("1")
    rows("2", kind="connector", topic="mail")
    rows("3", "b")

    assert claim() == ["1", "3"]
    assert claim() == []
    with sessions() as session, transaction(session, Services(None), "x", NOW) as ctx:
        claims.release(ctx, "w", "1", 60)
    assert claim() == ["2"]


def test_external_worker_does_not_hold_up_the_instance(rows, claim):
    rows("1", kind="external", topic="t", worker="z", locked_until=NOW + seconds(9))
    rows("2")

    assert claim() == ["2"]


@pytest.mark.parametrize(
    "columns", [{"kind": "external", "topic": "t"}, {"retries_left": 0}], ids=["external", "failed"]
)
def test_what_is_not_ours_is_left(rows, claim, columns):
    rows("1", **columns)

    assert claim() == []


def test_suspended_instance_rests(rows, claim, sessions):
    rows("1", "a")
    rows("2", "b")
    with sessions.begin() as session:
        session.execute(update(ProcessInstance).filter_by(id="a").values(suspended=True))

    assert claim() == ["2"]


def test_suspended_definition_starts_nothing_but_goes_on(rows, claim, sessions):
    rows("start", None)
    rows("message", None, kind="message")
    rows("running", "a")
    with sessions.begin() as session:
        session.execute(update(ProcessDefinition).values(suspended=True))

    assert sorted(claim()) == ["message", "running"]


def test_release_by_a_worker_that_lost_the_job_changes_nothing(rows, claim, sessions):
    rows("1")
    claim(worker="first")
    claim(worker="second", at=NOW + seconds(LOCK + 1))

    with sessions() as session, transaction(session, Services(None), "x", NOW) as ctx:
        claims.release(ctx, "first", "1", 0)

    assert worker_of(sessions, "1") == "second"


def worker_of(sessions, job_id):
    with sessions() as session:
        return session.scalar(select(Job.worker).where(Job.id == job_id))


def test_held_job_stays_locked(rows, claim, sessions):
    rows("1")
    claim()

    with (
        sessions() as session,
        transaction(session, Services(None), "x", NOW + seconds(200)) as ctx,
    ):
        claims.hold(ctx, "w", ["1"], LOCK)

    assert claim(at=NOW + seconds(LOCK + 1)) == []
    assert claim(at=NOW + seconds(200 + LOCK + 1)) == ["1"]


def test_workers_at_once_never_share_a_job_nor_an_instance(rows, sessions):
    with sessions.begin() as session:
        session.execute(insert(Job), [job(new_id(), "abc"[n % 3]) for n in range(60)])
        session.execute(insert(Job), [job(new_id(), None) for _ in range(60)])
    taken, guard, wrong = [], threading.Lock(), []

    def work(name):
        for _ in range(30):
            with sessions() as session, transaction(session, Services(None), "x", NOW) as ctx:
                got = claims.claim(ctx, name, 3, LOCK)
            with guard:
                taken.extend(got)
                busy = [job.instance_id for job in taken if job.instance_id]
                wrong.extend(busy if len(busy) > len(set(busy)) else [])

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
    assert len(taken) == len({job.id for job in taken}) == 63
