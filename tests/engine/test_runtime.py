"""The face of execution: what a Step says, and when input is refused."""

import threading
from datetime import timedelta

import pytest

from engine import runtime
from engine.ports import Limits, ScriptError
from tests.engine.bpmn.play import (
    MSG,
    NOW,
    Play,
    compiled,
    end,
    event_sub,
    flow,
    gateway,
    script,
    start,
    times,
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


def test_step_budget_stops_and_resume_goes_on():
    body = start() + script("i", "n = 0") + gateway("exclusive", "m") + script("w", "n = n + 1")
    body += gateway("exclusive", "g", default="f9") + end()
    body += flow("a>i,i>m,m>w,w>g,g>m[n < 50],f9:g>z")
    p = Play(body, stepwise=False, limits=Limits(steps=20))
    assert p.step.exhausted
    assert p.step.status == "active"

    rounds = 0
    while p.step.exhausted:
        p.take(runtime.resume(p.definition, p.state, p.env))
        rounds += 1

    assert p.step.status == "completed"
    assert rounds >= 5
    assert p.vars == {"n": 50}


def test_endless_loop_never_stalls():
    body = start() + gateway("exclusive", "m") + script("w") + flow("a>m,m>w,w>m")
    p = Play(body, stepwise=False, limits=Limits(steps=100))

    assert p.step.exhausted


def test_time_budget_runs_one_token_at_least_and_goes_on():
    body = start() + script("w", "x = 1") + script("v", "y = 2") + end() + flow("a>w,w>v,v>z")
    p = Play(body, stepwise=False, limits=Limits(step_seconds=0))
    assert p.step.exhausted

    while p.step.exhausted:
        p.take(runtime.resume(p.definition, p.state, p.env))

    assert p.step.status == "completed"
    assert p.vars == {"x": 1, "y": 2}


def test_cancel_ends_from_outside():
    p = Play(BODY, stepwise=False)

    p.take(runtime.cancel(p.definition, p.state, p.env))

    assert p.step.status == "externally_terminated"
    assert p.step.end_activity_id is None
    assert p.rows == {}
    assert ("cancelled", "u") in p.history


def test_variables_are_set_and_deleted():
    p = Play(BODY, {"n": 1, "old": 2}, stepwise=False)

    p.set(n=5, delete=["old", "never"])

    assert p.vars == {"n": 5}
    assert [(a.name, a.value, a.deleted) for a in p.step.assigned] == [
        ("n", 5, False),
        ("old", None, True),
    ]


def test_variables_of_a_token_are_set_where_they_are():
    p = Play(start() + user("u", times(2)) + flow("a>u"), {"n": 1}, stepwise=False)
    token_id = p.token("u", "user_task")

    p.set(token_id, loopCounter=7, n=2)

    assert {(a.scope, a.name): a.value for a in p.step.assigned} == {
        (token_id, "loopCounter"): 7,
        (None, "n"): 2,
    }


def test_sleeping_tokens_stay_as_they_are():
    p = Play(start() + user("u", times(200)) + end() + flow("a>u,u>z"), stepwise=False)
    tokens = [row.token_id for row in p.open("user_task")]

    for token_id in reversed(tokens):
        p.complete_token(token_id)

    assert p.done
    assert p.rows == {}


def test_cancel_wakes_what_sleeps():
    p = Play(start() + user("u", times(5)) + flow("a>u"), stepwise=False)

    p.take(runtime.cancel(p.definition, p.state, p.env))

    assert p.history.count(("cancelled", "u")) == 6
    assert p.rows == {}


def test_lane_and_scope_go_along():
    lanes = '<laneSet id="L"><lane id="l1" name="Contact desk"><flowNodeRef>u</flowNodeRef>'
    p = Play(f"{lanes}</lane></laneSet>" + start() + user("u") + flow("a>u"), stepwise=False)

    assert p.open("user_task")[0].lane == "Contact desk"
    assert p.open("user_task")[0].candidate_groups == ("contact-desk",)
    assert [h.lane for h in p.step.happenings if h.activity_id == "u"] == ["Contact desk"]


def test_one_definition_serves_many_threads():
    body = start() + gateway("parallel", "g", "j") + user("u")
    body += script("s", "y = x * 2", times(3)) + end()
    body += flow("a>g,g>u,g>s,u>j,s>j,j>z") + event_sub("ES", MSG, interrupting=False)
    definition = compiled(body)
    wrong = []

    def work(number):
        for round_ in range(30):
            x = number * 1000 + round_
            p = Play("", {"x": x}, definition=definition, stepwise=False)
            p.message()
            p.complete("u")
            if not p.done or p.vars["y"] != 2 * x:
                wrong.append(x)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


@pytest.mark.parametrize(
    ("kind", "expression", "fired", "expected"),
    [
        ("date", "2026-01-03T00:00:00Z", 0, timedelta(days=2)),
        ("date", "2026-01-03T00:00:00Z", 1, None),
        ("date", "2025-12-31T00:00:00Z", 0, None),
        ("duration", "PT2H", 0, timedelta(hours=2)),
        ("duration", "PT2H", 1, None),
        ("cycle", "R3/PT1H", 2, timedelta(hours=1)),
        ("cycle", "R3/PT1H", 3, None),
        ("cycle", "R/PT1H", 99, timedelta(hours=1)),
        ("cycle", "R/2026-01-05T00:00:00Z/P1D", 0, timedelta(days=4)),
        ("cycle", "R/2025-12-01T06:00:00Z/P1D", 9, timedelta(hours=6)),
        ("cycle", "0 8 * * *", 5, timedelta(hours=8)),
        ("duration", "${'PT' + '3H'}", 0, None),
    ],
)
def test_next_start_of_a_timer(kind, expression, fired, expected):
    env = Play(BODY, stepwise=False).env
    begin = runtime.Start("a", "timer", None, expression, kind)

    if expression.startswith("$"):
        with pytest.raises((ValueError, ScriptError)):
            runtime.next_start(begin, NOW, env, fired=fired)
        return
    due = runtime.next_start(begin, NOW, env, fired=fired)
    assert due == (None if expected is None else NOW + expected)
