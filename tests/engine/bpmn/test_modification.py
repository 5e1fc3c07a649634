"""Moving tokens by hand, construct by construct, and what is refused."""

import pytest

from engine import interventions, runtime
from engine.errors import ModificationRefusedError
from engine.interventions import Instruction
from tests.engine.bpmn.play import (
    MSG,
    Play,
    boundary,
    catch,
    compensable,
    element,
    end,
    event_sub,
    flow,
    gateway,
    multi,
    script,
    start,
    sub,
    timer,
    times,
    user,
)

LINE = start() + user("u") + user("v") + end() + flow("a>u,u>v,v>z")
FORK = start() + gateway("parallel", "f", "j") + user("u") + user("v") + user("w") + end()
FORK += flow("a>f,f>u,f>v,u>j,v>j,j>w,w>z")
INNER = start("b") + user("i") + user("k") + end("y") + flow("b>i,i>k,k>y")
NESTED = start() + user("u") + sub("s", INNER) + user("v") + end() + flow("a>u,u>s,s>v,v>z")


def move(play, *instructions):
    """Carry out (kind, target) pairs."""
    made = [one if isinstance(one, Instruction) else Instruction(*one) for one in instructions]
    return play.take(interventions.modify(play.definition, play.state, made, play.env))


def refused(play, *instructions):
    with pytest.raises(ModificationRefusedError) as caught:
        move(play, *instructions)
    return caught.value.template


def test_move_cancels_here_and_starts_there():
    p = move(Play(LINE), ("cancel", "u"), ("before", "v"))

    assert p.tasks() == ["v"]
    assert ("cancelled", "u") in p.history
    assert p.complete("v").done


def test_move_back_keeps_the_data():
    p = Play(LINE, {"n": 1}).complete("u", n=2)

    move(p, ("cancel", "v"), ("before", "u"))

    assert p.tasks() == ["u"]
    assert p.vars == {"n": 2}


def test_start_sets_variables_first():
    body = start() + user("u") + script("s", "m = n + 1") + user("v") + flow("a>u,u>s,s>v")
    p = Play(body)

    move(p, ("cancel", "u"), Instruction("before", "s", variables={"n": 4}))

    assert p.vars == {"n": 4, "m": 5}


def test_start_after_takes_the_flow_that_holds():
    body = start() + user("u") + gateway("exclusive", "g", default="f9") + user("v") + user("w")
    body += flow("a>u,u>g,g>v[n > 1],f9:g>w")

    assert move(Play(body, {"n": 2}), ("cancel", "u"), ("after", "g")).tasks() == ["v"]
    assert move(Play(body, {"n": 1}), ("cancel", "u"), ("after", "g")).tasks() == ["w"]
    assert move(Play(body, {"n": 1}), ("cancel", "u"), ("after", "u")).tasks() == ["w"]


def test_start_over_a_flow():
    body = start() + user("u") + user("v") + user("w") + flow("a>u,f1:u>v,f2:u>w")

    assert move(Play(body), ("cancel", "u"), ("flow", "f2")).tasks() == ["w"]


def test_skip_leaves_without_the_work():
    mapped = '<extensionElements><camunda:inputOutput><camunda:outputParameter name="o">${no}'
    mapped += "</camunda:outputParameter></camunda:inputOutput></extensionElements>"
    body = start() + user("u", mapped) + user("v") + flow("a>u,fl:u>v")
    p = move(Play(body), ("skip", "u"))

    assert p.tasks() == ["v"]
    assert ("cancelled", "u") in p.history
    assert "fl" in p.flows
    assert "o" not in p.vars


def test_skip_an_incident():
    body = start() + script("s", "1 / 0") + user("v") + flow("a>s,s>v")
    p = Play(body)

    move(p, ("skip", "s"))

    assert (p.incidents, p.tasks()) == ([], ["v"])


def test_skip_waiting_event_and_service_task():
    body = start() + catch("c", MSG) + element("serviceTask", "d", camunda__topic="t")
    p = Play(body + user("v") + flow("a>c,c>d,d>v"))

    assert move(p, ("skip", "c")).jobs() == ["d"]
    assert move(p, ("skip", "d")).tasks() == ["v"]
    assert p.open("event") == []


def test_skip_ends_the_boundary_events():
    body = start() + user("u") + boundary("t", "u", timer("PT1H")) + user("v") + end() + end("y")
    p = Play(body + flow("a>u,u>v,t>y,v>z"))

    move(p, ("skip", "u"))

    assert (p.tasks(), p.open("event")) == (["v"], [])


