"""Running instances go over to another version: what stays, what is new, what is refused."""

import pytest

from engine import interventions, runtime
from engine.errors import MigrationRefusedError
from tests.engine.bpmn.play import (
    MSG,
    MSG2,
    Play,
    boundary,
    catch,
    compensable,
    compiled,
    element,
    end,
    event_sub,
    flow,
    gateway,
    start,
    sub,
    timer,
    times,
    user,
)

LINE = start() + user("u", name="Look") + end() + flow("a>u,u>z")
LONGER = start() + user("u", name="Check") + user("v") + end() + flow("a>u,u>v,v>z")
INNER = start("b") + user("i") + end("y") + flow("b>i,i>y")


def migrate(play, body, plan=None, extra=""):
    """Bring a play over to a new body by a plan, the generated one unless given."""
    target = compiled(body, extra)
    if plan is None:
        plan = interventions.plan_migration(play.definition, target, "P")
    step, moved = interventions.migrate(play.definition, play.state, target, plan, play.env)
    play.definition = target
    play.take(step)
    return moved


def refused(play, body, plan=None):
    with pytest.raises(MigrationRefusedError) as caught:
        migrate(play, body, plan)
    return caught.value.template


def test_task_goes_on_in_the_new_version():
    p = Play(LINE, {"n": 1})
    token = p.token("u")

    (moved,) = migrate(p, LONGER)

    assert (moved.token_id, moved.activity_id, moved.name) == (token, "u", "Check")
    assert p.token("u") == token
    assert p.step.user_tasks == ()
    assert p.vars == {"n": 1}
    assert p.complete("u").tasks() == ["v"]


def test_renamed_element_needs_the_plan():
    renamed = start() + user("w") + end() + flow("a>w,w>z")
    p = Play(LINE)
    assert "active and not mapped" in refused(p, renamed)

    (moved,) = migrate(p, renamed, {"u": "w"})

    assert moved.activity_id == "w"
    assert p.complete_token(moved.token_id).done


def test_timer_keeps_its_due_time():
    short, long = (
        start() + catch("t", timer(text)) + user("v") + flow("a>t,t>v") for text in ("PT1H", "PT9H")
    )
    p = Play(short)
    (before,) = p.open("event")

    migrate(p, long)

    assert p.open("event") == [before]
    assert p.later(hours=2).tasks() == ["v"]


def test_new_boundary_event_begins_to_wait_and_an_old_one_ends():
    with_old = LINE + boundary("o", "u", MSG) + user("l") + flow("o>l")
    with_new = LINE + boundary("m", "u", MSG2) + user("l") + flow("m>l")
    p = Play(with_old)

    migrate(p, with_new)

    assert [row.activity_id for row in p.open("event")] == ["m"]
    p.message("m2")
    assert p.tasks() == ["l"]


def test_new_event_subprocess_listens():
    p = Play(LINE)

    migrate(p, LINE + event_sub("e", MSG, interrupting=False))

    assert p.message() == 1
    assert p.log == ["e"]
    assert p.complete("u").done


def test_nested_scopes_go_over():
    body = start() + sub("s", INNER + user("k")) + user("v") + flow("a>s,s>v")
    p = Play(start() + sub("s", INNER) + flow("a>s"))

    migrate(p, body)
    p.complete("i")

    assert p.tasks() == ["v"]


def test_loop_goes_over_with_its_instances():
    body = start() + user("m", times(3)) + user("v") + flow("a>m,m>v")
    p = Play(start() + user("m", times(3)) + flow("a>m"))

    migrate(p, body)
    for token in [row.token_id for row in p.open("user_task")]:
        p.complete_token(token)

    assert p.tasks() == ["v"]


def test_hundreds_that_sleep_go_over():
    p = Play(start() + user("m", times(150)) + flow("a>m"), stepwise=False)

    moved = migrate(p, start() + user("m", times(150)) + user("v") + flow("a>m,m>v"))

    assert len(moved) == 151
    assert len(p.tasks()) == 150


def test_join_goes_over_with_what_waits_at_it():
    fork = start() + gateway("parallel", "f", "j") + user("u") + user("v") + user("w")
    flows = "f1:a>f,f2:f>u,f3:f>v,f4:u>j,f5:v>j,f6:j>w"
    p = Play(fork + flow(flows)).complete("u")

    migrate(p, fork + user("x") + flow(flows + ",f7:w>x"))
    assert p.complete("v").tasks() == ["w"]

    other = Play(fork + flow(flows)).complete("u")
    assert "is gone" in refused(other, fork + flow(flows.replace("f4", "f9")))


def test_case_inside_a_called_process_of_the_file_is_refused():
    def file(inner):
        return element("process", "Q", inner, isExecutable="true")

    call = start() + element("callActivity", "c", calledElement="Q") + flow("a>c")
    p = Play(call, extra=file(INNER))

    plan = {"c": "c"}
    with pytest.raises(MigrationRefusedError):
        migrate(p, call, plan, extra=file(INNER + user("k")))


@pytest.mark.parametrize(
    ("body", "plan", "said"),
    [
        (start() + sub("u", INNER) + flow("a>u"), {"u": "u"}, "different kinds"),
        (start() + user("u", times(2)) + flow("a>u"), {"u": "u"}, "different kinds"),
        (start() + sub("s", INNER) + flow("a>s"), {"u": "i"}, "same subprocess"),
        (LONGER, {"u": "nowhere"}, "no element"),
        (LONGER, {"nowhere": "u"}, "no element"),
        (LONGER, {}, "not mapped"),
    ],
)
def test_impossible_plans_are_refused(body, plan, said):
    p = Play(LINE)

    assert said in refused(p, body, plan)
    assert runtime.complete(p.definition, p.state, p.token("u"), {}, p.env).status


def test_what_is_to_be_undone_keeps_its_id():
    body = start() + compensable("s") + user("u") + flow("a>s,s>u")

    assert "remembered" in refused(Play(body), LINE, {"u": "u"})
    assert migrate(Play(body), body)


def test_plan_leaves_out_what_moved_into_a_subprocess():
    one, two = (compiled(body) for body in (LINE, start() + sub("s", user("u")) + flow("a>s")))

    assert interventions.plan_migration(one, two, "P") == {"a": "a"}
