"""External tasks: fetch, lock, answer, as workers for Camunda 7 do."""

import pytest
from sqlalchemy import select

from engine import commands, queries
from engine.commands import external, fetching
from engine.commands.fetching import Order, Topic, fetch_and_lock, work_waits
from engine.errors import JobLockedError, NotFoundError, RequestInvalidError, VariableInvalidError
from engine.tables import Event, Incident, Job, ProcessInstance
from tests.engine.diagrams import diagram, flows

CHARGE = diagram(
    '<startEvent id="begin"/>'
    '<serviceTask id="charge" name="Charge" camunda:type="external" camunda:topic="charge" '
    'camunda:taskPriority="${rank}">'
    "<extensionElements>"
    "<camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle>"
    '<camunda:inputOutput><camunda:inputParameter name="amount">${price}</camunda:inputParameter>'
    "</camunda:inputOutput></extensionElements></serviceTask>"
    '<boundaryEvent id="declined" attachedToRef="charge"><errorEventDefinition errorRef="e"/>'
    '</boundaryEvent><userTask id="call" name="Call the customer"/><endEvent id="done"/>'
    + flows("begin>charge, charge>done, declined>call"),
    before='<error id="e" name="Declined" errorCode="declined"/>',
)


@pytest.fixture
def start(act):
    def start(business_key=None, **variables):
        given = {"price": 5, "rank": 0, "name": "lamp", **variables}
        act(lambda ctx: commands.deploy(ctx, "p", [commands.Resource("p.bpmn", CHARGE)]))
        return act(
            lambda ctx: commands.start(ctx, key="order", variables=given, business_key=business_key)
        ).id

    return start


@pytest.fixture
def fetch(act):
    def fetch(worker="w", maximum=10, *, seconds=60, order=None, **topic):
        topics = [Topic("charge", seconds, **topic)]
        return act(lambda ctx: fetch_and_lock(ctx, worker, topics, maximum, order))

    return fetch


@pytest.fixture
def task(start, fetch):
    start("B-1")
    (task,) = fetch()
    return task


def status(session, instance_id):
    return session.scalar(select(ProcessInstance.status).filter_by(id=instance_id))


def open_activities(session, instance_id):
    wanted = queries.TaskFilter(instance_id=instance_id)
    return [task.activity_id for task in queries.tasks(session, wanted)]


def job(session):
    return session.execute(select(Job.__table__)).mappings().one()


OVERTAKING = {
    "completed": lambda ctx, task: external.complete_external(ctx, task.id, "fast"),
    "token gone": lambda ctx, task: external.external_error(ctx, task.id, "fast", "declined"),
    "cancelled": lambda ctx, task: commands.cancel(ctx, task.instance_id, "not wanted"),
    "suspended": lambda ctx, task: commands.suspend(ctx, task.instance_id, suspended=True),
}


@pytest.mark.parametrize("verb", OVERTAKING.values(), ids=OVERTAKING)
def test_task_that_goes_on_while_it_is_fetched_is_left_out(
    start, fetch, act, later, monkeypatch, verb
):
    start("B-1")
    (task,) = fetch("fast")
    later(minutes=2)  # its lock has ended, its worker is still at it
    load = fetching.running.load

    def overtaken(ctx, instance_id):
        monkeypatch.undo()
        act(lambda other: verb(other, task))
        return load(ctx, instance_id)

    monkeypatch.setattr(fetching.running, "load", overtaken)

    assert fetch("slow") == []


def test_task_is_locked_with_what_the_worker_needs(start, fetch, clock):
    instance_id = start("B-1")

    (task,) = fetch(seconds=60)

    assert (task.instance_id, task.business_key) == (instance_id, "B-1")
    assert (task.topic, task.worker_id, task.activity_id) == ("charge", "w", "charge")
    assert (task.definition_key, task.retries, task.error) == ("order", None, None)
    assert (task.locked_until - clock.now).total_seconds() == 60
    assert task.variables == {"price": 5, "rank": 0, "name": "lamp", "amount": 5}


def test_locked_task_is_not_fetched_twice_until_its_lock_ends(start, fetch, later):
    start()
    assert len(fetch("one")) == 1
    assert fetch("two") == []

    later(seconds=61)

    assert len(fetch("two")) == 1


