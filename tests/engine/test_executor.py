"""Jobs from claim to end: what succeeds, what fails, what races."""

import pytest
from sqlalchemy import select, update

from engine import commands, executor, queries
from engine.commands import deliveries, jobs
from engine.commands.incidents import retry
from engine.errors import ConcurrentUpdateError, NotFoundError, RequestInvalidError
from engine.ports import Limits, Services
from engine.tables import Event, Incident, Job, Message, ProcessInstance
from engine.transaction import transaction
from tests.engine.diagrams import diagram, flows

NOTIFY = diagram(
    '<startEvent id="begin"/>'
    '<serviceTask id="send" name="Send" ravand:connector="mail" ravand:retry="R3/PT10M">'
    '<extensionElements><ravand:input name="to">${customer}</ravand:input>'
    '<ravand:output name="sent">${id}</ravand:output></extensionElements></serviceTask>'
    '<endEvent id="done"/>' + flows("begin>send, send>done")
)


class Mailer:
    """A connector that remembers its calls, and fails while `error` is set."""

    def __init__(self):
        self.calls = []
        self.error = None
        self.during = lambda: None

    def __call__(self, call):
        self.calls.append(call)
        self.during()
        if self.error:
            raise self.error
        return {"id": "m-1", "secret": "not declared"}


@pytest.fixture
def mailer():
    return Mailer()


@pytest.fixture
def services(scripts, mailer):
    return Services(scripts=scripts, connectors={"mail": mailer})


@pytest.fixture
def run(memory, services, clock):
    """Run what is due now."""
    return lambda: executor.run_due(memory, services, clock.now)


@pytest.fixture
def deploy(act):
    def deploy(content, name="p.bpmn"):
        act(lambda ctx: commands.deploy(ctx, name, [commands.Resource(name, content)]))

    return deploy


@pytest.fixture
def start(act, deploy):
    """Deploy a diagram and start it."""

    def start(content, business_key=None, **variables):
        deploy(content)
        return act(
            lambda ctx: commands.start(
                ctx, key="order", variables=variables, business_key=business_key
            )
        ).id

    return start


def status(session, instance_id):
    return session.scalar(select(ProcessInstance.status).filter_by(id=instance_id))


def the_job(session):
    return session.execute(select(Job.__table__)).mappings().one()


def events(session, lifecycle):
    return session.scalars(select(Event).filter_by(lifecycle=lifecycle)).all()


def open_activities(session, instance_id):
    wanted = queries.TaskFilter(instance_id=instance_id)
    return [task.activity_id for task in queries.tasks(session, wanted)]


def test_connector_is_called_and_the_instance_goes_on(run, start, session, mailer):
    instance_id = start(NOTIFY, "B-1", customer="ada@example.com", other=1)
    job = the_job(session)

    assert run() == 1

    (call,) = mailer.calls
    assert call.variables == {"to": "ada@example.com"}
    assert (call.job_id, call.topic) == (job["id"], "mail")
    assert (call.instance_id, call.business_key) == (instance_id, "B-1")
    assert call.activity_id == "send"
    assert status(session, instance_id) == "completed"
    variables = queries.variables(session, instance_id)
    assert variables["sent"] == "m-1"
    assert "secret" not in variables
    assert run() == 0


def test_failure_waits_and_counts_then_asks_for_a_person(run, start, session, mailer, later, clock):
    mailer.error = ConnectionError("mail server down")
    instance_id = start(NOTIFY, customer="ada@example.com")

    for left in (2, 1, 0):
        assert run() == 1
        assert run() == 0, "not before the pause"
        job = the_job(session)
        assert (job["retries_left"], job["locked_until"]) == (left, None)
        assert (job["due_at"] - clock.now).total_seconds() == 600
        later(minutes=10)

    assert run() == 0
    (incident,) = session.scalars(select(Incident)).all()
    assert incident.kind == "failed_job"
    assert incident.message == "ConnectionError: mail server down"
    assert "Traceback" in incident.details
    assert (incident.instance_id, incident.activity_id) == (instance_id, "send")
    (failed,) = events(session, "failed")
    assert (failed.reason, failed.attempt) == (incident.message, 3)
    assert (failed.instance_id, failed.activity_id) == (instance_id, "send")
    assert status(session, instance_id) == "active"
    assert len(mailer.calls) == 3
    assert len({call.job_id for call in mailer.calls}) == 1


@pytest.fixture
def incident(run, start, session, mailer, later):
    mailer.error = ConnectionError("mail server down")
    start(NOTIFY, customer="ada@example.com")
    for _ in range(3):
        run()
        later(minutes=10)
    return session.scalars(select(Incident)).one()


