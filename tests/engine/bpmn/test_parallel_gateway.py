"""Parallel gateways and implicit splits."""

from tests.engine.bpmn.play import Play, end, flow, gateway, script, start, user


def test_join_keeps_the_updates_of_all_branches(play):
    body = start() + script("i", "x=0; y=0") + gateway("parallel", "g", "j")
    body += script("b", "x=1") + user("c") + end()
    p = play(body + flow("a>i,i>g,g>b,g>c,b>j,c>j,j>z"))

    p.complete("c", y=2)

    assert p.done
    assert p.vars == {"x": 1, "y": 2}
    assert len(p.completed("z")) == 1


def test_join_in_a_loop_counts_each_round():
    body = start() + script("i", "n=0") + gateway("exclusive", "m")
    body += gateway("exclusive", "g", default="f9") + gateway("parallel", "f", "j")
    body += script("b", "n=n+1") + script("c", "k=1") + end()
    flows = flow("a>i,i>m,m>f,f>b,f>c,b>j,c>j,j>g,g>m[n < 300],f9:g>z")
    p = Play(body + flows, stepwise=False)

    assert p.done
    assert p.vars["n"] == 300


def test_surplus_tokens_stay_at_the_join(play):
    body = start() + gateway("parallel", "g", "j") + gateway("exclusive", "m") + user("b")
    body += script("x1") + script("x2") + script("k", "log(1)") + end()
    p = play(body + flow("a>g,g>x1,g>x2,x1>m,x2>m,m>j,g>b,b>j,j>k,k>z"))

    p.complete("b")

    assert p.log == [1]
    assert not p.done


def test_each_arrival_at_a_join_is_history(play):
    body = start() + gateway("parallel", "g", "j") + user("u") + user("v") + end()
    p = play(body + flow("a>g,g>u,g>v,u>j,v>j,j>z"))

    p.complete("u")
    assert p.history.count(("started", "j")) == 1
    assert p.history.count(("completed", "j")) == 0

    p.complete("v")
    assert p.history.count(("started", "j")) == 2
    assert p.history.count(("completed", "j")) == 2
    assert p.history.count(("completed", "z")) == 1


def test_several_flows_out_of_a_task_split(play):
    p = play(start() + user("u") + user("v") + user("w") + flow("a>u,u>v,u>w"))

    p.complete("u")

    assert p.tasks() == ["v", "w"]


def test_conditional_flows_out_of_a_task_choose(play):
    body = start() + user("u", default="f9") + user("v") + user("w") + user("d")
    body += flow("a>u,u>v[n > 1],u>w[n > 2],f9:u>d")

    p = play(body)
    p.complete("u", n=2)
    assert p.tasks() == ["v"]

    p = play(body)
    p.complete("u", n=0)
    assert p.tasks() == ["d"]


def test_start_and_completion_quantity(play):
    body = start() + script("x", completionQuantity="3") + user("u", startQuantity="2")
    p = play(body + flow("a>x,x>u"))

    assert p.tasks() == ["u"]
    assert p.history.count(("started", "u")) == 1

    p.complete("u")
    assert not p.done
