"""Several at once on one instance, on every database: nothing is lost, nothing is doubled."""

import threading
from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from engine import commands, executor, queries
from engine.commands import external
from engine.commands.fetching import Topic, fetch_and_lock
from engine.errors import ConcurrentUpdateError, EngineError
from engine.ports import Services
from engine.tables import Event, ProcessInstance, UserTask
from engine.transaction import transaction
from tests.engine.diagrams import diagram, flows

PEOPLE, CALLS, WORKERS = 4, 4, 4
SCRIPT = "<script>n = n + 1</script>"
BRANCHES = [f"person_{n}" for n in range(PEOPLE)] + [f"call_{n}" for n in range(CALLS)]
BUSY = diagram(
    '<startEvent id="begin"/><parallelGateway id="fork"/><parallelGateway id="join"/>'
    '<endEvent id="done"/>'
    + "".join(f'<userTask id="person_{n}"/>' for n in range(PEOPLE))
    + "".join(f'<serviceTask id="call_{n}" ravand:connector="call"/>' for n in range(CALLS))
    + "".join(f'<scriptTask id="count_{name}">{SCRIPT}</scriptTask>' for name in BRANCHES)
    + flows("begin>fork, join>done")
    + "".join(flows(f"fork>{b}, {b}>count_{b}, count_{b}>join") for b in BRANCHES)
)
FETCHED = diagram(
    '<startEvent id="begin"/><serviceTask id="work" camunda:type="external" camunda:topic="t">'
    "<multiInstanceLoopCharacteristics><loopCardinality>${count}</loopCardinality>"
    '</multiInstanceLoopCharacteristics></serviceTask><endEvent id="done"/>'
    + flows("begin>work, work>done")
)


@pytest.fixture
def services(scripts):
    return Services(scripts=scripts, connectors={"call": lambda call: {}})


@pytest.fixture
def act(sessions, services):
    def act(command, actor="ada"):
        with sessions() as session, transaction(session, services, actor) as ctx:
            return command(ctx)

    return act


def at_once(*jobs):
    failed = []

    def guarded(job):
        try:
            job()
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=guarded, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def patiently(action):
    """Do it again while others are faster, as the API tells its clients to."""
    while True:
        try:
            return action()
        except ConcurrentUpdateError:
            continue


def start(act, content, **variables):
    act(lambda ctx: commands.deploy(ctx, "p", [commands.Resource("p.bpmn", content)]))
    return act(lambda ctx: commands.start(ctx, key="order", variables=variables)).id


def test_people_and_workers_at_once_count_each_branch_once(act, sessions, services):
    instance_id = start(act, BUSY, n=0)
    with sessions() as session:
        tasks = session.scalars(select(UserTask.id).filter_by(status="created")).all()
    soon = datetime.now(UTC) + timedelta(seconds=5)

    def person(task_id):
        return lambda: patiently(lambda: act(lambda ctx: commands.complete(ctx, task_id)))

    def worker():
        executor.run_due(sessions, services, soon)

    at_once(*[person(task_id) for task_id in tasks], worker, worker)
    executor.run_due(sessions, services, soon + timedelta(seconds=5))

    with sessions() as session:
        instance = session.get_one(ProcessInstance, instance_id)
        assert instance.status == "completed"
        assert queries.variables(session, instance_id) == {"n": PEOPLE + CALLS}
        ran = select(Event.activity_id).filter_by(lifecycle="completed", activity_type="scriptTask")
        counted = Counter(session.scalars(ran))
    assert counted == Counter({f"count_{name}": 1 for name in BRANCHES})


def test_one_of_two_that_complete_the_same_task_wins(act, sessions):
    start(act, BUSY, n=0)
    with sessions() as session:
        task_id = session.scalars(select(UserTask.id)).first()
    answers = []

    def person():
        try:
            act(lambda ctx: commands.complete(ctx, task_id))
            answers.append("done")
        except EngineError as error:
            answers.append(error.code)

    at_once(*[person] * 4)

    assert answers.count("done") == 1
    assert set(answers) <= {"done", "concurrent_update", "task_already_completed"}


def test_external_workers_at_once_get_each_task_once(act, sessions):
    instance_id = start(act, FETCHED, count=20)
    got, guard = [], threading.Lock()

    def worker(name):
        def work():
            while tasks := act(lambda ctx: fetch_and_lock(ctx, name, [Topic("t", 60)], 3)):
                with guard:
                    got.extend(task.id for task in tasks)
                for task in tasks:
                    done = lambda ctx, task=task: external.complete_external(ctx, task.id, name)  # noqa: E731 - shortest here
                    patiently(lambda done=done: act(done))

        return work

    at_once(*[worker(f"w{n}") for n in range(WORKERS)])

    with sessions() as session:
        assert session.get_one(ProcessInstance, instance_id).status == "completed"
    assert len(got) == len(set(got)) == 20
