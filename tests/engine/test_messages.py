"""Messages find the instance that waits; signals find everybody."""

import pytest

from engine import commands, queries
from engine.errors import MessageNotCorrelatedError
from tests.engine.diagrams import diagram, flows

MESSAGE = '<message id="m" name="paid"/><message id="n" name="ordered"/>'
WAITING = diagram(
    '<startEvent id="a"/><userTask id="prepare"/>'
    '<intermediateCatchEvent id="wait"><messageEventDefinition messageRef="m"/>'
    '</intermediateCatchEvent><userTask id="ship"/>' + flows("a>prepare, prepare>wait, wait>ship"),
    before=MESSAGE,
)
STARTING = diagram(
    '<startEvent id="a"><messageEventDefinition messageRef="n"/></startEvent>'
    '<userTask id="u"/>' + flows("a>u"),
    key="incoming",
    before=MESSAGE,
)


@pytest.fixture
def start(act, session):
    act(lambda ctx: commands.deploy(ctx, "w", [commands.Resource("w.bpmn", WAITING)]))

    def start(business_key, *, wait=True, **variables):
        instance = act(
            lambda ctx: commands.start(
                ctx, key="order", business_key=business_key, variables=variables
            )
        )
        if wait:
            (task,) = queries.tasks(session, queries.TaskFilter(instance_id=instance.id))
            act(lambda ctx: commands.complete(ctx, task.id))
        return instance

    return start


def activities(session, instance):
    wanted = queries.TaskFilter(instance_id=instance.id)
    return [task.activity_id for task in queries.tasks(session, wanted)]


def send(act, payload=None, *, name="paid", ttl=None, broadcast=False, **address):
    return act(
        lambda ctx: commands.correlate(
            ctx,
            commands.Address(name, **address),
            payload,
            ttl_seconds=ttl,
            broadcast=broadcast,
        )
    )


def test_message_reaches_the_one_with_the_business_key(act, session, start):
    first, second = start("B-1"), start("B-2")

    (reached,) = send(act, {"amount": 7}, business_key="B-2")

    assert (reached.instance.id, reached.started) == (second.id, False)
    assert activities(session, second) == ["ship"]
    assert activities(session, first) == []
    assert queries.variables(session, second.id)["amount"] == 7


def test_case_number_is_a_business_key_too(act, session, start):
    instance = start(None)

    send(act, business_key=instance.case_no)

    assert activities(session, instance) == ["ship"]


def test_correlation_by_variables(act, session, start):
    start("B-1", invoice="I-1")
    second = start("B-2", invoice="I-2")

    send(act, keys={"invoice": "I-2"})

    assert activities(session, second) == ["ship"]


def test_nobody_waits_is_an_error(act, start):
    start("B-1")

    with pytest.raises(MessageNotCorrelatedError) as caught:
        send(act, business_key="B-9")

    assert caught.value.facts["count"] == 0


def test_two_that_match_are_an_error_unless_broadcast(act, start):
    start("B-1")
    start("B-2")

    with pytest.raises(MessageNotCorrelatedError) as caught:
        send(act)
    assert caught.value.facts["count"] == 2
    assert len(send(act, broadcast=True)) == 2


def test_early_message_is_kept(act, session, start):
    instance = start("B-1", wait=False)
    assert send(act, {"amount": 1}, business_key="B-1", ttl=3600) == []

    (task,) = queries.tasks(session, queries.TaskFilter(instance_id=instance.id))
    act(lambda ctx: commands.complete(ctx, task.id))

    assert activities(session, instance) == ["ship"]
    assert queries.variables(session, instance.id)["amount"] == 1


def test_early_message_expires(act, later, session, start):
    instance = start("B-1", wait=False)
    send(act, business_key="B-1", ttl=60)
    later(seconds=61)

    (task,) = queries.tasks(session, queries.TaskFilter(instance_id=instance.id))
    act(lambda ctx: commands.complete(ctx, task.id))

    assert activities(session, instance) == []


def test_kept_message_is_for_its_addressee_only(act, session, start):
    send(act, business_key="B-2", ttl=3600)

    assert activities(session, start("B-1")) == []
    assert activities(session, start("B-2")) == ["ship"]


def test_message_starts_an_instance(act, session):
    act(lambda ctx: commands.deploy(ctx, "s", [commands.Resource("s.bpmn", STARTING)]))

    (started,) = send(act, {"item": "lamp"}, name="ordered", business_key="B-7")

    assert started.started
    assert started.instance.business_key == "B-7"
    assert queries.variables(session, started.instance.id) == {"item": "lamp"}
