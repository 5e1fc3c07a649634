"""Diagrams of Camunda 8: their extensions mean what they mean there."""

from datetime import timedelta

import pytest

from tests.engine.bpmn import diagrams
from tests.engine.bpmn.play import (
    NOW,
    SIG,
    boundary,
    catch,
    element,
    end,
    extensions,
    flow,
    multi,
    script,
    start,
    throw,
    user,
)

LINE = end() + flow("a>s, s>z")
WAIT = flow("a>s, s>u, u>z") + end() + user("u")


def service(*inner, type="pay"):
    task = f'<zeebe:taskDefinition type="{type}"/>'
    return element("serviceTask", "s", extensions(task + "".join(inner)))


def mapping(*parts):
    inner = "".join(f"<zeebe:{kind}put source='{s}' target='{t}'/>" for kind, s, t in parts)
    return f"<zeebe:ioMapping>{inner}</zeebe:ioMapping>"


def loop(**attributes):
    given = " ".join(f"{name}='{value}'" for name, value in attributes.items())
    return multi(extensions(f"<zeebe:loopCharacteristics {given}/>"))


def test_task_definition_makes_an_external_task(play):
    p = play(start() + service(type='="pay-" + kind'.replace('"', "&quot;")) + WAIT, {"kind": "x"})

    (job,) = p.open("job")
    assert (job.kind, job.topic, job.retry_cycle) == ("external", "pay-x", None)
    assert p.complete("s", paid=True).vars == {"kind": "x", "paid": True}


@pytest.mark.parametrize(("retries", "cycle"), [("3", None), ("5", "R5/PT30S"), ("0", "R1/PT30S")])
def test_retries(play, retries, cycle):
    task = f'<zeebe:taskDefinition type="t" retries="{retries}"/>'
    p = play(start() + element("serviceTask", "s", extensions(task)) + LINE)

    assert p.open("job")[0].retry_cycle == cycle


def test_computed_retries_are_warned_of():
    task = diagrams.extended("task", "s", '<zeebe:taskDefinition type="t" retries="=n"/>')

    assert diagrams.warnings(diagrams.line(task, "s")) == [("ignored_extension", "s")]


def test_only_what_is_mapped_leaves_a_task(play):
    parts = ("in", "=order.total", "sum"), ("out", "=receipt.no", "receiptNo")
    p = play(start() + service(mapping(*parts)) + WAIT, {"order": {"total": 7}})
    assert p.open("job")[0].inputs == {"sum": 7}

    p.complete("s", receipt={"no": 5}, other=1)
    assert p.vars == {"order": {"total": 7}, "receiptNo": 5}


def test_targets_may_be_paths(play):
    parts = (
        ("in", "=1", "order.no"),
        ("in", "=order.no + 1", "order.next.no"),
        ("out", "=x", "order.result.x"),
    )
    p = play(start() + service(mapping(*parts)) + WAIT, {"order": {"kept": True}})
    assert p.vars_of("s")["order"] == {"no": 1, "next": {"no": 2}}

    p = play(start() + user("s", extensions(mapping(parts[2]))) + WAIT, {"order": {"kept": True}})
    assert p.complete("s", x=3).vars == {"order": {"kept": True, "result": {"x": 3}}}


def test_static_text_of_a_mapping(play):
    p = play(start() + service(mapping(("in", "card", "kind"))) + LINE)

    assert p.open("job")[0].inputs == {"kind": "card"}


def test_user_task(play):
    inner = extensions(
        "<zeebe:userTask/>"
        "<zeebe:assignmentDefinition assignee='=boss' candidateGroups='=[area, \"all\"]'"
        " candidateUsers='ali, sara'/>"
        "<zeebe:taskSchedule dueDate='=now() + duration(\"P1D\")' followUpDate='2026-02-01'/>"
        "<zeebe:priorityDefinition priority='=20 + 1'/><zeebe:formDefinition formId='call'/>"
    )
    p = play(start() + user("s", inner) + WAIT, {"boss": "mina", "area": "north"})

    (row,) = p.open("user_task")
    assert (row.assignee, row.candidate_groups) == ("mina", ("north", "all"))
    assert row.candidate_users == ("ali", "sara")
    assert (row.due_at, row.priority) == (NOW + timedelta(days=1), 21)
    assert row.form_key == "call"
    assert p.definition.processes["P"].form_keys == {"call"}


def test_script(play):
    inner = extensions('<zeebe:script expression="=price * 2" resultVariable="total"/>')
    p = play(start() + element("scriptTask", "s", inner) + WAIT, {"price": 0.1})

    assert p.vars["total"] == 0.2


def test_result_of_a_script_stays_inside_when_outputs_are_mapped(play):
    inner = '<zeebe:script expression="=price * 2" resultVariable="total"/>'
    inner += mapping(("out", "=total + 1", "more"))
    task = element("scriptTask", "s", extensions(inner))

    assert play(start() + task + WAIT, {"price": 1}).vars == {"price": 1, "more": 3}


def test_script_done_by_a_worker(play):
    inner = extensions('<zeebe:taskDefinition type="script"/>')

    assert play(start() + element("scriptTask", "s", inner) + LINE).jobs() == ["s"]


