"""Escalations."""

import pytest

from engine import runtime
from tests.engine.bpmn.play import (
    ESC,
    boundary,
    end,
    flow,
    gateway,
    script,
    start,
    sub,
    throw,
    user,
)


def test_escalation_interrupts_before_the_inner_scope_goes_on(play):
    inner = start("b") + gateway("parallel", "g") + throw("t", ESC) + script("x", "log('x')")
    inner += script("y", "log('inner')") + flow("b>g,g>t,g>x,x>y")
    body = start() + sub("S", inner) + boundary("e", "S", ESC) + script("o", "log('outer')") + end()
    p = play(body + flow("a>S,S>z,e>o,o>z"))

    assert "inner" not in p.log
    assert p.log[-1] == "outer"
    assert p.done


def test_non_interrupting_escalation_runs_beside(play):
    inner = start("b") + throw("t", ESC) + user("v") + flow("b>t,t>v")
    body = start() + sub("S", inner) + boundary("e", "S", ESC, cancel=False) + user("o")
    p = play(body + flow("a>S,e>o"))

    assert p.tasks() == ["o", "v"]


def test_escalation_nobody_catches_goes_outside(play):
    p = play(start() + throw("t", ESC) + user("u") + flow("a>t,t>u"))

    assert p.tasks() == ["u"]
    assert [(t.kind, t.name) for t in p.thrown] == [("escalation", "X")]


@pytest.mark.parametrize("cancel", [True, False])
def test_escalation_from_a_user_task(play, cancel):
    body = start() + user("u") + boundary("e", "u", ESC, cancel) + user("o") + flow("a>u,e>o")
    p = play(body)

    step = runtime.throw_escalation(p.definition, p.state, p.token("u"), "X", {"why": 1}, p.env)
    p.take(step)

    assert p.tasks() == (["o"] if cancel else ["o", "u"])
    assert p.vars == {"why": 1}
