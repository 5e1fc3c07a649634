"""Messages: start, catch, throw, boundary, receive and send tasks, correlation, payloads."""

import pytest

from engine import runtime
from tests.engine.bpmn.play import (
    MSG,
    MSG2,
    boundary,
    catch,
    element,
    end,
    extensions,
    flow,
    gateway,
    script,
    start,
    throw,
    user,
)


def message(inner):
    return f'<messageEventDefinition messageRef="Msg">{extensions(inner)}</messageEventDefinition>'


def test_catch_waits_and_takes_the_payload(play):
    p = play(start() + catch("c", MSG) + end() + flow("a>c,c>z"))
    (row,) = p.open("event")
    assert (row.kind, row.name, dict(row.keys)) == ("message", "m", {})

    assert p.message("m2") == 0
    assert p.message("m", {"v": 1}) == 1

    assert p.done
    assert p.vars == {"v": 1}
    assert p.rows == {}


def test_message_start_begins_with_its_payload(play):
    body = start("a", MSG) + start("b") + user("u") + user("v") + flow("a>u,b>v")

    assert play(body).tasks() == ["v"]
    p = play(body, {"v": 1}, begin="a")
    assert p.tasks() == ["u"]
    assert p.vars == {"v": 1}


def test_process_with_only_a_message_start_waits_for_it(play):
    p = play(start("a", MSG) + user("u") + flow("a>u"))

    assert p.tasks() == []
    p.message()
    assert p.tasks() == ["u"]


def test_thrown_message_carries_its_declared_payload_only(play):
    thrown = message('<ravand:payload name="total">${price * 2}</ravand:payload>')
    p = play(start() + throw("t", thrown) + end("z", MSG) + flow("a>t,t>z"), {"price": 4, "x": 1})

    assert [(t.kind, t.name, t.payload) for t in p.thrown] == [
        ("message", "m", {"total": 8}),
        ("message", "m", {}),
    ]


def test_failed_payload_is_an_incident(play):
    thrown = message('<ravand:payload name="total">${price * 2}</ravand:payload>')
    p = play(start() + throw("t", thrown) + end() + flow("a>t,t>z"))
    assert [i.activity_id for i in p.incidents] == ["t"]

    p.set(price=1)
    p.retry("t")

    assert p.done
    assert p.thrown[0].payload == {"total": 2}


def test_send_task_throws(play):
    p = play(start() + element("sendTask", "t", messageRef="Msg") + end() + flow("a>t,t>z"))

    assert [t.name for t in p.thrown] == ["m"]


def test_message_within_the_instance_finds_its_taker(play):
    body = start() + gateway("parallel", "g") + catch("c", MSG) + user("u") + throw("t", MSG)
    p = play(body + script("x", "log(1)") + flow("a>g,g>c,g>u,u>t,c>x"))

    p.complete("u")

    assert p.log == [1]
    assert p.thrown == []


def test_one_message_goes_to_one_taker(play):
    p = play(start() + catch("c", MSG) + catch("d", MSG) + flow("a>c,a>d"))

    p.message()

    assert len(p.open("event")) == 1


def test_non_interrupting_boundary_repeats(play):
    body = start() + user("u") + boundary("b", "u", MSG, cancel=False) + script("x", "log(1)")
    p = play(body + end() + flow("a>u,u>z,b>x,x>z"))

    for _ in range(3):
        assert p.message() == 1
    p.complete("u")

    assert p.log == [1, 1, 1]
    assert p.done


def test_boundary_of_a_receive_task(play):
    body = start() + element("receiveTask", "r", messageRef="Msg") + boundary("b", "r", MSG2)
    p = play(body + user("x") + end() + flow("a>r,r>z,b>x,x>z"))

    assert p.message("nope") == 0
    assert p.message("m2", {"v": 1}) == 1

    assert p.tasks() == ["x"]
    assert p.vars == {"v": 1}


def test_payload_goes_into_one_variable_where_declared(play):
    definition = '<messageEventDefinition messageRef="Msg" camunda:variableName="order"/>'
    p = play(start() + catch("c", definition) + end() + flow("a>c,c>z"))

    p.message("m", {"v": 1})

    assert p.vars == {"order": {"v": 1}}


def test_message_name_may_be_an_expression(play):
    named = '<message id="Own" name="order-${id}"/>'
    definition = '<messageEventDefinition messageRef="Own"/>'
    p = play(start() + catch("c", definition) + end() + flow("a>c,c>z"), {"id": 7}, extra=named)
    assert p.open("event")[0].name == "order-7"

    assert p.message("order-7") == 1

    assert p.done


CORRELATION = """<correlationProperty id="order" name="order">
<correlationPropertyRetrievalExpression messageRef="Msg"><messagePath>number</messagePath>
</correlationPropertyRetrievalExpression>
<correlationPropertyRetrievalExpression messageRef="Msg2"><messagePath>number</messagePath>
</correlationPropertyRetrievalExpression></correlationProperty>"""


def test_conversation_gives_later_subscriptions_its_keys(play):
    body = start() + catch("c", MSG) + catch("d", MSG2) + end() + flow("a>c,c>d,d>z")
    p = play(body, extra=CORRELATION)
    assert dict(p.open("event")[0].keys) == {}

    p.message("m", {"number": 7}, {"order": 7})

    assert dict(p.open("event")[0].keys) == {"order": 7}


def test_message_for_another_conversation_passes_by(play):
    body = (
        start()
        + catch("c", MSG)
        + user("u")
        + throw("t", message('<ravand:payload name="number">${n}</ravand:payload>'))
    )
    body += gateway("parallel", "g") + catch("d", MSG) + flow("a>c,c>g,g>d,g>u,u>t")
    p = play(body, extra=CORRELATION)
    p.message("m", {"number": 7})

    p.complete("u", n=8)

    assert [t.keys for t in p.thrown] == [{"order": 8}]
    assert len(p.open("event")) == 1


def test_correlating_a_token_that_does_not_wait_is_refused(play):
    p = play(start() + user("u") + flow("a>u"))

    with pytest.raises(runtime.NotWaitingError):
        runtime.correlate(p.definition, p.state, p.token("u"), {}, {}, p.env)


def test_message_start_maps_its_payload_and_opens_the_conversation(play):
    definition = '<messageEventDefinition messageRef="Msg" camunda:variableName="order"/>'
    body = start("a", definition) + catch("c", MSG2) + end() + flow("a>c,c>z")
    p = play(body, {"number": 7}, begin="a", extra=CORRELATION)

    assert p.vars == {"order": {"number": 7}}
    assert dict(p.open("event")[0].keys) == {"order": 7}


def test_message_of_another_name_is_refused(play):
    p = play(start() + catch("c", MSG) + flow("a>c"))

    with pytest.raises(runtime.NotWaitingError):
        runtime.correlate(p.definition, p.state, p.token("c"), {}, {}, p.env, name="m2")
