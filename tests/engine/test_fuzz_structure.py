"""Random processes do every task as often as a reference interpretation says, then end.

A sample here; `make fuzz` tries thousands (RAVAND_FUZZ).
"""

import random
from collections import Counter

import pytest

from engine.bpmn import dormant
from tests.engine.bpmn.play import Play, end, flow, start
from tests.engine.fuzzing import Blocks, seeds

DEPTH = 4
MOST_STEPS = 2000
CHUNKS = (1, 3, 64)  # so that few sleepers are many


@pytest.mark.parametrize("seed", seeds(60))
def test_every_task_is_worked_as_often_as_it_should(seed, monkeypatch):
    monkeypatch.setattr(dormant, "CHUNK", CHUNKS[seed % len(CHUNKS)])
    block = Blocks(seed).block(DEPTH)
    body = start() + block.xml + end() + flow(f"fa:a>{block.first},fz:{block.last}>z")
    p = Play(body, stepwise=seed % 2 == 0)
    choice, worked = random.Random(seed), Counter()

    while not p.done and sum(worked.values()) < MOST_STEPS:
        task = choice.choice(p.open("user_task"))
        worked[task.activity_id] += 1
        p.complete_token(task.token_id)

    assert p.done
    assert worked + Counter(p.log) == block.expected
    assert p.step.status == "completed"
    assert p.rows == {}
    assert len(p.completed("z")) == 1
    assert_history_is_balanced(p)


def assert_history_is_balanced(p):
    """Whatever was started was completed or cancelled, once."""
    happenings = [h for step in p.steps for h in step.happenings if h.what != "taken"]
    started = Counter(h.token_id for h in happenings if h.what == "started")
    ended = Counter(h.token_id for h in happenings if h.what != "started")
    assert started == ended
    assert set(started.values()) <= {1}
