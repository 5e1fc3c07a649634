"""FEEL in inputs, outputs, scripts, calls, messages and correlation keys."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from tests.engine.bpmn.play import (
    MSG,
    Play,
    catch,
    element,
    end,
    extensions,
    flow,
    script,
    start,
    throw,
    user,
)

LINE = end() + flow("a>s, s>z")
WAIT = flow("a>s, s>u, u>z") + end() + user("u")


def in_out(*parameters):
    inner = "".join(
        f'<camunda:{kind}putParameter name="{name}">{text}</camunda:{kind}putParameter>'
        for kind, name, text in parameters
    )
    return extensions(f"<camunda:inputOutput>{inner}</camunda:inputOutput>")


def feel(id, text, **attributes):
    return script(id, text, scriptFormat="feel", **attributes)


def test_inputs_and_outputs(play):
    mapped = in_out(
        ("in", "net", "=order.total / 1.19"),
        ("in", "label", '="Order " + order.no'),
        ("out", "gross", "=net * 1.19"),
        ("out", "due", '=date("2026-03-21") + duration("P3D")'),
    )
    p = play(start() + user("s", mapped) + WAIT, {"order": {"total": 119, "no": "7"}})

    assert p.vars_of("s")["net"] == 100
    assert p.vars_of("s")["label"] == "Order 7"
    p.complete("s")
    assert p.vars == {"order": {"total": 119, "no": "7"}, "gross": 119, "due": date(2026, 3, 24)}


def test_inputs_of_ours(play):
    inner = '<ravand:input name="n">=1 + 1</ravand:input><ravand:output name="m">=n</ravand:output>'
    p = play(start() + user("s", extensions(inner)) + WAIT).complete("s")

    assert p.vars == {"m": 2}


def test_lists_maps_and_scripts_of_inputs(play):
    inner = (
        "<camunda:inputOutput><camunda:inputParameter name='l'><camunda:list><camunda:value>=n"
        "</camunda:value><camunda:value>n</camunda:value></camunda:list></camunda:inputParameter>"
        "<camunda:inputParameter name='m'><camunda:map><camunda:entry key='k'>=n + 1"
        "</camunda:entry></camunda:map></camunda:inputParameter><camunda:inputParameter name='v'>"
        "<camunda:script scriptFormat='feel'>n * n</camunda:script></camunda:inputParameter>"
        "</camunda:inputOutput>"
    )
    p = play(start() + user("s", extensions(inner)) + WAIT, {"n": 3})

    assert p.vars_of("s") == {"n": 3, "l": [3, "n"], "m": {"k": 4}, "v": 9}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sum(prices)", Decimal("0.1234567890123456789")),
        ("=today()", date(2026, 1, 1)),
        ("now()", datetime(2026, 1, 1, tzinfo=UTC)),
        ('duration("PT90M")', timedelta(minutes=90)),
        ("{total: count(prices), missing: nothing}", {"total": 1, "missing": None}),
        ("unknown", None),
        ("instance_id", "i"),
    ],
)
def test_script_gives_its_value_to_a_variable(play, text, expected):
    given = {"prices": [Decimal("0.1234567890123456789")]}
    task = feel("s", text, camunda__resultVariable="out")
    p = play(start() + task + WAIT, given, facts={"instance_id": "i"})

    assert p.vars["out"] == expected
    assert type(p.vars["out"]) is type(expected)


def test_value_that_cannot_be_kept_is_an_incident(play):
    text = "for i in 1..30 return if i = 1 then [1, 1] else [partial[-1], partial[-1]]"
    p = play(start() + feel("s", text, camunda__resultVariable="out") + LINE)

    assert "too large to keep" in p.incidents[0].message


def test_called_element_and_what_goes_along(play):
    passed = extensions(
        '<camunda:in sourceExpression="=n + 1" target="m"/>'
        '<camunda:out sourceExpression="=m * 2" target="result"/>'
        "<camunda:in businessKey='=\"case \" + string(n)'/>"
    )
    call = element("callActivity", "s", passed, calledElement="=target")
    inner = start("ca") + user("cu") + end("cz") + flow("ca>cu, cu>cz")
    extra = element("process", "Q", inner, isExecutable="true")
    p = play(start() + call + WAIT, {"n": 1, "target": "Q"}, extra=extra)

    assert p.vars_of("cu") == {"m": 2}
    p.complete("cu", m=5)
    assert p.vars == {"n": 1, "target": "Q", "result": 10}


def test_called_element_that_is_null_is_an_incident(play):
    call = element("callActivity", "s", calledElement="=target")

    assert "no variable named 'target'" in play(start() + call + LINE).incidents[0].message


def test_name_of_a_message_is_computed(play):
    extra = "<message id='M' name='=\"order \" + string(no)'/>"
    definition = '<messageEventDefinition messageRef="M"/>'
    p = play(start() + catch("s", definition) + LINE, {"no": 7}, extra=extra)

    assert p.message("order 7") == 1
    assert p.done


def test_name_of_a_message_must_not_be_null(play):
    extra = "<message id='M' name='=name'/>"
    p = play(start() + catch("s", '<messageEventDefinition messageRef="M"/>') + LINE, extra=extra)

    assert "no variable named 'name'" in p.incidents[0].message
    assert p.set(name="x").retry("s").message("x") == 1


def test_payload_and_correlation_key(play):
    payload = extensions('<ravand:payload name="total">=n * 2</ravand:payload>')
    sent = f'<messageEventDefinition messageRef="Msg">{payload}</messageEventDefinition>'
    p = play(start() + throw("s", sent) + LINE, {"n": 4})
    assert [(one.name, one.payload) for one in p.thrown] == [("m", {"total": 8})]

    key = extensions('<ravand:correlation name="order">="no-" + string(n)</ravand:correlation>')
    p = play(start() + catch("s", MSG + key) + LINE, {"n": 4})
    (row,) = p.open("event")
    assert row.keys == {"order": "no-4"}


def test_correlation_key_must_not_be_null(play):
    key = extensions('<ravand:correlation name="order">=order.no</ravand:correlation>')
    p = play(start() + catch("s", MSG + key) + LINE)

    assert "gives null" in p.incidents[0].message


def test_bytes_are_null_in_feel(play):
    task = feel("s", "list = null", camunda__resultVariable="out")
    p = Play(start() + task + WAIT, {"list": b"raw"})

    assert p.vars["out"] is True


def test_data_object_with_a_dash_is_one_name(play):
    body = (
        '<dataObject id="order-id"/>' + start() + feel("s", "order-id", camunda__resultVariable="o")
    )
    p = play(body + WAIT, {"order-id": 7, "order": 5, "id": 1})

    assert p.vars["o"] == 7