def test_fetch_brings_no_more_than_asked_and_the_urgent_first(start, fetch):
    ids = [start(rank=rank) for rank in (1, 9, 5)]

    assert [task.instance_id for task in fetch(maximum=2)] == [ids[1], ids[2]]
    assert [task.instance_id for task in fetch(maximum=2)] == [ids[0]]


def test_fetch_without_priority_brings_the_oldest_first(start, fetch, later):
    ids = []
    for rank in (1, 9):
        ids.append(start(rank=rank))
        later(seconds=1)

    assert [task.instance_id for task in fetch(order=Order(use_priority=False))] == ids


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order(created="desc"), [2, 1, 0]),
        (Order(created="asc"), [2, 0, 1]),
        (Order(use_priority=False, created="desc"), [2, 1, 0]),
        (Order(use_priority=False, created="asc"), [0, 1, 2]),
    ],
)
def test_tasks_are_sorted_by_age(start, fetch, later, order, expected):
    ids = []
    for rank in (0, 0, 5):
        ids.append(start(rank=rank))
        later(minutes=1)

    assert [ids.index(task.instance_id) for task in fetch(order=order)] == expected


def test_fetch_for_one_business_key(start, fetch):
    start("B-1")
    second = start("B-2")

    assert [task.instance_id for task in fetch(business_key="B-2")] == [second]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"region": "north"}, True),
        ({"region": "south"}, False),
        ({"region": "north", "price": 5}, True),
        ({"region": "north", "price": 6}, False),
        ({"price": 5.0}, True),
        ({"price": "5"}, False),
        ({"express": True}, True),
        ({"express": "true"}, False),
        ({"items": ["lamp", {"size": 2}]}, True),
        ({"items": ["lamp"]}, False),
        ({"letter": "x" * 20_000}, True),
        ({"letter": "x" * 20_001}, False),
        ({"nothing": None}, True),
        ({"unknown": None}, False),
        ({"amount": 5}, False),
    ],
    ids=lambda value: str(value)[:40],
)
def test_fetch_for_values_of_process_variables(start, fetch, asked, found):
    start(
        region="north",
        express=True,
        items=["lamp", {"size": 2}],
        letter="x" * 20_000,
        nothing=None,
    )

    assert bool(fetch(process_variables=asked)) is found


def test_fetch_for_some_processes(start, fetch, act):
    instance_id = start()
    definition_id = act(lambda ctx: queries.instance(ctx.session, instance_id).definition_id)

    assert fetch(definition_keys=["other"]) == []
    assert fetch(definition_ids=["other"]) == []
    assert fetch(definition_ids=[]) == []
    (task,) = fetch(definition_keys=["other", "order"], definition_ids=[definition_id])
    assert task.definition_id == definition_id


def test_task_is_locked_as_its_topic_says(start, act):
    start(region="south")
    topics = [
        Topic("charge", 10, ["region"], process_variables={"region": "north"}),
        Topic("charge", 20, ["price"], process_variables={"region": "south"}),
    ]

    (task,) = act(lambda ctx: fetch_and_lock(ctx, "w", topics, 10))

    assert (task.locked_until - task.created_at).total_seconds() == 20
    assert task.variables == {"price": 5}


def test_local_fetch_brings_the_inputs_alone(start, fetch):
    start()

    (task,) = fetch(local=True)

    assert task.variables == {"amount": 5}


def test_value_that_no_variable_has_is_refused(fetch):
    with pytest.raises(VariableInvalidError):
        fetch(process_variables={"price": 2**70})


def test_fetch_brings_only_named_variables(start, fetch):
    start()

    (task,) = fetch(variables=["price", "unknown"])

    assert task.variables == {"price": 5}


def test_fetch_of_another_topic_brings_nothing(start, act):
    start()

    assert act(lambda ctx: fetch_and_lock(ctx, "w", [Topic("pack", 60)], 10)) == []
    assert act(lambda ctx: fetch_and_lock(ctx, "w", [], 10)) == []


def test_suspended_instance_gives_no_tasks(act, start, fetch):
    instance_id = start()
    act(lambda ctx: commands.suspend(ctx, instance_id, suspended=True))

    assert fetch() == []


