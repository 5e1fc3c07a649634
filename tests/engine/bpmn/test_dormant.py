"""Many tokens that wait lie in chunks; what happens is the same as if they did not."""

import random

import pytest

from engine import runtime
from engine.bpmn import codec, dormant
from tests.engine.bpmn.play import (
    SIG,
    Play,
    boundary,
    end,
    flow,
    gateway,
    multi,
    start,
    sub,
    timer,
    times,
    user,
)

MANY = 300
ASKED = start() + user("u", times(MANY)) + end() + flow("a>u,u>z")
ORDERS = {
    "first come": lambda rows: rows,
    "last come": lambda rows: rows[::-1],
    "any": lambda rows: random.Random(7).sample(rows, len(rows)),
}


def version(state):
    return codec.orjson.loads(state[8 : 8 + int(state[:8])])[0]


def open_tokens(p):
    return [row.token_id for row in p.open("user_task")]


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
def test_each_is_completed_once_in_any_order(order):
    p = Play(ASKED, stepwise=False)
    full = len(p.state)

    for number, token_id in enumerate(order(open_tokens(p)), 1):
        p.complete_token(token_id)
        assert len(open_tokens(p)) == MANY - number
        assert len(p.state) < full + 2000

    assert p.done
    assert p.history.count(("completed", "u")) == MANY + 1


def test_few_stay_where_all_tokens_are():
    body = start() + user("u", times(dormant.CHUNK - 1)) + end() + flow("a>u,u>z")
    few, many = Play(body, stepwise=False), Play(ASKED, stepwise=False)

    assert version(few.state) == codec.VERSION
    assert version(many.state) == codec.CHUNKED


def test_most_are_not_read_for_one_answer(monkeypatch):
    p = Play(ASKED, stepwise=False)
    read = []
    rows = dormant.Chunk.rows
    monkeypatch.setattr(dormant.Chunk, "rows", lambda chunk: read.append(chunk) or rows(chunk))

    p.complete_token(open_tokens(p)[150])

    assert len(read) == 1


def test_unknown_token_is_refused():
    p = Play(ASKED, stepwise=False)

    with pytest.raises(runtime.NotWaitingError):
        p.complete_token(99_999)
    done = open_tokens(p)[5]
    p.complete_token(done)
    with pytest.raises(runtime.NotWaitingError):
        p.complete_token(done)


def test_variables_of_each_are_kept():
    inner = "<loopDataInputRef>items</loopDataInputRef><loopDataOutputRef>outs</loopDataOutputRef>"
    inner += '<inputDataItem id="it"/><outputDataItem id="ot"/>'
    body = start() + user("u", multi(inner)) + end() + flow("a>u,u>z")
    items = [{"n": n, "text": f"متن {n}"} for n in range(100)]
    p = Play(body, {"items": items}, stepwise=False)

    for token_id in random.Random(3).sample(open_tokens(p), 100):
        it = p.vars_of_token(token_id)["it"]
        p.complete_token(token_id, ot=it["n"] * 2)

    assert p.vars["outs"] == [n * 2 for n in range(100)]


def test_interruption_cancels_all():
    body = start() + user("u", times(MANY)) + boundary("b", "u", SIG) + user("after") + end()
    p = Play(body + flow("a>u,u>z,b>after,after>z"), stepwise=False)
    p.complete_token(open_tokens(p)[0])

    p.signal("s")

    assert p.tasks() == ["after"]
    assert p.history.count(("cancelled", "u")) == MANY  # the others, and their body


def test_completion_condition_cancels_the_rest():
    inner = f"<loopCardinality>{MANY}</loopCardinality>"
    inner += "<completionCondition>nrOfCompletedInstances >= 2</completionCondition>"
    body = start() + user("u", multi(inner)) + end() + flow("a>u,u>z")
    p = Play(body, stepwise=False)

    p.complete_token(open_tokens(p)[200])
    p.complete_token(open_tokens(p)[3])

    assert p.done
    assert p.rows == {}


def test_what_has_something_attached_stays_awake():
    body = start() + user("u", times(100)) + boundary("b", "u", timer("P1D"), cancel=False)
    p = Play(body + user("r") + end() + flow("a>u,u>z,b>r,r>z"), stepwise=False)

    while p.open("user_task"):
        p.complete_token(open_tokens(p)[-1])

    assert p.done


def test_an_inclusive_join_waits_for_those_that_sleep():
    body = start() + gateway("inclusive", "split", "join") + user("u", times(100)) + user("v")
    flows = flow("a>split,split>u[True],split>v[True],u>join,v>join,join>z")
    p = Play(body + end() + flows, stepwise=False)

    p.complete("v")
    assert not p.done
    for token_id in open_tokens(p):
        p.complete_token(token_id)

    assert p.history.count(("completed", "z")) == 1


def test_scopes_within_scopes_have_their_own():
    inner = start("is") + user("u", times(70)) + end("ie") + flow("is>u,u>ie")
    body = start() + sub("s", inner, times(3)) + end() + flow("a>s,s>z")
    p = Play(body, stepwise=False)
    tokens = open_tokens(p)
    assert len(tokens) == 210

    for token_id in random.Random(1).sample(tokens, 210):
        p.complete_token(token_id)

    assert p.done
    assert len(p.completed("z")) == 1


def test_cancelling_the_instance_ends_all():
    p = Play(ASKED, stepwise=False)

    step = runtime.cancel(p.definition, p.state, p.env)

    assert len(step.closed) == MANY
    assert step.status == "externally_terminated"
