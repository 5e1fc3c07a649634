"""Complex gateways."""

from tests.engine.bpmn.play import end, flow, gateway, script, start, user

ACTIVATION = "<activationCondition>activationCount &gt;= 2</activationCondition>"


def test_fires_once_and_swallows_the_rest(play):
    body = start() + gateway("parallel", "f") + user("p") + user("q") + user("r")
    body += gateway("complex", "c", inner=ACTIVATION) + script("k", "log(1)") + end()
    p = play(body + flow("a>f,f>p,f>q,f>r,p>c,q>c,r>c,c>k,k>z"))

    p.complete("p")
    assert p.log == []
    p.complete("q")
    assert p.log == [1]
    p.complete("r")

    assert p.log == [1]
    assert p.done


def test_resets_in_a_loop(play):
    body = start() + script("i", "n=0") + gateway("exclusive", "m") + gateway("parallel", "f")
    body += gateway("exclusive", "x", default="f9") + script("p") + script("q") + user("r")
    body += gateway("complex", "c", inner=ACTIVATION) + script("k", "n = n + 1") + user("y") + end()
    flows = "a>i,i>m,m>f,f>p,f>q,f>r,p>c,q>c,r>c,c>k,k>x,x>y[n < 2],f9:x>z,y>m"
    p = play(body + flow(flows))
    assert p.vars["n"] == 1

    p.complete("r")
    assert p.vars["n"] == 1

    p.complete("y")
    assert p.vars["n"] == 2
