"""Script tasks and their incidents."""

from tests.engine.bpmn.play import element, end, flow, script, start


def test_script_reads_and_binds_variables(play):
    p = play(start() + script("s", "y = x + 1") + end() + flow("a>s,s>z"), {"x": 1})

    assert p.vars == {"x": 1, "y": 2}
    assert p.done


def test_empty_script_passes(play):
    p = play(start() + script("s", " ") + end() + flow("a>s,s>z"))

    assert p.done


def test_result_variable_takes_the_value_of_an_expression(play):
    body = script("s", "x * 2", camunda__resultVariable="y", scriptFormat="python")
    p = play(start() + body + end() + flow("a>s,s>z"), {"x": 21})

    assert p.vars == {"x": 21, "y": 42}


def test_error_is_an_incident_with_line_and_message(play):
    p = play(start() + script("s", "y = 1\ny = missing + 1") + end() + flow("a>s,s>z"))

    (incident,) = p.incidents
    assert (incident.activity_id, incident.kind, incident.line) == ("s", "script", 2)
    assert "missing" in incident.message
    assert not p.done


def test_retry_runs_the_script_again(play):
    p = play(start() + script("s", "y = x + 1") + end() + flow("a>s,s>z"))

    p.set(x=1)
    p.retry("s")

    assert p.done
    assert p.vars == {"x": 1, "y": 2}
    assert p.rows == {}


def test_retry_that_fails_again_is_a_new_incident(play):
    p = play(start() + script("s", "y = x + 1") + end() + flow("a>s,s>z"))
    token_id, count = p.token("s"), len(p.steps)

    p.retry("s")

    closed = [step.closed for step in p.steps[count:] if step.closed]
    assert closed == [{token_id: "incident"}]
    assert [i.token_id for i in p.incidents] == [token_id]


def test_retry_after_no_flow_holds_does_not_run_the_script_twice(play):
    body = start() + script("s", "n = n + 1") + end() + end("y")
    p = play(body + flow("a>s,s>z[k == 1],s>y[k == 2]"), {"n": 0})
    assert p.incidents

    p.set(k=1)
    p.retry("s")

    assert p.done
    assert p.vars["n"] == 1


def test_task_without_behaviour_passes(play):
    p = play(start() + element("task", "t") + end() + flow("a>t,t>z"))

    assert p.done


def test_data_output_copies_a_variable_to_its_data_object(play):
    outputs = "<dataOutputAssociation><sourceRef>y</sourceRef><targetRef>ref</targetRef>"
    body = '<dataObject id="d"/><dataObjectReference id="ref" dataObjectRef="d"/>'
    body += start() + script("s", "y = 5", f"{outputs}</dataOutputAssociation>") + end()
    p = play(body + flow("a>s,s>z"))

    assert p.vars == {"d": 5, "y": 5}


def test_error_message_holds_no_nul(play):
    p = play(start() + script("s", r"raise ValueError('a\0b')") + flow("a>s"))

    (incident,) = p.incidents
    assert "ab" in incident.message
    assert "\0" not in incident.message