def test_retry_by_a_person_runs_it_at_once(act, run, session, mailer, incident):
    mailer.error = None

    act(lambda ctx: retry(ctx, incident.id), actor="grace")

    assert run() == 1
    assert status(session, incident.instance_id) == "completed"
    session.expire_all()
    assert (incident.status, incident.ended_by) == ("resolved", "grace")
    (retried,) = events(session, "retried")
    assert (retried.actor, retried.activity_id) == ("grace", "send")


def test_retry_gives_all_tries_back(act, run, session, incident, later):
    act(lambda ctx: retry(ctx, incident.id))
    for _ in range(3):
        assert run() == 1
        later(minutes=10)

    assert run() == 0
    states = session.scalars(select(Incident.status).order_by(Incident.created_at)).all()
    assert states == ["resolved", "open"]


def test_closed_incident_is_not_retried_again(act, incident):
    act(lambda ctx: retry(ctx, incident.id))

    with pytest.raises(RequestInvalidError, match="closed"):
        act(lambda ctx: retry(ctx, incident.id))


def test_missing_connector_is_an_incident_at_once(memory, start, session, scripts, clock):
    start(NOTIFY, customer="ada@example.com")

    executor.run_due(memory, Services(scripts=scripts), clock.now)

    assert session.scalars(select(Incident.message)).one() == (
        "LookupError: there is no connector 'mail'"
    )


def test_result_that_is_no_variables_fails(memory, start, session, scripts, clock):
    start(NOTIFY, customer="ada@example.com")
    services = Services(scripts=scripts, connectors={"mail": lambda call: "done"})

    executor.run_due(memory, services, clock.now)

    assert the_job(session)["error"] == "TypeError: the connector returned str, not variables"


def test_unacceptable_result_is_an_incident_without_another_call(
    memory, start, session, scripts, clock
):
    start(NOTIFY, customer="ada@example.com")
    services = Services(scripts=scripts, connectors={"mail": lambda call: {"": object()}})

    executor.run_due(memory, services, clock.now)

    assert the_job(session)["retries_left"] == 0
    assert "VariableInvalidError" in session.scalars(select(Incident.message)).one()


def test_instance_cancelled_during_the_call_drops_the_result(act, run, start, session, mailer):
    instance_id = start(NOTIFY, customer="ada@example.com")
    mailer.during = lambda: act(lambda ctx: commands.cancel(ctx, instance_id, "changed my mind"))

    assert run() == 1

    assert status(session, instance_id) == "externally_terminated"
    assert session.scalars(select(Job)).all() == []
    assert session.scalars(select(Incident)).all() == []


def test_failure_of_a_cancelled_job_is_no_incident(act, run, start, session, mailer):
    instance_id = start(NOTIFY, customer="ada@example.com")
    mailer.during = lambda: act(lambda ctx: commands.cancel(ctx, instance_id, "changed my mind"))
    mailer.error = ConnectionError("down")

    assert run() == 1

    assert session.scalars(select(Incident)).all() == []


def test_lost_race_hands_in_the_result_again_without_another_call(
    run, start, session, mailer, monkeypatch
):
    instance_id = start(NOTIFY, customer="ada@example.com")
    finish, lost = jobs.finish_job, []

    def race(ctx, job_id, result):
        # two losses can not be timed from outside, so the third time wins
        if len(lost) < 2:
            lost.append(job_id)
            raise ConcurrentUpdateError(id=job_id)
        finish(ctx, job_id, result)

    monkeypatch.setattr(jobs, "finish_job", race)

    assert run() == 1
    assert len(mailer.calls) == 1
    assert status(session, instance_id) == "completed"


def test_race_that_is_always_lost_costs_no_retry(run, start, session, mailer, monkeypatch, later):
    instance_id = start(NOTIFY, customer="ada@example.com")

    def lose(ctx, job_id, result):
        raise ConcurrentUpdateError(id=job_id)

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "finish_job", lose)
        run()
    job = the_job(session)
    assert (job["retries_left"], job["failures"], job["locked_until"]) == (3, 0, None)
    later(seconds=1)
    run()

    assert status(session, instance_id) == "completed"


def test_instance_suspended_during_the_call_keeps_its_job(act, run, start, session, mailer, later):
    instance_id = start(NOTIFY, customer="ada@example.com")
    mailer.during = lambda: act(lambda ctx: commands.suspend(ctx, instance_id, suspended=True))
    run()
    assert the_job(session)["retries_left"] == 3

    mailer.during = lambda: None
    later(minutes=1)
    assert run() == 0
    act(lambda ctx: commands.suspend(ctx, instance_id, suspended=False))
    assert run() == 1
    assert status(session, instance_id) == "completed"


