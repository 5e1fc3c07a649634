"""Standard loops."""

from html import escape

import pytest

from tests.engine.bpmn.play import end, flow, script, start


def loop(condition=None, **attributes):
    inner = f"<loopCondition>{escape(condition)}</loopCondition>" if condition else ""
    given = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<standardLoopCharacteristics{given}>{inner}</standardLoopCharacteristics>"


@pytest.mark.parametrize(
    ("characteristics", "count"),
    [
        (loop("n < 0", testBefore="true"), 0),
        (loop("n < 0"), 1),
        (loop(loopMaximum="4"), 4),
        (loop("n < 2", loopMaximum="4"), 2),
        (loop("loopCounter < 3"), 3),
    ],
    ids=["before", "after", "maximum", "condition", "counter"],
)
def test_repeats_while_its_condition_holds(play, characteristics, count):
    p = play(
        start() + script("u", "n = n + 1", characteristics) + end() + flow("a>u,u>z"), {"n": 0}
    )

    assert p.vars == {"n": count}
    assert p.done


def test_condition_that_fails_is_an_incident(play):
    p = play(start() + script("u", "log(1)", loop("more")) + end() + flow("a>u,u>z"))
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("u", "expression")]

    p.set(more=False)
    p.retry("u")

    assert p.done
    assert p.log == [1]