@pytest.mark.parametrize(
    ("worker", "topics", "maximum", "field"),
    [
        ("", [Topic("t", 1)], 1, "workerId"),
        ("w", [Topic("t", 1)], 0, "maxTasks"),
        ("w", [Topic("t", 0)], 1, "lockDuration"),
        ("w", [Topic("t", 1e12)], 1, "lockDuration"),
    ],
)
def test_nonsense_is_refused(act, worker, topics, maximum, field):
    with pytest.raises(RequestInvalidError) as caught:
        act(lambda ctx: fetch_and_lock(ctx, worker, topics, maximum))

    assert caught.value.facts["field"] == field


def test_waiting_work_is_seen_without_locking(act, start, fetch, clock):
    waits = lambda name: act(lambda ctx: work_waits(ctx.session, [Topic(name, 1)], clock.now))  # noqa: E731 - shortest here
    start()

    assert waits("charge")
    assert not waits("pack")
    fetch()
    assert not waits("charge")


def test_completion_runs_the_instance_on(act, session, task):
    act(lambda ctx: external.complete_external(ctx, task.id, "w", {"receipt": "R-1"}))

    assert status(session, task.instance_id) == "completed"
    assert queries.variables(session, task.instance_id)["receipt"] == "R-1"
    with pytest.raises(NotFoundError):
        act(lambda ctx: external.complete_external(ctx, task.id, "w"))


def test_only_the_holder_answers(act, task):
    for answer in (
        lambda ctx: external.complete_external(ctx, task.id, "other"),
        lambda ctx: external.fail_external(ctx, task.id, "other", "no"),
        lambda ctx: external.external_error(ctx, task.id, "other", "declined"),
        lambda ctx: external.extend_lock(ctx, task.id, "other", 60),
    ):
        with pytest.raises(JobLockedError):
            act(answer)


def test_late_answer_counts_unless_another_has_fetched(act, session, start, fetch, later):
    first, second = start(), start()
    fetched = {task.instance_id: task for task in fetch("slow")}
    later(seconds=61)
    fetch("fast", 1)

    with pytest.raises(JobLockedError):
        act(lambda ctx: external.complete_external(ctx, fetched[first].id, "slow"))
    act(lambda ctx: external.complete_external(ctx, fetched[second].id, "slow"))

    assert status(session, second) == "completed"


def test_unacceptable_variables_are_refused(act, session, task):
    with pytest.raises(VariableInvalidError):
        act(lambda ctx: external.complete_external(ctx, task.id, "w", {"x": object()}))

    assert status(session, task.instance_id) == "active"


def test_failure_with_tries_left_comes_again_later(act, fetch, later, task):
    act(lambda ctx: external.fail_external(ctx, task.id, "w", "down", "trace", 2, 30))
    assert fetch() == []

    later(seconds=30)

    (again,) = fetch("other")
    assert (again.retries, again.error) == (2, "down")


def test_failure_by_the_cycle_of_the_diagram(act, session, fetch, later, clock, task):
    act(lambda ctx: external.fail_external(ctx, task.id, "w", "down"))

    row = job(session)
    assert row["retries_left"] == 2
    assert (row["due_at"] - clock.now).total_seconds() == 600


@pytest.fixture
def failed(act, session, task):
    act(lambda ctx: external.fail_external(ctx, task.id, "w", "down", "trace", 0), actor="w")
    return session.scalars(select(Incident)).one()


def test_failure_without_tries_asks_for_a_person(session, fetch, later, failed, task):
    later(days=1)

    assert fetch() == []
    assert (failed.kind, failed.message, failed.details) == (
        "failed_external_task",
        "down",
        "trace",
    )
    assert (failed.job_id, failed.instance_id) == (task.id, task.instance_id)
    (event,) = session.scalars(select(Event).filter_by(lifecycle="failed")).all()
    assert (event.actor, event.activity_id) == ("w", "charge")


def test_more_tries_close_the_incident(act, session, fetch, failed, task):
    act(lambda ctx: external.set_retries(ctx, task.id, 1), actor="grace")

    assert [found.id for found in fetch()] == [task.id]
    session.expire_all()
    assert (failed.status, failed.ended_by) == ("resolved", "grace")