def test_lost_worker_repeats_with_the_same_key(run, start, session, mailer, later, act):
    start(NOTIFY, customer="ada@example.com")
    job_id = the_job(session)["id"]
    mailer.during = lambda: (_ for _ in ()).throw(KeyboardInterrupt)  # as good as kill -9
    with pytest.raises(KeyboardInterrupt):
        run()
    mailer.during = lambda: None
    assert run() == 0

    later(seconds=executor.LOCK_SECONDS + 1)

    assert run() == 1
    assert [call.job_id for call in mailer.calls] == [job_id, job_id]


TIMER = diagram(
    '<startEvent id="begin"/><userTask id="work"/>'
    '<boundaryEvent id="remind" attachedToRef="work" cancelActivity="false">'
    "<timerEventDefinition><timeCycle>R2/PT1H</timeCycle></timerEventDefinition></boundaryEvent>"
    '<userTask id="reminder"/><endEvent id="done"/>'
    + flows("begin>work, remind>reminder, work>done")
)


def test_timer_fires_when_due_and_again(run, start, session, later):
    instance_id = start(TIMER)
    assert run() == 0

    later(hours=1)
    assert run() == 1
    assert sorted(open_activities(session, instance_id)) == ["reminder", "work"]
    later(hours=1)
    assert run() == 1
    assert sorted(open_activities(session, instance_id)) == ["reminder", "reminder", "work"]
    later(hours=5)
    assert run() == 0


DAILY = diagram(
    '<startEvent id="begin"><timerEventDefinition><timeCycle>R3/PT1H</timeCycle>'
    '</timerEventDefinition></startEvent><userTask id="work"/>' + flows("begin>work")
)


def instances(session):
    return len(session.scalars(select(ProcessInstance.id)).all())


def test_timer_start_event_starts_and_sets_the_next(deploy, run, session, later):
    deploy(DAILY)
    assert run() == 0

    later(hours=1)
    assert run() == 1
    assert instances(session) == 1
    assert run() == 0
    later(hours=1)
    assert run() == 1
    assert instances(session) == 2


def test_dates_that_passed_while_nobody_ran_start_one_instance(deploy, run, session, later):
    deploy(DAILY)

    later(hours=2, minutes=30)

    assert run() == 1
    assert instances(session) == 1
    assert the_job(session)["retries_left"] == 3


THROWING = diagram(
    '<startEvent id="begin"/><intermediateThrowEvent id="tell"><extensionElements>'
    '<ravand:payload name="amount">${sum}</ravand:payload></extensionElements>'
    '<messageEventDefinition messageRef="m"/></intermediateThrowEvent><endEvent id="done"/>'
    + flows("begin>tell, tell>done"),
    key="payer",
    before='<message id="m" name="paid"/>',
)
CATCHING = diagram(
    '<startEvent id="begin"/><intermediateCatchEvent id="wait">'
    '<messageEventDefinition messageRef="m"/></intermediateCatchEvent><userTask id="ship"/>'
    + flows("begin>wait, wait>ship"),
    before='<message id="m" name="paid"/>',
)


def pay(act, business_key="B-1"):
    return act(
        lambda ctx: commands.start(
            ctx, key="payer", variables={"sum": 7, "other": 1}, business_key=business_key
        )
    )


def test_thrown_message_reaches_the_case_of_its_sender(deploy, run, start, session, act):
    first, second = start(CATCHING, "B-1"), start(CATCHING, "B-2")
    deploy(THROWING, "payer.bpmn")
    pay(act, "B-2")

    assert run() == 1

    assert open_activities(session, second) == ["ship"]
    assert queries.variables(session, second) == {"amount": 7}
    assert open_activities(session, first) == []


def test_thrown_message_is_kept_until_somebody_waits(deploy, run, start, session, act):
    deploy(THROWING, "payer.bpmn")
    pay(act)
    run()
    assert len(session.scalars(select(Message)).all()) == 1

    instance_id = start(CATCHING, "B-1")

    assert open_activities(session, instance_id) == ["ship"]


def test_ambiguous_message_is_an_incident(deploy, run, start, session, act, later):
    start(CATCHING, "B-1")
    start(CATCHING, "B-1")
    deploy(THROWING, "payer.bpmn")
    sender = pay(act)
    for _ in range(3):
        run()
        later(hours=1)

    (incident,) = session.scalars(select(Incident)).all()
    assert "2 instances match" in incident.message
    assert incident.instance_id == sender.id


def test_thrown_message_starts_a_process(deploy, run, session, act):
    starting = diagram(
        '<startEvent id="begin"><messageEventDefinition messageRef="m"/></startEvent>'
        '<userTask id="ship"/>' + flows("begin>ship"),
        before='<message id="m" name="paid"/>',
    )
    deploy(starting)
    deploy(THROWING, "payer.bpmn")
    pay(act, "B-5")

    run()

    (started,) = session.scalars(select(ProcessInstance).filter_by(definition_key="order")).all()
    assert started.business_key == "B-5"
    assert queries.variables(session, started.id) == {"amount": 7}


