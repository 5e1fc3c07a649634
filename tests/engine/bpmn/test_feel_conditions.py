"""FEEL where a diagram asks whether something holds."""

import pytest

from tests.engine.bpmn.play import (
    catch,
    condition,
    element,
    end,
    event_sub,
    flow,
    gateway,
    multi,
    script,
    start,
    sub,
    user,
)

CHOICE = start() + gateway("exclusive", "g") + user("b") + user("c")
EXCLUSIVE = CHOICE + flow('a>g, g>b[=amount > 1000 and status = "open"], g>c[=amount <= 1000]')


@pytest.mark.parametrize(("amount", "task"), [(1001, "b"), (1000, "c")])
def test_exclusive_gateway_takes_the_flow_that_holds(play, amount, task):
    p = play(EXCLUSIVE, {"amount": amount, "status": "open"})

    assert p.tasks() == [task]


def test_condition_without_answer_is_an_incident_that_can_be_mended(play):
    p = play(EXCLUSIVE, {"status": "open"})

    (incident,) = p.incidents
    assert (incident.activity_id, incident.kind) == ("g", "expression")
    assert "gives null instead of true or false" in incident.message
    assert "there is no variable named 'amount'" in incident.message

    p.set(amount=5000).retry("g")
    assert p.tasks() == ["b"]


def test_condition_beyond_its_limits_is_an_incident(play):
    endless = "=some i in 1..1000, j in 1..1000 satisfies i + j = 0"
    p = play(CHOICE + flow(f"a>g, g>b[{endless}], g>c[=true]"))

    (incident,) = p.incidents
    assert incident.message.startswith("The expression was stopped")


def test_inclusive_gateway_takes_every_flow_that_holds(play):
    body = start() + gateway("inclusive", "g", default="d") + user("b") + user("c") + user("e")
    flows = flow("a>g, g>b[=n > 1], g>c[=n > 2], d:g>e")

    assert play(body + flows, {"n": 3}).tasks() == ["b", "c"]
    assert play(body + flows, {"n": 1}).tasks() == ["e"]


def test_conditional_flow_out_of_a_task(play):
    body = start() + user("u") + user("b") + user("c") + flow("a>u, u>b[=ok], u>c[=not(ok)]")

    assert play(body).complete("u", ok=False).tasks() == ["c"]


def test_language_of_the_file_is_that_of_its_conditions(play):
    inner = '<conditionExpression language="feel">n in [1..3]</conditionExpression>'
    f = element("sequenceFlow", "f", inner, sourceRef="g", targetRef="b")
    p = play(CHOICE + f + flow("a>g, g>c[n == 4]"), {"n": 4})

    assert p.tasks() == ["c"]


def test_conditional_event_occurs_when_it_becomes_true(play):
    body = start() + catch("e", condition("=total > 10")) + user("u") + flow("a>e, e>u")
    p = play(body)

    assert (p.tasks(), p.incidents) == ([], [])  # a variable that does not exist yet is no error
    assert p.set(total=10).tasks() == []
    assert p.set(total=11).tasks() == ["u"]


def test_conditional_event_that_cannot_be_decided_is_an_incident(play):
    p = play(start() + catch("e", condition("=total")) + end() + flow("a>e, e>z"), {"total": 5})

    (incident,) = p.incidents
    assert incident.message == "The expression =total gives a number instead of true or false."
    assert p.set(total=True).retry("e").done


def test_event_subprocess_starts_on_a_condition(play):
    body = start() + user("u") + end() + flow("a>u, u>z")
    p = play(body + event_sub("s", condition("=stop = true")))

    p.set(stop=True)
    assert p.log == ["s"]
    assert p.done


def test_complex_gateway_fires_on_its_condition(play):
    inner = "<activationCondition>=activationCount &gt;= 2</activationCondition>"
    body = start() + gateway("parallel", "p") + user("b") + user("c") + user("d")
    body += gateway("complex", "x", inner=inner) + user("u")
    p = play(body + flow("a>p, p>b, p>c, p>d, b>x, c>x, d>x, x>u"))

    assert "u" not in p.complete("b").tasks()
    assert "u" in p.complete("c").tasks()


def test_standard_loop_repeats_while_its_condition_holds(play):
    loop = "<standardLoopCharacteristics><loopCondition>=n &lt; 3</loopCondition>"
    body = script("s", "n = n + 1", loop + "</standardLoopCharacteristics>")
    p = play(start() + body + end() + flow("a>s, s>z"), {"n": 0})

    assert p.done
    assert p.vars["n"] == 3


@pytest.mark.parametrize("names", ["nrOfCompletedInstances", "numberOfCompletedInstances"])
def test_multi_instance_ends_by_its_completion_condition(play, names):
    inner = f"<loopCardinality>=2 + 1</loopCardinality><completionCondition>={names} = 2"
    body = user("u", multi(inner + "</completionCondition>"))
    p = play(start() + body + end() + flow("a>u, u>z"))

    assert p.tasks() == ["u"] * 3
    assert p.complete("u").complete("u").done


def test_ad_hoc_subprocess_ends_by_its_condition(play):
    inner = "<completionCondition>=ready</completionCondition>"
    body = sub("s", user("b") + user("c"), inner, tag="adHocSubProcess")
    p = play(start() + body + end() + flow("a>s, s>z"), {"ready": False})

    assert p.complete("b", ready=True).done
