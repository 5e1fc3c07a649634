"""The face of execution: what a Step says, and when input is refused."""

import pytest

from engine import runtime
from tests.engine.bpmn.play import (
    NOW,
    Play,
    compiled,
    end,
    flow,
    gateway,
    script,
    start,
    user,
)

BODY = start(name="Asked") + user("u", name="Look") + gateway("exclusive", "g", default="f9")
BODY += script("s", "y = x + 1") + end(id="z") + end("other")
BODY += flow("a>u,u>g,g>s[x > 1],f9:g>other,s>z")


def test_start_runs_to_the_first_wait_state():
    p = Play(BODY, {"n": 1}, stepwise=False)
    step = p.step

    assert step.status == "active"
    assert not step.exhausted
    assert [t.activity_id for t in step.user_tasks] == ["u"]
    assert [(a.scope, a.name, a.value, a.deleted) for a in step.assigned] == [(None, "n", 1, False)]
    assert [(h.what, h.activity_id, h.activity_type) for h in step.happenings] == [
        ("started", "a", "startEvent"),
        ("completed", "a", "startEvent"),
        ("taken", "f_a_u_0", "sequenceFlow"),
        ("started", "u", "userTask"),
    ]
    assert step.happenings[0].activity_name == "Asked"
    assert {h.at for h in step.happenings} == {NOW}


def test_complete_goes_on_to_the_end():
    p = Play(BODY, stepwise=False)
    token_id = p.token("u")

    p.complete("u", x=2)

    assert p.step.status == "completed"
    assert p.step.end_activity_id == "z"
    assert p.step.closed == {token_id: "user_task"}
    assert [(a.name, a.value) for a in p.step.assigned] == [("x", 2), ("y", 3)]
    assert p.step.user_tasks == ()


def test_same_input_gives_the_same_bytes():
    definition = compiled(BODY)
    one, two = (Play("", {"n": {3, 1, 2}}, definition=definition) for _ in range(2))

    assert one.state == two.state
    assert one.complete("u", x=2).step == two.complete("u", x=2).step


def test_unknown_token_is_refused():
    p = Play(BODY, stepwise=False)

    with pytest.raises(runtime.NotWaitingError):
        runtime.complete(p.definition, p.state, 99, {}, p.env)