def test_join_fires_when_its_branches_are_moved_to_it():
    p = Play(FORK)

    move(p, ("skip", "u"))
    assert p.tasks() == ["v"]
    assert p.complete("v").tasks() == ["w"]


def test_branch_moved_before_the_join_counts_for_it():
    p = Play(FORK)

    move(p, ("cancel", "u"), ("before", "j"))

    assert p.complete("v").tasks() == ["w"]
    assert p.complete("w").done


def test_both_branches_moved_behind_the_join():
    p = Play(FORK)

    move(p, ("cancel", "u"), ("cancel", "v"), ("after", "j"))

    assert p.tasks() == ["w"]


@pytest.mark.parametrize(
    "instructions",
    [
        [("cancel", "u")],
        [("cancel", "u"), ("after", "j")],
        [("cancel", "u"), ("cancel", "v"), ("before", "u")],
        [("cancel", "u"), ("cancel", "v"), ("before", "j")],
    ],
    ids=["branch cancelled", "one behind the join", "into one branch", "one before the join"],
)
def test_join_that_would_wait_for_ever_is_refused(instructions):
    assert "would wait for ever" in refused(Play(FORK), *instructions)


def test_one_token_too_many_for_a_join_is_refused():
    assert "will still come" in refused(Play(FORK), ("before", "j"))


def test_inclusive_join_takes_what_is_left():
    body = start() + gateway("inclusive", "f", "j") + user("u") + user("v") + user("w")
    p = Play(body + flow("a>f,f>u,f>v,u>j,v>j,j>w"))

    move(p, ("cancel", "u"), ("before", "j"))
    assert p.tasks() == ["v"]
    assert p.complete("v").tasks() == ["w"]


def test_subprocess_is_opened_around_its_element():
    p = Play(NESTED)

    move(p, ("cancel", "u"), ("before", "k"))

    assert p.tasks() == ["k"]
    assert ("started", "s") in p.history
    assert p.complete("k").tasks() == ["v"]


def test_nested_subprocesses_are_opened_with_their_listeners():
    inner = sub("t", INNER + event_sub("e", MSG, interrupting=False))
    body = start("c") + inner + end("x") + flow("c>t,t>x")
    outer = start() + user("u") + sub("s", body) + boundary("m", "s", timer("PT1H")) + user("v")
    p = Play(outer + user("l") + flow("a>u,u>s,s>v,m>l"))

    move(p, ("cancel", "u"), ("before", "i"))
    assert len(p.open("event")) == 2
    p.message()
    assert p.log == ["e"]
    assert p.later(hours=2).tasks() == ["l"]


def test_subprocess_runs_on_when_its_token_moves_inside():
    p = Play(NESTED).complete("u")

    move(p, ("cancel", "i"), ("before", "k"))

    assert p.tasks() == ["k"]
    assert p.history.count(("started", "s")) == 1


def test_subprocess_left_empty_is_cancelled():
    p = Play(NESTED).complete("u")

    move(p, ("cancel", "i"), ("before", "v"))

    assert p.tasks() == ["v"]
    assert ("cancelled", "s") in p.history


def test_skip_a_subprocess_with_what_is_in_it():
    p = Play(NESTED).complete("u")

    assert move(p, ("skip", "s")).tasks() == ["v"]


def test_skip_the_last_of_a_subprocess_ends_it():
    p = Play(NESTED).complete("u").complete("i")

    assert move(p, ("skip", "k")).tasks() == ["v"]
    assert ("completed", "s") in p.history


def test_scope_that_runs_twice_has_to_be_named():
    body = start() + sub("s", INNER, times(2)) + user("v") + flow("a>s,s>v")
    p = Play(body)
    assert "runs several times" in refused(p, ("before", "k"))
    scope = next(h.parent_token_id for h in p.steps[-1].happenings if h.activity_id == "i")

    move(p, Instruction("before", "k", scope=scope))

    assert p.tasks() == ["i", "i", "k"]


def test_loop_is_cancelled_as_a_whole():
    body = start() + user("m", times(3)) + user("v") + flow("a>m,m>v")
    p = move(Play(body), ("cancel", "m"), ("before", "v"))

    assert p.tasks() == ["v"]


def test_loop_is_started_as_a_whole():
    body = start() + user("u") + user("m", times(3)) + user("v") + flow("a>u,u>m,m>v")

    assert move(Play(body), ("cancel", "u"), ("before", "m")).tasks() == ["m", "m", "m"]


