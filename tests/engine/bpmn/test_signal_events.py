"""Signals, and events that wait for several things."""

import pytest

from tests.engine.bpmn.play import (
    MSG,
    SIG,
    boundary,
    catch,
    end,
    extensions,
    flow,
    gateway,
    script,
    start,
    throw,
    timer,
    user,
)


def test_signal_reaches_everybody(play):
    p = play(start() + catch("c", SIG) + catch("d", SIG) + flow("a>c,a>d"))

    assert p.signal("s", {"v": 1})

    assert p.done
    assert p.vars == {"v": 1}


def test_signal_nobody_waits_for(play):
    p = play(start() + user("u") + flow("a>u"))

    assert not p.signal()


@pytest.mark.parametrize("thrower", [throw("t", SIG), end("t", SIG)], ids=["throw", "end"])
def test_thrown_signal_goes_inside_and_outside(play, thrower):
    body = start() + gateway("parallel", "g") + catch("c", SIG) + user("u") + thrower
    p = play(body + script("x", "log(1)") + flow("a>g,g>c,g>u,u>t,c>x"))

    p.complete("u")

    assert p.log == [1]
    assert [(t.kind, t.name) for t in p.thrown] == [("signal", "s")]


def test_signal_payload_is_what_is_declared(play):
    inner = extensions('<camunda:in source="n" target="total"/>')
    definition = f'<signalEventDefinition signalRef="Sig">{inner}</signalEventDefinition>'
    p = play(start() + end("z", definition) + flow("a>z"), {"n": 3, "m": 4})

    assert p.thrown[0].payload == {"total": 3}


def test_multiple_event_takes_whatever_comes_first(play):
    p = play(start() + catch("c", MSG + SIG) + end() + flow("a>c,c>z"))
    assert len(p.open("event")) == 2

    p.signal()

    assert p.done
    assert p.rows == {}


def test_parallel_multiple_boundary_needs_all(play):
    both = boundary("b", "u", MSG + SIG, parallelMultiple="true")
    body = start() + user("u") + both + script("x", "log(1)") + end()
    p = play(body + flow("a>u,u>z,b>x,x>z"))

    p.message()
    assert p.log == []
    assert [row.kind for row in p.open("event")] == ["signal"]

    p.signal()
    assert p.log == [1]
    assert p.done


def test_parallel_multiple_with_a_timer(play):
    both = boundary("b", "u", timer("PT1H") + SIG, parallelMultiple="true")
    p = play(start() + user("u") + both + script("x", "log(1)") + flow("a>u,b>x"))

    p.later(hours=2)
    assert p.log == []

    p.signal()
    assert p.log == [1]