@pytest.mark.parametrize("output", ["=answer", "=answer + 1"])
def test_multi_instance(play, output):
    body = user("s", loop(inputCollection="=items", inputElement="item",
                          outputCollection="answers", outputElement=output))  # fmt: skip
    p = play(start() + body + WAIT, {"items": [10, 20]})
    first, second = (row.token_id for row in p.open("user_task"))
    assert p.vars_of_token(second)["loopCounter"] == 2  # as in Camunda 8

    p.complete_token(second, answer=2).complete_token(first, answer=1)
    assert p.vars["answers"] == ([1, 2] if output == "=answer" else [2, 3])


def test_outputs_of_an_instance_stay_in_it(play):
    inner = extensions(mapping(("out", "=raw * 10", "answer")))
    inner += loop(inputCollection="=[1, 2]", inputElement="item",
                  outputCollection="answers", outputElement="=answer")  # fmt: skip
    p = play(start() + user("s", inner) + WAIT)
    first, second = (row.token_id for row in p.open("user_task"))

    p.complete_token(first, raw=1).complete_token(second, raw=2)
    assert p.vars == {"answers": [10, 20]}


def called(play, attributes="", inner="", variables=None):
    zeebe = f'<zeebe:calledElement processId="=target" {attributes}/>' + inner
    call = element("callActivity", "s", extensions(zeebe))
    body = start("ca") + user("cu") + end("cz") + flow("ca>cu, cu>cz")
    extra = element("process", "Q", body, isExecutable="true")
    given = {"target": "Q", "n": 1, **(variables or {})}
    return play(start() + call + WAIT, given, extra=extra)


def test_call_passes_everything_both_ways(play):
    p = called(play)
    assert p.vars_of("cu") == {"target": "Q", "n": 1}

    assert p.complete("cu", m=2).vars == {"target": "Q", "n": 1, "m": 2}


def test_call_passes_what_is_mapped(play):
    attributes = 'propagateAllParentVariables="false" propagateAllChildVariables="false"'
    parts = ("in", "=n + 1", "x"), ("in", "=n", "o.n"), ("out", "=x * 2", "y")
    p = called(play, attributes, mapping(*parts))
    assert p.vars_of("cu") == {"x": 2, "o": {"n": 1}}

    assert p.complete("cu", x=5).vars == {"target": "Q", "n": 1, "y": 10}


def test_call_passes_nothing_back(play):
    p = called(play, 'propagateAllChildVariables="false"')

    assert p.complete("cu", m=2).vars == {"target": "Q", "n": 1}


def test_message_is_correlated_by_its_key(play):
    inner = extensions("<zeebe:subscription correlationKey='=order.no'/>")
    extra = element("message", "M", inner, name="paid")
    body = catch("s", '<messageEventDefinition messageRef="M"/>')
    p = play(start() + body + WAIT, {"order": {"no": 7}}, extra=extra)

    (row,) = p.open("event")
    assert (row.name, row.keys) == ("paid", {"correlationKey": 7})
    p.message("paid", {"amount": 5}, {"correlationKey": 7})
    assert p.vars["amount"] == 5


def test_payload_is_mapped(play):
    inner = extensions(mapping(("out", "=amount + 1", "received")))
    p = play(start() + catch("s", inner + SIG) + WAIT)

    p.signal(payload={"amount": 5})
    assert p.vars == {"received": 6}


def test_payload_of_an_event_beside_an_activity_is_mapped(play):
    inner = extensions(mapping(("out", "=amount + 1", "received")))
    beside = boundary("b", "s", inner + SIG, cancel=False) + script("x", "log(received)")
    p = play(start() + user("s") + beside + WAIT + flow("b>x"))

    p.signal(payload={"amount": 5})
    p.signal(payload={"amount": 7})
    assert p.log == [6, 8]
    assert p.vars == {"received": 8}


def test_throwing_message_event_is_done_by_a_worker(play):
    inner = extensions('<zeebe:taskDefinition type="send"/>' + mapping(("in", "=1", "n")))
    p = play(start() + throw("s", inner + "<messageEventDefinition/>") + WAIT)

    (job,) = p.open("job")
    assert (job.topic, job.inputs) == ("send", {"n": 1})


def test_version_tag():
    body = extensions('<zeebe:versionTag value="v7"/>') + start() + LINE + user("s")
    definition = diagrams.compiled(diagrams.process(body))

    assert definition.processes["P"].version_tag == "v7"


@pytest.mark.parametrize(
    ("inner", "severity", "code"),
    [
        ('<zeebe:taskHeaders><zeebe:header key="k" value="v"/></zeebe:taskHeaders>', "warning",
         "ignored_extension"),
        ("<zeebe:executionListeners/>", "warning", "ignored_extension"),
        ('<zeebe:properties><zeebe:property name="k"/></zeebe:properties>', None, None),
        ("<zeebe:flyingCarpet/>", "warning", "unknown_extension"),
        ("<zeebe:linkedResources/>", "error", "unsupported_extension"),
    ],
)  # fmt: skip
def test_what_is_not_executed_is_told(inner, severity, code):
    xml = diagrams.line(diagrams.extended("task", "s", inner), "s")
    found = diagrams.errors(xml) if severity == "error" else diagrams.warnings(xml)

    assert {one for one, _ in found} == ({code} if code else set())


def test_unknown_attribute_is_warned_of():
    xml = diagrams.line('<task id="s" zeebe:colour="red" zeebe:modelerTemplate="t"/>', "s")

    assert diagrams.warnings(xml) == [("unknown_extension", "s")]
