"""An instance that never waits becomes an incident, and a person can end or mend it."""

from engine import commands, executor, queries
from engine.ports import Limits, Services
from engine.transaction import transaction
from tests.engine.diagrams import diagram, flows

ENDLESS = diagram(
    '<startEvent id="begin"/><exclusiveGateway id="again" default="again_pass"/>'
    '<task id="pass"/><endEvent id="done"/>'
    + flows("begin>again, again>pass, pass>again, again>done[stop]")
)


def test_endless_loop_is_an_incident_and_can_be_mended(memory, scripts, act, session, clock):
    small = Services(scripts=scripts, limits=Limits(steps=50))
    file = commands.Resource("order.bpmn", ENDLESS)
    act(lambda ctx: commands.deploy(ctx, "x", [file]))
    with memory() as opened, transaction(opened, small, "ada", clock.now) as ctx:
        instance = commands.start(ctx, key="order", variables={"stop": False})

    executor.run_due(memory, small, clock.now)

    (incident,) = queries.incidents(session)
    assert incident.instance_id == instance.id
    assert "500 steps" in incident.message

    act(lambda ctx: commands.retry(ctx, incident.id, {"stop": True}))
    executor.run_due(memory, small, clock.now)

    assert queries.instance(session, instance.id).status == "completed"
    assert queries.incidents(session) == []
