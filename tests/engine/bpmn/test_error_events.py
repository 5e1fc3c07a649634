"""Business errors."""

import pytest

from tests.engine.bpmn.play import (
    E1,
    EANY,
    Play,
    boundary,
    end,
    event_sub,
    flow,
    gateway,
    script,
    start,
    sub,
    user,
)


def test_error_is_caught_by_its_boundary_event(play):
    body = start() + script("u", "bpmn_error('E1', 'no money')") + boundary("b", "u", E1)
    p = play(body + script("x", "log('x')") + end() + flow("a>u,u>z,b>x,x>z"))

    assert p.log == ["x"]
    assert p.step.status == "completed"
    assert ("cancelled", "u") in p.history


def test_error_only_in_its_own_scope_chain(play):
    def inner(name, node):
        nodes = start(f"a{name}") + node + end(f"z{name}")
        return sub(name, nodes + flow(f"a{name}>u{name},u{name}>z{name}"))

    body = start() + gateway("parallel", "g") + inner("S", script("uS", "bpmn_error('E1')"))
    body += inner("T", user("uT")) + boundary("bT", "T", E1) + script("x", "log('wrong')") + end()
    p = play(body + flow("a>g,g>S,g>T,S>z,T>z,bT>x,x>z"))

    assert p.log == []
    assert p.step.status == "internally_terminated"
    assert [(t.kind, t.name) for t in p.thrown] == [("error", "E1")]


def test_exact_code_wins_over_catch_all(play):
    inner = start("b") + script("u", "bpmn_error('E1')") + end("y") + flow("b>u,u>y")
    body = start() + sub("S", inner) + boundary("any", "S", EANY) + boundary("e1", "S", E1)
    body += script("x", "log('any')") + script("w", "log('E1')") + end()
    p = play(body + flow("a>S,S>z,any>x,e1>w,x>z,w>z"))

    assert p.log == ["E1"]


def test_innermost_handler_wins(play):
    inner = start("b") + script("u", "bpmn_error('E1')") + boundary("in", "u", E1)
    inner += script("k", "log('in')") + end("y") + flow("b>u,u>y,in>k,k>y")
    body = start() + sub("S", inner) + boundary("e1", "S", E1) + script("w", "log('out')") + end()
    p = play(body + flow("a>S,S>z,e1>w,w>z"))

    assert p.log == ["in"]


def test_error_end_event_reaches_the_scope_around(play):
    inner = start("b") + end("e", E1) + flow("b>e")
    p = play(start() + sub("S", inner) + boundary("c", "S", E1) + user("x") + flow("a>S,c>x"))

    assert p.tasks() == ["x"]
    assert ("completed", "e") in p.history


def test_uncaught_error_ends_the_instance_there(play):
    p = play(start() + user("u") + end("e", E1) + user("v") + flow("a>u,u>e,a>v"))

    p.complete("u")

    assert p.step.status == "internally_terminated"
    assert p.step.end_activity_id == "e"
    assert p.rows == {}


def test_other_code_is_not_caught(play):
    body = start() + script("u", "bpmn_error('E2')") + boundary("b", "u", E1)
    p = play(body + user("x") + flow("a>u,b>x"))

    assert p.step.status == "internally_terminated"


def test_code_and_message_become_variables(play):
    caught = (
        '<errorEventDefinition camunda:errorCodeVariable="code"'
        ' camunda:errorMessageVariable="text"/>'
    )
    body = start() + script("u", "bpmn_error('E1', 'no money')") + boundary("b", "u", caught)
    p = play(body + user("x") + flow("a>u,b>x"))

    assert p.vars == {"code": "E1", "text": "no money"}


def test_error_inside_error_event_subprocess_goes_outward(play):
    again = script("ESx", "bpmn_error('E1')")
    inner = start("b") + script("u", "bpmn_error('E1')") + flow("b>u")
    inner += event_sub("ES", E1, inner=again)
    body = start() + sub("S", inner) + boundary("e", "S", E1) + script("x", "log('out')") + end()
    p = play(body + flow("a>S,S>z,e>x,x>z"))

    assert p.log == ["out"]
    assert p.done


@pytest.mark.parametrize("stepwise", [False, True])
def test_error_in_a_condition_out_of_a_task(stepwise):
    body = start() + user("u") + boundary("b", "u", E1) + user("x") + end() + end("y")
    flows = flow("a>u,u>z[bpmn_error('E1')],u>y[1 == 2],b>x")
    p = Play(body + flows, stepwise=stepwise)

    p.complete("u")

    assert p.tasks() == ["x"]


def test_error_message_of_the_diagram_goes_along(play):
    own = '<error id="Own" name="E7" errorCode="E7" camunda:errorMessage="no ${what}"/>'
    p = play(
        start() + end("e", '<errorEventDefinition errorRef="Own"/>') + flow("a>e"),
        {"what": "money"},
        extra=own,
    )

    assert [(t.name, t.payload) for t in p.thrown] == [("E7", {"message": "no money"})]
