"""Multi-instance activities."""

import pytest

from engine.ports import Limits
from tests.engine.bpmn.play import (
    SIG,
    Play,
    boundary,
    element,
    end,
    flow,
    multi,
    script,
    start,
    sub,
    timer,
    times,
    user,
)

ITEMS = "<loopDataInputRef>items</loopDataInputRef><loopDataOutputRef>outs</loopDataOutputRef>"
ITEMS += '<inputDataItem id="it"/><outputDataItem id="ot"/>'

each = pytest.mark.parametrize("sequential", [True, False], ids=["sequential", "parallel"])


@each
def test_results_are_in_the_order_of_the_items(play, sequential):
    p = play(
        start() + user("u", multi(ITEMS, sequential)) + end() + flow("a>u,u>z"),
        {"items": [1, 2, 3]},
    )
    while not p.done:
        row = p.open("user_task")[-1]
        item = p.vars_of_token(row.token_id)["it"]
        p.complete_token(row.token_id, ot=item * 10)

    assert p.vars == {"items": [1, 2, 3], "outs": [10, 20, 30]}


@each
@pytest.mark.parametrize(
    ("items", "outs"), [({"x": 1, "y": 2}, {"x": 2, "y": 4}), ([], [])], ids=["map", "empty"]
)
def test_results_have_the_shape_of_the_collection(play, sequential, items, outs):
    body = start() + script("u", "ot = it * 2", multi(ITEMS, sequential)) + end()
    p = play(body + flow("a>u,u>z"), {"items": items})

    assert p.vars["outs"] == outs
    assert p.done


@each
def test_completion_condition_stops_the_rest(play, sequential):
    inner = "<loopCardinality>10</loopCardinality>"
    inner += "<completionCondition>nrOfCompletedInstances >= 2</completionCondition>"
    body = start() + script("u", "log(loopCounter)", multi(inner, sequential)) + end()
    p = play(body + flow("a>u,u>z"))

    assert p.done
    assert p.log == [0, 1]


def test_completion_condition_sees_the_last_instance(play):
    inner = "<loopCardinality>3</loopCardinality>"
    inner += "<completionCondition>${vote == 'no'}</completionCondition>"
    body = start() + element("dataObject", "vote") + user("u", multi(inner)) + end()
    p = play(body + flow("a>u,u>z"))

    p.complete("u", vote="yes")
    assert len(p.tasks()) == 2
    p.complete("u", vote="no")

    assert p.done


def test_completion_condition_that_fails_is_an_incident_of_the_body(play):
    inner = "<loopCardinality>2</loopCardinality>"
    inner += "<completionCondition>enough == 1</completionCondition>"
    p = play(start() + user("u", multi(inner)) + end() + flow("a>u,u>z"))

    p.complete("u")
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("u", "expression")]

    p.set(enough=1)
    p.retry("u")
    assert p.done


def test_collection_may_be_an_expression(play):
    items = multi("", camunda__collection="${order.lines}", camunda__elementVariable="line")
    p = play(
        start() + user("u", items, camunda__assignee="${line.who}") + flow("a>u"),
        {"order": {"lines": [{"who": "ann"}, {"who": "bob"}]}},
    )

    assert [row.assignee for row in p.open("user_task")] == ["ann", "bob"]


def test_loop_counter_is_a_variable_of_each_instance(play):
    p = play(start() + user("u", times(2), camunda__assignee="u${loopCounter}") + flow("a>u"))

    assert [row.assignee for row in p.open("user_task")] == ["u0", "u1"]
    assert p.vars == {}


def test_nested_loops_have_nested_scopes(play):
    inner_items = "<loopDataInputRef>its</loopDataInputRef><inputDataItem id='jt'/>"
    outer_items = "<loopDataInputRef>its</loopDataInputRef><inputDataItem id='it'/>"
    inner = start("b") + script("v", "acc = acc + [[it, jt]]", multi(inner_items)) + end("y")
    body = start() + script("i", "acc=[]; its=[1,2]")
    body += sub("S", inner + flow("b>v,v>y"), multi(outer_items)) + end()
    p = play(body + flow("a>i,i>S,S>z"))

    assert sorted(p.vars["acc"]) == [[1, 1], [1, 2], [2, 1], [2, 2]]
    assert p.done
    assert "it" not in p.vars


@each
def test_interrupting_boundary_ends_all_instances(play, sequential):
    inner = start("sa") + user("u") + end("sz") + flow("sa>u,u>sz")
    body = start() + sub("S", inner, times(3, sequential)) + boundary("t", "S", timer("PT1H"))
    body += script("x", "log('timeout')") + end() + end("z2")
    p = play(body + flow("a>S,S>z,t>x,x>z2"))

    p.complete("u")
    p.later(hours=2)

    assert p.done
    assert p.log == ["timeout"]
    assert p.rows == {}


