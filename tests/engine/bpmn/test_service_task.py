"""Service tasks wait as jobs for a connector or an external worker."""

import pytest

from engine import runtime
from tests.engine.bpmn.play import E1, boundary, element, end, extensions, flow, start, timer, user


def service(inner="", **attributes):
    return start() + element("serviceTask", "s", inner, **attributes) + end() + flow("a>s,s>z")


EXTERNAL = {"camunda__type": "external", "camunda__topic": "bill"}


def test_external_task_waits_for_its_worker(play):
    p = play(service(camunda__taskPriority="${n}", **EXTERNAL), {"n": 7})
    (job,) = p.open("job")
    assert (job.kind, job.topic, job.priority, job.inputs) == ("external", "bill", 7, None)

    p.complete("s", result=1)

    assert p.done
    assert p.vars == {"n": 7, "result": 1}
    assert p.rows == {}


def test_connector_gets_mapped_inputs_and_gives_mapped_outputs(play):
    inner = extensions(
        '<ravand:input name="to">${mail}</ravand:input>'
        '<ravand:output name="receipt">${id}</ravand:output>'
    )
    p = play(service(inner, ravand__connector="mail", ravand__retry="R3/PT10M"), {"mail": "a@b.c"})
    (job,) = p.open("job")
    assert (job.kind, job.topic, job.retry_cycle) == ("connector", "mail", "R3/PT10M")
    assert job.inputs == {"to": "a@b.c"}

    p.complete("s", id=5, noise="x")

    assert p.vars == {"mail": "a@b.c", "receipt": 5}


def test_result_variable_takes_the_whole_answer(play):
    p = play(service(ravand__connector="crm", camunda__resultVariable="customer"))

    p.complete("s", name="Ann")

    assert p.vars == {"customer": {"name": "Ann"}}


def test_failed_input_is_an_incident_that_can_be_retried(play):
    inner = extensions('<ravand:input name="to">${mail}</ravand:input>')
    p = play(service(inner, ravand__connector="mail"))
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("s", "expression")]
    assert p.jobs() == []

    p.set(mail="a@b.c")
    p.retry("s")

    assert p.open("job")[0].inputs == {"to": "a@b.c"}


def test_worker_error_takes_the_boundary_event(play):
    body = start() + element("serviceTask", "s", **EXTERNAL) + boundary("b", "s", E1) + user("x")
    p = play(body + end() + flow("a>s,s>z,b>x,x>z"))
    token_id = p.token("s")

    p.error("s", "E1", "no money", left=3)

    assert p.tasks() == ["x"]
    assert p.vars == {"left": 3}
    with pytest.raises(runtime.NotWaitingError):
        p.complete_token(token_id)


def test_uncaught_worker_error_ends_the_instance(play):
    p = play(service(**EXTERNAL))

    p.error("s", "E9", "broken")

    assert p.step.status == "internally_terminated"
    assert [(t.kind, t.name, t.payload) for t in p.thrown] == [
        ("error", "E9", {"message": "broken"})
    ]


def test_service_boundary_timer_cancels_the_job(play):
    body = start() + element("serviceTask", "s", **EXTERNAL) + boundary("b", "s", timer("PT1H"))
    p = play(body + end() + end("y") + flow("a>s,s>z,b>y"))

    p.later(hours=2)

    assert p.done
    assert p.rows == {}
    assert ("cancelled", "s") in p.history


def test_connector_without_outputs_leaves_nothing_behind(play):
    p = play(service(ravand__connector="mail"), {"x": 1})

    p.complete("s", message_id="m-1", refused=[])

    assert p.done
    assert p.vars == {"x": 1}
