"""Event-based gateways."""

from tests.engine.bpmn.play import (
    MSG,
    catch,
    condition,
    element,
    end,
    flow,
    gateway,
    script,
    start,
    timer,
)

BODY = (
    start() + gateway("eventBased", "g") + catch("t1", timer("PT1H")) + catch("t2", timer("PT1S"))
)
BODY += catch("c", condition("q == 1")) + catch("mm", MSG)
BODY += script("x", "log(1)") + script("y", "log(2)") + script("w", "log(3)") + end()
BODY += flow("a>g,g>t1,g>t2,g>c,g>mm,t1>x,t2>y,c>w,mm>w,x>z,y>z,w>z")


def test_earliest_timer_wins(play):
    p = play(BODY)

    p.later(seconds=2)

    assert p.log == [2]
    assert p.done
    assert p.rows == {}


def test_message_wins(play):
    p = play(BODY)

    assert p.message() == 1

    assert p.log == [3]
    assert p.done


def test_condition_wins(play):
    p = play(BODY)

    p.set(q=1)

    assert p.log == [3]
    assert p.done


def test_only_the_event_that_came_is_history(play):
    p = play(BODY)
    assert ("started", "mm") not in p.history

    p.message()

    assert ("completed", "g") in p.history
    assert ("completed", "mm") in p.history
    assert not {a for _, a in p.history} & {"t1", "t2", "c"}
    assert "f_g_mm_4" in p.flows


def test_receive_task_can_be_the_event(play):
    body = start() + gateway("eventBased", "g") + element("receiveTask", "r", messageRef="Msg")
    body += catch("t", timer("PT1H")) + flow("a>g,g>r,g>t")
    p = play(body)

    p.message()

    assert p.done
    assert p.completed("r", "t") == ["r"]
