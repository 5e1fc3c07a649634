"""Embedded, event and ad-hoc subprocesses."""

import pytest

from tests.engine.bpmn.play import (
    E1,
    ESC,
    MSG,
    SIG,
    condition,
    end,
    event_sub,
    extensions,
    flow,
    gateway,
    script,
    start,
    sub,
    throw,
    timer,
    times,
    user,
)


def test_subprocess_shares_the_variables_around_it(play):
    inner = start("b") + script("s", "x = x + 1; y = 2") + end("e") + flow("b>s,s>e")
    p = play(start() + sub("S", inner) + end() + flow("a>S,S>z"), {"x": 1})

    assert p.vars == {"x": 2, "y": 2}


def test_data_object_is_local_to_its_subprocess(play):
    inner = '<dataObject id="d"/>' + start("b") + script("s", "d = 5; x = d") + flow("b>s")
    p = play(start() + sub("S", inner) + end() + flow("a>S,S>z"))

    assert p.vars == {"x": 5}


def test_subprocess_ends_when_its_last_token_does(play):
    inner = user("v") + user("w")
    p = play(start() + sub("S", inner) + script("x", "log(1)") + flow("a>S,S>x"))
    p.complete("v")
    assert p.log == []

    p.complete("w")

    assert p.log == [1]
    assert p.done


def test_history_tells_the_scope(play):
    inner = user("v")
    p = play(start() + sub("S", inner) + flow("a>S"))

    found = {h.activity_id: h for step in p.steps for h in step.happenings}
    assert found["v"].parent_token_id == found["S"].token_id
    assert found["S"].parent_token_id is None
    assert found["S"].activity_type == "subProcess"


def test_mapped_inputs_of_a_subprocess_are_local(play):
    mapping = extensions(
        '<ravand:input name="half">${n / 2}</ravand:input>'
        '<ravand:output name="r">${half + 1}</ravand:output>'
    )
    p = play(start() + sub("S", user("v"), mapping) + end() + flow("a>S,S>z"), {"n": 4})
    assert p.vars_of("v") == {"n": 4, "half": 2}

    p.complete("v", half=7)

    assert p.vars == {"n": 4, "r": 8}


def test_deep_nesting_does_not_recurse(play):
    body = user("deep")
    for number in range(40):
        body = sub(f"D{number}", body)
    p = play(body)

    p.complete("deep")

    assert p.done


KINDS = {
    "message": MSG,
    "signal": SIG,
    "timer": timer("PT1H"),
    "conditional": condition("k == 1"),
    "error": E1,
    "escalation": ESC,
}
CASES = [
    (kind, interrupting)
    for kind in KINDS
    for interrupting in (True, False)
    if kind != "error" or interrupting
]


@pytest.mark.parametrize("nested", [False, True], ids=["top", "nested"])
@pytest.mark.parametrize(("kind", "interrupting"), CASES)
def test_event_subprocess(play, kind, interrupting, nested):
    throwing = {"error": end("thr", E1), "escalation": throw("thr", ESC)}.get(kind, script("thr"))
    body = start() + gateway("parallel", "g") + user("u") + user("v") + throwing + end()
    body += flow("a>g,g>u,g>v,v>thr,u>z" + ("" if kind == "error" else ",thr>z"))
    body += event_sub("ES", KINDS[kind], interrupting)
    if nested:
        body = start("oa") + sub("O", body) + end("oz") + flow("oa>O,O>oz")
    p = play(body)
    assert p.log == []
    assert p.tasks() == ["u", "v"]

    if kind == "message":
        assert p.message() == 1
    elif kind == "signal":
        assert p.signal()
    elif kind == "timer":
        p.later(hours=2)
    else:
        p.complete("v", k=1)

    assert p.log == ["ES"]
    if interrupting:
        assert p.done
        assert p.completed("u") == []
        return
    if kind == "message":
        p.message()
        assert p.log == ["ES", "ES"]
    while p.tasks():
        p.complete(p.tasks()[0])
    assert p.done


def test_event_subprocess_that_is_not_triggered_holds_nothing(play):
    body = start() + user("u") + end() + flow("a>u,u>z")
    body += event_sub("ES", MSG) + event_sub("T", timer("PT1H")) + event_sub("R", E1)
    p = play(body)

    p.complete("u")

    assert p.done
    assert p.log == []
    assert p.rows == {}
    assert not [a for _, a in p.history if a in ("ES", "T", "R")]


def test_event_subprocess_in_a_loop_hits_its_instance_only(play):
    inner = start("b") + user("u") + flow("b>u") + event_sub("ES", MSG)
    p = play(start() + sub("S", inner, times(3)) + end() + flow("a>S,S>z"))
    assert len(p.tasks()) == 3

    p.message()
    assert len(p.tasks()) == 2

    p.message()
    p.message()
    assert p.done


def test_ad_hoc_runs_all_until_its_condition_holds(play):
    inner = user("u") + user("v") + "<completionCondition>k == 1</completionCondition>"
    p = play(start() + sub("S", inner, tag="adHocSubProcess") + end() + flow("a>S,S>z"), {"k": 0})
    assert p.tasks() == ["u", "v"]

    p.complete("u", k=1)

    assert p.done
    assert p.completed("v") == []


def test_ad_hoc_in_turn(play):
    inner = sub("S", user("u") + user("v"), tag="adHocSubProcess", ordering="Sequential")
    p = play(start() + inner + end() + flow("a>S,S>z"))
    assert p.tasks() == ["u"]

    p.complete("u")
    assert p.tasks() == ["v"]

    p.complete("v")
    assert p.done


def test_ad_hoc_condition_that_fails_is_an_incident(play):
    inner = user("u") + user("v") + "<completionCondition>k == 1</completionCondition>"
    p = play(start() + sub("S", inner, tag="adHocSubProcess") + end() + flow("a>S,S>z"))

    p.complete("u")
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("S", "expression")]

    p.set(k=1)
    p.retry("S")
    assert p.done