def test_history_has_a_body_around_the_instances(play):
    p = play(start() + user("u", times(2)) + flow("a>u"))

    found = [h for step in p.steps for h in step.happenings if h.activity_id == "u"]
    body, first, second = found
    assert [h.activity_type for h in found] == ["multiInstanceBody", "userTask", "userTask"]
    assert first.parent_token_id == second.parent_token_id == body.token_id


@each
def test_more_instances_than_allowed_is_an_incident(sequential):
    p = Play(start() + user("u", times(50, sequential)) + flow("a>u"), stepwise=False)
    assert p.tasks()

    p = Play(
        start() + user("u", times(50, sequential)) + flow("a>u"),
        limits=Limits(multi_instance=49),
        stepwise=False,
    )
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("u", "budget")]


@pytest.mark.parametrize("items", [None, "text", 5], ids=["none", "text", "number"])
def test_what_is_no_collection_is_an_incident(play, items):
    p = play(
        start() + script("u", "ot = 1", multi(ITEMS)) + end() + flow("a>u,u>z"), {"items": items}
    )
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("u", "expression")]

    p.set(items=[1])
    p.retry("u")

    assert p.done


def test_variables_of_an_instance_are_assigned_in_its_scope(play):
    p = play(start() + user("u", multi(ITEMS)) + flow("a>u"), {"items": ["x"]})

    token_id = p.token("u", "user_task")
    found = {(a.scope, a.name): a.value for step in p.steps for a in step.assigned}
    assert found[None, "items"] == ["x"]
    assert found[token_id, "it"] == "x"
    assert found[token_id, "loopCounter"] == 0


def test_sequential_loop_over_empty_subprocesses_does_not_recurse():
    p = Play(
        start() + sub("S", "", times(3000, sequential=True)) + end() + flow("a>S,S>z"),
        stepwise=False,
    )

    assert p.done


SIGNALLED = '<signalEventDefinition id="beh" signalRef="Sig"/>'


@pytest.mark.parametrize(("behavior", "count"), [("None", 3), ("One", 1)])
def test_behavior_starts_a_boundary_flow_per_completed_instance(play, behavior, count):
    name = {"None": "noneBehaviorEventRef", "One": "oneBehaviorEventRef"}[behavior]
    loop = multi("<loopCardinality>3</loopCardinality>", behavior=behavior, **{name: "beh"})
    body = start() + script("u", "pass", loop) + boundary("b", "u", SIG) + script("x", "log(1)")
    p = play(body + end() + flow("a>u,u>z,b>x"), extra=SIGNALLED)

    assert p.log == [1] * count
    assert p.done
    assert p.completed("u")


def test_complex_behavior_throws_when_its_condition_holds(play):
    inner = "<loopCardinality>3</loopCardinality><complexBehaviorDefinition>"
    inner += "<condition>nrOfCompletedInstances == 2</condition>"
    inner += f'<event xsi:type="tImplicitThrowEvent">{SIG}</event></complexBehaviorDefinition>'
    p = play(
        start() + script("u", "pass", multi(inner, behavior="Complex")) + end() + flow("a>u,u>z")
    )

    assert p.done
    assert [t.name for t in p.thrown] == ["s"]


@pytest.mark.parametrize("count", ["${n}", "n"])
def test_cardinality_must_be_a_whole_number(play, count):
    p = play(start() + user("u", times(count)) + flow("a>u"), {"n": -1})
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("u", "expression")]

    p.set(n=2)
    p.retry("u")

    assert p.tasks() == ["u", "u"]


def test_collection_that_became_shorter_is_an_incident(play):
    p = play(start() + user("u", multi(ITEMS, sequential=True)) + flow("a>u"), {"items": [1, 2]})

    p.set(items=[1])
    p.complete("u", ot=5)
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("u", "expression")]

    p.set(items=[1, 7])
    p.retry("u")
    assert p.vars_of("u")["it"] == 7
    p.complete("u", ot=6)
    assert p.vars["outs"] == [5, 6]


def test_set_is_worked_in_one_order(play):
    p = play(start() + script("u", "log(it)", multi(ITEMS)) + flow("a>u"), {"items": {3, 1, 2}})

    assert p.log == [1, 2, 3]


def test_loops_within_loops_share_a_bound():
    inner = start("b") + user("t", times(5)) + flow("b>t")
    body = start() + sub("s", inner + times(9)) + flow("a>s")

    p = Play(body, limits=Limits(multi_instance=9), stepwise=False)
    assert p.incidents == []

    deeper = start("c") + sub("r", inner + times(9)) + flow("c>r")
    p = Play(
        start() + sub("s", deeper + times(9)) + flow("a>s"),
        limits=Limits(multi_instance=9),
        stepwise=False,
    )
    assert {i.kind for i in p.incidents} == {"budget"}
    assert len(p.tasks()) < 9 * 10