SIGNAL = '<signal id="s" name="alarm"/>'
ALARM = diagram(
    '<startEvent id="begin"/><intermediateThrowEvent id="ring"><signalEventDefinition '
    'signalRef="s"/></intermediateThrowEvent><endEvent id="done"/>'
    + flows("begin>ring, ring>done"),
    key="payer",
    before=SIGNAL,
)
LISTENING = diagram(
    '<startEvent id="begin"/><userTask id="work"/>'
    '<boundaryEvent id="heard" attachedToRef="work" cancelActivity="false">'
    '<signalEventDefinition signalRef="s"/></boundaryEvent><userTask id="leave"/>'
    + flows("begin>work, heard>leave"),
    before=SIGNAL,
)


def test_thrown_signal_reaches_everyone_once(deploy, run, start, session, act):
    first, second = start(LISTENING), start(LISTENING)
    deploy(ALARM, "payer.bpmn")
    pay(act)

    assert run() == 3, "one to fan out, one for each that listens"

    for instance_id in (first, second):
        assert sorted(open_activities(session, instance_id)) == ["leave", "work"]
    assert run() == 0


def test_signal_to_one_that_fails_does_not_reach_the_others_twice(
    deploy, run, start, session, act, later
):
    first, second = start(LISTENING), start(LISTENING)
    deploy(ALARM, "payer.bpmn")
    pay(act)
    act(lambda ctx: commands.suspend(ctx, first, suspended=True))
    run()
    act(lambda ctx: commands.suspend(ctx, first, suspended=False))
    later(hours=1)
    run()

    assert sorted(open_activities(session, first)) == ["leave", "work"]
    assert sorted(open_activities(session, second)) == ["leave", "work"]


def test_thrown_signal_starts_a_process(deploy, run, session, act):
    deploy(
        diagram(
            '<startEvent id="begin"><signalEventDefinition signalRef="s"/></startEvent>'
            '<userTask id="leave"/>' + flows("begin>leave"),
            before=SIGNAL,
        )
    )
    deploy(ALARM, "payer.bpmn")
    pay(act, "B-3")

    assert run() == 2

    (started,) = session.scalars(select(ProcessInstance).filter_by(definition_key="order")).all()
    assert (started.business_key, started.start_activity_id) == ("B-3", "begin")
    assert open_activities(session, started.id) == ["leave"]


def test_delivered_message_is_not_delivered_again(deploy, run, act, session):
    deploy(THROWING, "payer.bpmn")
    pay(act)
    job_id = the_job(session)["id"]
    run()

    with pytest.raises(NotFoundError):
        act(lambda ctx: deliveries.deliver(ctx, job_id))


def test_what_is_no_event_is_not_delivered(act, start, session):
    start(TIMER)

    with pytest.raises(RequestInvalidError, match="nothing to deliver"):
        act(lambda ctx: deliveries.deliver(ctx, the_job(session)["id"]))


def test_expired_messages_are_deleted(memory, services, deploy, run, act, session, later, clock):
    deploy(THROWING, "payer.bpmn")
    pay(act)
    run()
    runner = executor.Executor(memory, services, lambda: clock.now)
    assert runner.clean() == 0

    later(days=2)

    assert runner.clean() == 1
    assert session.scalars(select(Message)).all() == []


LOOPING = diagram(
    '<startEvent id="begin"/><scriptTask id="count"><script>n = n + 1</script></scriptTask>'
    '<exclusiveGateway id="again" default="again_done"/><endEvent id="done"/>'
    + flows("begin>count, count>again, again>count[n < 300], again>done")
)


def test_instance_with_a_spent_budget_goes_on(memory, scripts, act, session, clock, deploy):
    small = Services(scripts=scripts, limits=Limits(steps=100))
    deploy(LOOPING)
    with memory() as opened, transaction(opened, small, "ada", clock.now) as ctx:
        instance_id = commands.start(ctx, key="order", variables={"n": 0}).id
    assert status(session, instance_id) == "active"
    assert the_job(session)["kind"] == "resume"

    assert executor.run_due(memory, small, clock.now) > 1

    assert status(session, instance_id) == "completed"
    assert queries.variables(session, instance_id) == {"n": 300}


def test_cancelled_instance_leaves_no_job(act, start, session, run, later):
    instance_id = start(TIMER)
    act(lambda ctx: commands.cancel(ctx, instance_id, "over"))
    later(hours=1)

    assert run() == 0
    assert session.scalars(select(Job)).all() == []


def test_job_left_without_its_instance_is_dropped(act, start, session, run, memory, later):
    start(TIMER)
    with memory.begin() as opened:
        opened.execute(update(ProcessInstance).values(status="completed"))
    later(hours=1)

    assert run() == 1
    assert session.scalars(select(Job)).all() == []