def test_hundreds_that_sleep_are_cancelled():
    body = start() + user("m", times(200)) + user("v") + flow("a>m,m>v")
    p = Play(body, stepwise=False)

    assert move(p, ("cancel", "m"), ("before", "v")).tasks() == ["v"]


def test_one_of_a_loop_is_skipped_not_cancelled():
    items = '<loopDataOutputRef>r</loopDataOutputRef><outputDataItem id="o"/>'
    looped = multi(f"<loopCardinality>2</loopCardinality>{items}")
    p = Play(start() + user("m", looped) + user("v") + flow("a>m,m>v"))
    one, two = (row.token_id for row in p.open("user_task"))
    assert "one of a loop" in refused(p, Instruction("cancel", "m", token_id=one))

    move(p, Instruction("skip", "m", token_id=one))
    p.complete_token(two, o=7)

    assert p.tasks() == ["v"]
    assert p.vars["r"] == [None, 7]


def test_called_process_is_changed_inside():
    called = element("process", "Q", INNER, isExecutable="true")
    call = element("callActivity", "c", calledElement="Q")
    p = Play(start() + call + user("v") + flow("a>c,c>v"), extra=called)

    move(p, ("cancel", "i"), ("before", "k"))
    assert p.complete("k").tasks() == ["v"]


def test_called_process_does_not_open_from_outside():
    called = element("process", "Q", INNER, isExecutable="true")
    call = element("callActivity", "c", calledElement="Q")
    p = Play(start() + user("u") + call + flow("a>u,u>c"), extra=called)

    refused(p, ("before", "k"))
    assert move(p, ("cancel", "u"), ("before", "c")).tasks() == ["i"]


def test_event_gateway_is_left_by_one_of_its_events():
    body = start() + gateway("eventBased", "g") + catch("c", MSG) + catch("t", timer("PT1H"))
    p = Play(body + user("v") + user("w") + flow("a>g,g>c,g>t,c>v,t>w"))
    assert "one of several events" in refused(p, ("skip", "g"))

    move(p, ("cancel", "g"), ("after", "t"))

    assert (p.tasks(), p.open("event")) == (["w"], [])


def test_compensation_is_kept_for_what_was_done():
    undo = element("intermediateThrowEvent", "t", "<compensateEventDefinition/>")
    body = start() + compensable("s") + user("u") + user("v") + undo + end()
    p = Play(body + flow("a>s,s>u,u>v,v>t,t>z"))

    move(p, ("cancel", "u"), ("before", "t"))

    assert p.log == ["undo s"]


@pytest.mark.parametrize(
    ("instructions", "said"),
    [
        ([("cancel", "v")], "Nothing goes on at"),
        ([("skip", "nowhere")], "Nothing goes on at"),
        ([("before", "nowhere")], "no element"),
        ([("cancel", "u")], "Nothing would go on"),
        ([("after", "z")], "Nothing follows"),
        ([("before", "f_a_u_0")], "no element"),
        ([("before", "(compensate)")], "can be started before"),
        ([Instruction("before", "v", scope=77)], "no element"),
    ],
)
def test_impossible_is_refused(instructions, said):
    p = Play(LINE)

    assert said in refused(p, *instructions)
    assert p.tasks() == ["u"]


def test_boundary_event_and_event_subprocess_are_no_places():
    body = start() + user("u") + boundary("t", "u", timer("PT1H")) + event_sub("e", MSG)
    p = Play(body + user("v") + flow("a>u,t>v"))

    for target in ("t", "e"):
        assert "can be started before" in refused(p, ("before", target))
    assert "does not run" in refused(p, ("before", "ex"))
    assert move(p, ("cancel", "u"), ("after", "t")).tasks() == ["v"]


def test_new_instance_begins_where_it_is_told():
    p = Play(NESTED)
    begin = [Instruction("before", "k")]

    step = runtime.start(p.definition, "P", {"n": 1}, p.env, instructions=begin)

    assert [task.activity_id for task in step.user_tasks] == ["k"]
    assert step.happenings[0].activity_id == "s"


def test_elements_are_listed_with_their_scope():
    found = {
        e.id: (e.type, e.scope, e.is_startable)
        for e in interventions.elements(Play(NESTED).definition, "P")
    }

    assert found["u"] == ("userTask", None, True)
    assert found["i"] == ("userTask", "s", True)
    assert found["s"] == ("subProcess", None, True)