def test_no_tries_raise_one_incident(act, session, task):
    act(lambda ctx: external.set_retries(ctx, task.id, 0))
    act(lambda ctx: external.set_retries(ctx, task.id, 0))

    (incident,) = session.scalars(select(Incident)).all()
    assert incident.message == "no tries are left"


@pytest.mark.parametrize("tries", [-1, 100_000])
def test_impossible_tries_are_refused(act, task, tries):
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: external.set_retries(ctx, task.id, tries))
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: external.fail_external(ctx, task.id, "w", "down", None, tries))


def test_impossible_pause_is_refused(act, task):
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: external.fail_external(ctx, task.id, "w", "down", None, 1, -1))


def test_completion_closes_what_was_asked_of_a_person(act, session, fetch, failed, task):
    act(lambda ctx: external.set_retries(ctx, task.id, 1))
    fetch()
    act(lambda ctx: external.complete_external(ctx, task.id, "w"))

    assert session.scalars(select(Incident.status)).all() == ["resolved"]


def test_business_error_goes_to_its_boundary_event(act, session, task):
    act(
        lambda ctx: external.external_error(
            ctx, task.id, "w", "declined", "card expired", {"card": "old"}
        )
    )

    assert open_activities(session, task.instance_id) == ["call"]
    assert queries.variables(session, task.instance_id)["card"] == "old"
    assert session.scalars(select(Job)).all() == []


def test_business_error_nobody_catches_asks_for_a_person(act, session, task):
    act(lambda ctx: external.external_error(ctx, task.id, "w", "stolen", "card stolen"))

    assert status(session, task.instance_id) == "active"
    message = session.scalars(select(Incident.message)).one()
    assert message == "nothing in the diagram catches the error 'stolen': card stolen"


def test_extended_lock_counts_from_now(act, fetch, later, task):
    later(seconds=30)
    act(lambda ctx: external.extend_lock(ctx, task.id, "w", 60))
    later(seconds=59)
    assert fetch("other") == []

    later(seconds=2)

    assert len(fetch("other")) == 1


def test_ended_lock_is_not_extended(act, later, task):
    later(seconds=61)

    with pytest.raises(JobLockedError):
        act(lambda ctx: external.extend_lock(ctx, task.id, "w", 60))


def test_impossible_lock_is_refused(act, task):
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: external.extend_lock(ctx, task.id, "w", 0))


def test_unlocked_task_is_free_at_once(act, fetch, task):
    act(lambda ctx: external.unlock(ctx, task.id))

    assert len(fetch("other")) == 1


def test_job_that_is_no_external_task_is_not_found(act, session, memory, task):
    with memory.begin() as opened:
        opened.execute(Job.__table__.update().values(kind="connector"))

    with pytest.raises(NotFoundError):
        act(lambda ctx: external.unlock(ctx, task.id))


LOCAL = CHARGE.replace(
    b"</camunda:inputOutput>",
    b'<camunda:outputParameter name="paid">${receipt}-${amount}</camunda:outputParameter>'
    b"</camunda:inputOutput>",
)


def test_local_variables_are_for_the_output_mappings_only(act, fetch, session):
    act(lambda ctx: commands.deploy(ctx, "p", [commands.Resource("p.bpmn", LOCAL)]))
    given = {"price": 5, "rank": 0}
    case = act(lambda ctx: commands.start(ctx, key="order", variables=given))
    (task,) = fetch()

    act(
        lambda ctx: external.complete_external(ctx, task.id, "w", {"seen": 1}, {"receipt": "R7"}),
    )

    assert status(session, case.id) == "completed"
    assert queries.variables(session, case.id) == {**given, "paid": "R7-5", "seen": 1}


def test_local_variables_of_a_task_without_scope_stay_there(act, start, fetch, session):
    start()
    (task,) = fetch()

    act(lambda ctx: external.complete_external(ctx, task.id, "w", None, {"receipt": "R7"}))

    assert "receipt" not in queries.variables(session, task.instance_id)


def test_local_variables_are_checked(act, task):
    with pytest.raises(VariableInvalidError):
        act(lambda ctx: external.complete_external(ctx, task.id, "w", None, {"": 1}))
