"""Exclusive gateways."""

from tests.engine.bpmn.play import Play, end, flow, gateway, script, start, user

BODY = start() + gateway("exclusive", "g", default="f9") + script("x", "log('x')")
BODY += script("y", "log('y')") + script("w", "log('w')")
BODY += flow("a>g,g>x[n > 10],g>y[n > 5],f9:g>w")


def test_first_flow_whose_condition_holds_is_taken(play):
    assert play(BODY, {"n": 20}).log == ["x"]
    assert play(BODY, {"n": 7}).log == ["y"]


def test_default_flow_is_taken_when_nothing_holds(play):
    p = play(BODY, {"n": 0})

    assert p.log == ["w"]
    assert p.flows == ["f_a_g_0", "f9"]


def test_merge_passes_every_token(play):
    body = start() + gateway("parallel", "f") + gateway("exclusive", "m") + script("x", "log(1)")
    p = play(body + flow("a>f,f1:f>m,f2:f>m,m>x"))

    assert p.log == [1, 1]


def test_nothing_holds_is_an_incident_until_variables_change(play):
    p = play(
        start()
        + gateway("exclusive", "g")
        + end()
        + end("y")
        + flow("a>g,g>z[x == 1],g>y[x == 2]"),
        {"x": 0},
    )
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("g", "expression")]
    assert not p.done

    p.set(x=1)
    p.retry("g")

    assert p.done
    assert not p.incidents


def test_condition_on_unknown_variable_is_an_incident(play):
    p = play(
        start()
        + gateway("exclusive", "g")
        + end()
        + end("y")
        + flow("a>g,g>z[nothing == 1],g>y[nothing == 2]")
    )

    assert [i.kind for i in p.incidents] == ["expression"]
    assert "nothing" in p.incidents[0].message


def test_juel_conditions(play):
    body = start() + gateway("exclusive", "g", default="f9") + script("x", "log('x')") + end()
    p = play(body + flow("a>g,g>x[${!approved}],f9:g>z"), {"approved": False})

    assert p.log == ["x"]


def test_loop_of_10000_keeps_the_state_small():
    body = start() + script("i", "n = 0") + gateway("exclusive", "m") + user("w")
    body += gateway("exclusive", "g", default="f9") + end()
    p = Play(body + flow("a>i,i>m,m>w,w>g,g>m[n < 2000],f9:g>z"), stepwise=False)
    sizes = set()
    for n in range(2000):
        p.steps.clear()
        sizes.add(len(p.state))
        p.complete("w", n=n + 1)

    assert p.done
    assert max(sizes) - min(sizes) < 20


def test_automatic_loop_does_not_stall():
    body = start() + script("i", "n = 0") + gateway("exclusive", "m") + script("w", "n = n + 1")
    body += gateway("exclusive", "g", default="f9") + end()
    p = Play(body + flow("a>i,i>m,m>w,w>g,g>m[n < 3000],f9:g>z"), stepwise=False)

    assert p.done
    assert p.vars == {"n": 3000}
