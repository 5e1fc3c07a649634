"""Inclusive gateways."""

import pytest

from tests.engine.bpmn.play import end, flow, gateway, start, user

SPLIT = start() + gateway("inclusive", "g", "j") + user("u") + user("v") + user("w") + end()
SPLIT += flow("a>g,g>u[1 in x],g>v[2 in x],g>w[3 in x],u>j,v>j,w>j,j>z")


def test_join_waits_for_what_was_split(play):
    p = play(SPLIT, {"x": [1, 3]})
    assert p.tasks() == ["u", "w"]

    p.complete("u")
    assert p.tasks() == ["w"]
    assert not p.done

    p.complete("w")
    assert p.done
    assert len(p.completed("z")) == 1


def test_nothing_holds_is_an_incident(play):
    p = play(SPLIT, {"x": []})

    assert [i.activity_id for i in p.incidents] == ["g"]


@pytest.mark.parametrize(("k", "after_u"), [(1, []), (0, ["z"])])
def test_join_waits_only_for_what_can_still_come(play, k, after_u):
    body = start() + gateway("parallel", "f") + gateway("inclusive", "j") + user("u")
    body += gateway("exclusive", "x", default="f9") + user("v") + end() + end("e2")
    p = play(body + flow("a>f,f>u,f>x,x>v[k == 1],f9:x>e2,v>j,u>j,j>z"), {"k": k})

    p.complete("u")
    assert p.completed("z") == after_u

    if p.tasks():
        p.complete("v")
    assert p.done
    assert p.completed("z") == ["z"]
