"""A token that can not go on: a person changes what was wrong and tries again."""

import pytest
from sqlalchemy import select

from engine import commands, queries
from engine.commands import external
from engine.commands.incidents import retry
from engine.errors import NotFoundError, RequestInvalidError, VariableInvalidError
from engine.tables import Event, Incident, Job, ProcessInstance
from tests.engine.diagrams import diagram, flows

DIVIDE = diagram(
    '<startEvent id="begin"/><scriptTask id="share"><script>'
    'rest = 0\npart = total / people</script></scriptTask><endEvent id="done"/>'
    + flows("begin>share, share>done")
)
CALL = diagram(
    '<startEvent id="begin"/><serviceTask id="pay" camunda:type="external" camunda:topic="pay"/>'
    '<endEvent id="done"/>' + flows("begin>pay, pay>done")
)


@pytest.fixture
def start(act):
    def start(content, **variables):
        act(lambda ctx: commands.deploy(ctx, "p", [commands.Resource("p.bpmn", content)]))
        return act(lambda ctx: commands.start(ctx, key="order", variables=variables)).id

    return start


def open_incident(session):
    return session.scalars(select(Incident).filter_by(status="open")).one()


def status(session, instance_id):
    return session.scalar(select(ProcessInstance.status).filter_by(id=instance_id))


@pytest.fixture
def divided(start, session):
    start(DIVIDE, total=6, people=0)
    return open_incident(session)


def test_failing_script_leaves_an_incident_with_its_line(divided, session):
    assert divided.kind == "script"
    assert "zero" in divided.message
    assert divided.activity_id == "share"
    assert divided.line == 2
    assert status(session, divided.instance_id) == "active"


def test_retry_with_changed_variables_goes_on(act, divided, session, later):
    at = later(minutes=5)

    act(lambda ctx: retry(ctx, divided.id, {"people": 3}), actor="grace")

    assert status(session, divided.instance_id) == "completed"
    assert queries.variables(session, divided.instance_id)["part"] == 2
    session.expire_all()
    assert (divided.status, divided.ended_by, divided.ended_at) == ("resolved", "grace", at)
    (event,) = session.scalars(select(Event).filter_by(lifecycle="retried")).all()
    assert (event.actor, event.activity_id) == ("grace", "share")


def test_retry_that_fails_again_is_a_new_incident(act, divided, session):
    act(lambda ctx: retry(ctx, divided.id))

    assert open_incident(session).id != divided.id
    session.expire_all()
    assert divided.status == "resolved"


def test_closed_incident_is_not_retried(act, divided):
    act(lambda ctx: retry(ctx, divided.id, {"people": 3}))

    with pytest.raises(RequestInvalidError, match="closed"):
        act(lambda ctx: retry(ctx, divided.id))


def test_unknown_incident_is_not_found(act):
    with pytest.raises(NotFoundError):
        act(lambda ctx: retry(ctx, "nothing"))


def test_unacceptable_variables_leave_it_open(act, divided, session):
    with pytest.raises(VariableInvalidError):
        act(lambda ctx: retry(ctx, divided.id, {"people": object()}))

    assert open_incident(session).id == divided.id


def test_failed_job_is_retried_with_changed_variables(act, start, session, clock):
    instance_id = start(CALL, amount=-1)
    (job,) = session.scalars(select(Job)).all()
    act(lambda ctx: external.set_retries(ctx, job.id, 0))

    act(lambda ctx: retry(ctx, open_incident(session).id, {"amount": 1}))

    session.expire_all()
    assert (job.retries_left, job.due_at) == (3, clock.now)
    assert queries.variables(session, instance_id)["amount"] == 1
    assert session.scalars(select(Incident.status)).all() == ["resolved"]


def test_cancelling_closes_the_incident(act, divided, session):
    act(lambda ctx: commands.cancel(ctx, divided.instance_id, "over"))

    session.expire_all()
    assert divided.status == "deleted"
