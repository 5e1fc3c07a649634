"""Start and end events, and processes that lack them."""

from tests.engine.bpmn.play import TERM, catch, end, flow, gateway, script, start, sub, throw, user


def test_token_goes_from_start_to_end(play):
    p = play(start() + end() + flow("a>z"))

    assert p.done
    assert p.history == [("started", "a"), ("completed", "a"), ("started", "z"), ("completed", "z")]
    assert p.step.status == "completed"
    assert p.step.end_activity_id == "z"


def test_every_start_event_without_trigger_begins(play):
    p = play(start("a") + start("b") + script("x", "log(1)") + flow("a>x,b>x"))

    assert p.log == [1, 1]
    assert p.done


def test_nodes_without_incoming_flow_start_a_process_without_start_event(play):
    inner = script("x", "log(1)") + script("y", "log(2)")
    p = play(sub("S", inner) + script("q", "log(3)") + flow("S>q"))

    assert p.log == [1, 2, 3]
    assert p.done


def test_activity_without_outgoing_flow_ends_its_path(play):
    p = play(start() + user("u") + flow("a>u"))

    p.complete("u")

    assert p.done
    assert p.step.end_activity_id is None


def test_ids_of_spiffworkflow_do_not_collide(play):
    body = start("Start") + user("End") + script("Root", "log(1)") + script("P1", "log(2)")
    p = play(body + flow("Start>End,End>Root,End>P1"))

    p.complete("End")

    assert p.log == [1, 2]
    assert p.done


def test_end_event_of_one_path_leaves_the_others(play):
    p = play(start() + user("u") + user("v") + end("z1") + end("z2") + flow("a>u,a>v,u>z1,v>z2"))

    p.complete("u")
    assert not p.done

    p.complete("v")
    assert p.done
    assert p.step.end_activity_id == "z2"


def test_terminate_cancels_ready_siblings(play):
    body = start() + gateway("parallel", "g") + end("t", TERM)
    body += script("s1", "log(1)") + script("s2", "log(2)") + end()
    p = play(body + flow("a>g,g>t,g>s1,s1>s2,s2>z"))

    assert p.done
    assert 2 not in p.log
    assert p.step.status == "internally_terminated"
    assert p.step.end_activity_id == "t"


def test_terminate_in_a_subprocess_ends_only_that(play):
    inner = start("b") + user("v") + end("t", TERM) + user("w") + flow("b>v,v>t,b>w")
    p = play(start() + sub("S", inner) + script("x", "log(1)") + flow("a>S,S>x"))

    p.complete("v")

    assert p.log == [1]
    assert p.step.status == "completed"
    assert ("cancelled", "w") in p.history


def test_initiator_becomes_a_variable(play):
    p = play(start(camunda__initiator="who") + user("u") + flow("a>u"), facts={"initiator": "sara"})

    assert p.vars == {"who": "sara"}


def test_links_join_what_is_drawn_apart(play):
    link = '<linkEventDefinition name="L"/>'
    p = play(
        start() + throw("l1", link) + catch("l2", link) + script("x", "log(1)") + flow("a>l1,l2>x")
    )

    assert p.log == [1]
    assert p.done


def test_long_models_do_not_recurse(play):
    names = [f"s{n}" for n in range(500)]
    body = start() + "".join(script(name, "n = n + 1") for name in names)
    flows = ",".join(f"{a}>{b}" for a, b in zip(["a", *names], names, strict=False))
    p = play(body + flow(flows), {"n": 0})

    assert p.vars == {"n": 500}
    assert p.done
