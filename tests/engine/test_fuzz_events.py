"""Random processes bombarded with messages, signals, time and variables stay sound and end cleanly.

A sample here; `make fuzz` tries thousands (RAVAND_FUZZ).
"""

import random

import pytest

from engine.bpmn import dormant
from engine.bpmn.loading import load
from tests.engine.bpmn.play import Play, end, flow, start
from tests.engine.fuzzing import WildBlocks, seeds
from tests.engine.test_fuzz_structure import CHUNKS, assert_history_is_balanced

DEPTH = 4
MOST_INPUTS = 400


def bombard(p, choice):
    """Do one random thing to an instance; False if nothing can be done any more."""
    tasks, what = p.open("user_task"), choice.random()
    if what < 0.6 and tasks:
        p.complete_token(choice.choice(tasks).token_id)
    elif what < 0.7:
        p.message()
    elif what < 0.8:
        p.signal()
    elif what < 0.9:
        p.later(minutes=40)
    elif tasks:
        p.set(choice.choice(tasks).token_id, c=choice.randint(0, 2))
    return bool(tasks or p.rows)


def assert_sound(p):
    instance = load(p.state, p.definition, p.env)
    for token in instance.tokens.values():
        assert token.workflow.tasks[token.id] is token
        assert token._parent is None or token.parent is not None
    for owner, process in instance.subprocesses.items():
        assert instance.tokens[owner].task_spec.bpmn_id
        assert not process.over
    assert not p.incidents


@pytest.mark.parametrize("seed", seeds(60))
def test_instance_stays_sound_and_ends_cleanly(seed, monkeypatch):
    monkeypatch.setattr(dormant, "CHUNK", CHUNKS[seed % len(CHUNKS)])
    block = WildBlocks(seed).block(DEPTH)
    body = start() + block.xml + end() + flow(f"fa:a>{block.first},fz:{block.last}>z")
    p = Play(body, {"c": 0}, stepwise=seed % 2 == 0)
    choice = random.Random(seed)

    for _ in range(MOST_INPUTS):
        if p.done or not bombard(p, choice):
            break
        assert_sound(p)

    if p.done:
        assert p.rows == {}
        assert_history_is_balanced(p)
    else:
        assert_only_a_join_is_stuck(p)


def assert_only_a_join_is_stuck(p):
    """What a non-interrupting event adds may leave a join without its last token: BPMN's rule."""
    instance = load(p.state, p.definition, p.env)
    kinds = {t.task_spec.element_type for t in instance.tokens.values() if not t.children}
    assert kinds & {"parallelGateway", "inclusiveGateway"}, instance.tokens
