"""Large variables go out of the state and come back only when somebody reads them."""

import pytest

from engine import runtime
from engine.bpmn.scope import content_hash
from engine.errors import NotFoundError
from tests.engine.bpmn.play import Play, element, end, flow, multi, script, start, user

LARGE = ["x" * 100] * 200
MEDIUM = ["x" * 100] * 40
BODY = start() + user("u") + script("s", "n = len(big)") + user("v") + end()
BODY += flow("a>u,u>s,s>v,v>z")


def test_large_value_is_kept_elsewhere_by_its_hash():
    p = Play(BODY, {"big": LARGE}, stepwise=False)

    ((digest, raw),) = p.step.values.items()
    assert digest == content_hash(raw)
    assert digest.encode() in p.state
    assert len(p.state) < 200


def test_untouched_value_is_neither_fetched_nor_given_again(play):
    p = play(start() + user("u") + user("v") + flow("a>u,u>v"), {"big": LARGE})
    first = len(p.steps)

    p.complete("u", n=1)

    assert p.fetched == []
    assert all(not step.values for step in p.steps[first:])


def test_value_is_fetched_when_a_script_reads_it():
    p = Play(BODY, {"big": LARGE}, stepwise=False)

    p.complete("u")

    assert p.vars["n"] == len(LARGE)
    assert p.step.values == {}
    assert [a.name for a in p.step.assigned] == ["n"]


def test_same_value_set_again_is_no_change():
    p = Play(BODY, {"big": LARGE, "middle": MEDIUM}, stepwise=False)

    p.set(big=list(LARGE), middle=list(MEDIUM))

    assert p.fetched == []
    assert p.step.values == {}
    assert p.step.assigned == ()


def test_changed_value_is_given_anew():
    p = Play(BODY, {"big": LARGE}, stepwise=False)
    old = next(iter(p.values))

    p.set(big=[*LARGE, "y"])

    assert set(p.step.values) == {content_hash(next(iter(p.step.values.values())))}
    assert old not in p.step.values
    assert p.vars["big"][-1] == "y"


def test_medium_value_stays_in_the_state_unread(play):
    p = play(start() + user("u") + user("v") + flow("a>u,u>v"), {"middle": MEDIUM})

    p.complete("u", n=1)

    assert p.values == {}
    assert p.vars == {"middle": MEDIUM, "n": 1}


def test_value_that_is_missing_elsewhere_is_an_error():
    p = Play(BODY, {"big": LARGE}, stepwise=False)
    p.values.clear()

    with pytest.raises(NotFoundError):
        p.vars_of("u")


def test_called_process_shares_the_stored_value(play):
    task = element("callActivity", "c", calledElement="Q")
    inner = start("qa") + user("qu") + flow("qa>qu")
    extra = element("process", "Q", inner, isExecutable="true")
    p = play(start() + task + user("v") + flow("a>c,c>v"), {"big": LARGE}, extra=extra)
    assert p.vars_of("qu")["big"] == LARGE

    p.complete("qu", big=[1])

    assert p.vars == {"big": [1]}


def test_large_items_of_a_loop_survive_sleeping(play):
    items = multi("", camunda__collection="items", camunda__elementVariable="item")
    values = [[str(number) * 3000] for number in range(4)]
    p = play(start() + user("u", items) + end() + flow("a>u,u>z"), {"items": values})

    p.complete("u")
    p.set(other=1)

    seen = [p.vars_of_token(row.token_id)["item"] for row in p.open("user_task")]
    assert seen == values[1:]


@pytest.mark.parametrize(
    "state",
    [b"", b"nonsense", b"00000002[]", b'00000006["x"] ', b"00000004[99]"],
    ids=["empty", "text", "blank", "type", "version"],
)
def test_unknown_state_is_refused_clearly(state):
    p = Play(BODY, stepwise=False)

    with pytest.raises(runtime.StateVersionError, match="version"):
        runtime.resume(p.definition, state, p.env)
