"""The business errors that may be reported at a task, innermost event first."""

from tests.engine.bpmn.play import boundary, compiled, element, end, flow, multi, start, user

ERROR = '<error id="E" name="Gone" errorCode="GONE"/><error id="F" errorCode="FAR"/>'
ANY = "<errorEventDefinition/>"


def reported(body, task="u"):
    info = compiled(body, ERROR).processes["P"]
    return [(one.activity_id, one.code, one.name) for one in info.errors[task]]


def catch(reference):
    return f'<errorEventDefinition errorRef="{reference}"/>'


def test_event_at_the_task_takes_its_error():
    body = start() + user("u") + boundary("b", "u", catch("E")) + end() + flow("a>u,u>z,b>z")

    assert reported(body) == [("b", "GONE", "Gone")]


def test_event_without_code_is_reported_by_its_id():
    body = start() + user("u") + boundary("b", "u", ANY, name="Any") + end() + flow("a>u,u>z,b>z")

    assert reported(body) == [("b", "b", "Any")]


def test_task_that_is_done_several_times_has_its_event():
    task = user("u", multi("<loopCardinality>3</loopCardinality>"))
    body = start() + task + boundary("b", "u", catch("E")) + end() + flow("a>u,u>z,b>z")

    assert reported(body) == [("b", "GONE", "Gone")]


def test_inner_event_hides_the_outer_one_of_its_code():
    inner = start("i") + user("u") + boundary("b", "u", catch("E")) + end("j")
    inner += end("k") + flow("i>u,u>j,b>k")
    outer = boundary("c", "s", catch("E")) + boundary("d", "s", catch("F"))
    body = start() + element("subProcess", "s", inner) + outer + end() + end("y")
    body += flow("a>s,s>z,c>y,d>y")

    assert reported(body) == [("b", "GONE", "Gone"), ("d", "FAR", "F")]


def test_other_events_are_not_reported():
    body = start() + user("u") + user("v") + boundary("b", "v", catch("E")) + end()
    body += flow("a>u,u>v,v>z,b>z")

    assert reported(body) == []
