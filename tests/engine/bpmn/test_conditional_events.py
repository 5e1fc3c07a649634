"""Conditional events."""

import pytest

from tests.engine.bpmn.play import (
    boundary,
    catch,
    condition,
    end,
    flow,
    gateway,
    script,
    start,
    user,
)


def test_condition_sees_a_parallel_branch(play):
    body = start() + script("i", "x=0") + gateway("parallel", "g", "j")
    body += catch("c", condition("x > 3")) + user("u") + end()
    p = play(body + flow("a>i,i>g,g>c,g>u,c>j,u>j,j>z"))
    assert [row.kind for row in p.open("event")] == ["condition"]

    p.complete("u", x=5)

    assert p.done


def test_condition_that_holds_already_passes(play):
    p = play(start() + catch("c", condition("x > 3")) + end() + flow("a>c,c>z"), {"x": 4})

    assert p.done


def test_condition_on_a_variable_that_does_not_exist_yet_waits(play):
    p = play(start() + catch("c", condition("later > 3")) + end() + flow("a>c,c>z"))
    assert not p.incidents

    p.set(later=4)

    assert p.done


def test_condition_that_fails_is_an_incident(play):
    p = play(start() + catch("c", condition("x > 3")) + end() + flow("a>c,c>z"), {"x": "text"})
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("c", "expression")]

    p.set(x=4)
    p.retry("c")

    assert p.done


@pytest.mark.parametrize("cancel", [True, False])
def test_boundary_fires_when_the_condition_becomes_true(play, cancel):
    body = start() + user("u") + user("v") + boundary("b", "u", condition("x == 1"), cancel)
    p = play(body + script("k", "log(1)") + flow("a>u,a>v,b>k"), {"x": 0})

    p.complete("v", x=1)

    assert p.log == [1]
    assert p.tasks() == ([] if cancel else ["u"])


def test_non_interrupting_boundary_fires_once_per_change_to_true(play):
    body = start() + user("u") + boundary("b", "u", condition("x == 1"), cancel=False)
    p = play(body + script("k", "log(1)") + flow("a>u,b>k"), {"x": 0})

    p.set(x=1)
    p.set(y=1)
    assert p.log == [1]

    p.set(x=0)
    p.set(x=1)
    assert p.log == [1, 1]
