"""Compensation and transactions."""

from tests.engine.bpmn.play import (
    CANCEL,
    COMP,
    boundary,
    compensable,
    element,
    end,
    event_sub,
    flow,
    gateway,
    script,
    start,
    sub,
    throw,
    times,
    user,
)


def test_handlers_run_in_reverse_order(play):
    body = start() + compensable("p") + compensable("q") + compensable("r") + throw("t", COMP)
    p = play(body + script("x", "log('after')") + end() + flow("a>p,p>q,q>t,t>x,x>z"))

    assert p.log == ["undo q", "undo p", "after"]
    assert p.done


def test_one_activity_is_undone_by_reference(play):
    one = '<compensateEventDefinition activityRef="p"/>'
    body = start() + compensable("p") + compensable("q") + throw("t", one)
    p = play(body + script("x", "log('after')") + end() + flow("a>p,p>q,q>t,t>x,x>z"))

    assert p.log == ["undo p", "after"]


def test_completed_subprocess_is_undone_inside(play):
    inner = start("b") + compensable("p") + compensable("q") + end("y") + flow("b>p,p>q,q>y")
    body = start() + sub("S", inner) + compensable("r") + throw("t", COMP) + end()
    p = play(body + flow("a>S,S>r,r>t,t>z"))

    assert p.log == ["undo r", "undo q", "undo p"]
    assert p.done


def test_handler_may_be_a_user_task(play):
    undo = user("un", isForCompensation="true")
    link = element("association", "as", sourceRef="c", targetRef="un")
    body = start() + script("p") + boundary("c", "p", COMP) + undo + link + throw("t", COMP) + end()
    p = play(body + flow("a>p,p>t,t>z"))
    assert p.tasks() == ["un"]
    assert not p.done

    p.complete("un")

    assert p.done


def test_every_instance_of_a_loop_is_undone(play):
    inner = start("b") + compensable("p") + end("y") + flow("b>p,p>y")
    body = start() + sub("S", inner, times(2)) + throw("t", COMP) + script("x", "log('after')")
    p = play(body + end() + flow("a>S,S>t,t>x,x>z"))

    assert p.log == ["undo p", "undo p", "after"]
    assert p.done


def test_cancelled_transaction_compensates_then_takes_its_boundary_event(play):
    inner = start("b") + gateway("parallel", "g") + compensable("p") + user("w") + end("c", CANCEL)
    inner += flow("b>g,g>p,g>w,p>c")
    body = start() + sub("S", inner, tag="transaction") + boundary("k", "S", CANCEL)
    p = play(body + script("x", "log('cancelled')") + end() + flow("a>S,S>z,k>x,x>z"))

    assert p.log == ["undo p", "cancelled"]
    assert p.done
    assert p.completed("S") == []


def test_compensation_event_subprocess_undoes_its_scope(play):
    inner = start("b") + compensable("p") + user("w") + end("y") + flow("b>p,p>w,w>y")
    inner += event_sub("ES", COMP)
    body = start() + sub("S", inner) + throw("t", COMP) + end()
    p = play(body + flow("a>S,S>t,t>z"))

    p.complete("w")

    assert p.log == ["ES"]
    assert p.done


def test_nothing_to_compensate_goes_on(play):
    p = play(start() + throw("t", COMP) + end("z", COMP) + flow("a>t,t>z"))

    assert p.done


def test_data_object_of_a_subprocess_is_seen_by_its_handler(play):
    undo = script("un", "log(d)", isForCompensation="true")
    link = element("association", "as", sourceRef="c", targetRef="un")
    inner = '<dataObject id="d"/>' + start("b") + script("p", "d = 5") + boundary("c", "p", COMP)
    body = start() + sub("S", inner + undo + link + flow("b>p")) + throw("t", COMP)
    p = play(body + end() + flow("a>S,S>t,t>z"))

    assert p.log == [5]
