"""Call activities: processes of the same file and of other deployments."""

from dataclasses import replace

import pytest

from engine.errors import NotFoundError
from tests.engine.bpmn.play import (
    COMP,
    E1,
    Play,
    boundary,
    compensable,
    compiled,
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


def called(body, id="Q"):
    return element("process", id, body, isExecutable="true")


Q = called(start("qa") + script("qs", "y = x + 1") + user("qu") + flow("qa>qs,qs>qu"))


def call(inner="", **attributes):
    task = element("callActivity", "c", inner, **{"calledElement": "Q", **attributes})
    return start() + task + end() + flow("a>c,c>z")


def test_called_process_has_a_scope_of_its_own(play):
    p = play(call(), {"x": 1, "l": [1]}, extra=Q)
    assert p.vars == {"x": 1, "l": [1]}
    assert p.vars_of("qu") == {"x": 1, "l": [1], "y": 2}

    p.complete("qu", l=[2])

    assert p.vars == {"x": 1, "y": 2, "l": [2]}
    assert p.done


def test_only_declared_variables_pass(play):
    mapping = extensions(
        '<camunda:in source="n" target="x"/>'
        '<camunda:in sourceExpression="${n * 10}" target="big"/>'
        '<camunda:out source="y" target="result"/>'
        '<camunda:out sourceExpression="${y + big}" target="total"/>'
    )
    p = play(call(mapping), {"n": 1, "secret": 2}, extra=Q)
    assert p.vars_of("qu") == {"x": 1, "big": 10, "y": 2}

    p.complete("qu", other=1)

    assert p.vars == {"n": 1, "secret": 2, "result": 2, "total": 12}


def test_business_key_is_that_of_the_call(play):
    inner = called(
        start("qa")
        + user("qu", camunda__assignee="${execution.processBusinessKey}")
        + flow("qa>qu")
    )
    mapping = extensions('<camunda:in businessKey="K-${n}"/>')
    p = play(call(mapping), {"n": 7}, extra=inner, facts={"business_key": "outer"})

    assert p.open("user_task")[0].assignee == "K-7"


def test_failed_output_keeps_the_called_process_until_a_retry(play):
    mapping = extensions(
        '<camunda:in variables="all"/><camunda:out sourceExpression="${later + 1}" target="r"/>'
    )
    p = play(call(mapping), {"x": 1}, extra=Q)
    p.complete("qu")
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("c", "expression")]
    assert not p.done


def test_missing_process_is_an_incident_that_can_be_retried():
    known = {}

    def find(reference):
        if reference not in known:
            raise NotFoundError(what="process definition", id=reference)
        return known[reference]

    p = Play(call(), {"x": 1}, called=find)
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("c", "definition")]

    known["Q"] = compiled("", Q + called(start("ra") + flow("ra>rb") + end("rb"), "R"), "Unused")
    p.retry("c")

    assert p.tasks() == ["qu"]


def test_other_deployment_is_bound_by_its_id(play):
    first = replaced_id(compiled(user("v1"), process="Q"), "Q:1:x")
    second = replaced_id(compiled(user("v2"), process="Q"), "Q:2:y")
    known = {"Q": first, "Q:1:x": first, "Q:2:y": second}
    asked = []

    def find(reference):
        asked.append(reference)
        return known[reference]

    p = play(call(), called=find)
    known["Q"] = second
    assert p.tasks() == ["v1"]

    p.complete("v1")

    assert p.done
    assert asked[0] == "Q"
    assert set(asked[1:]) <= {"Q:1:x"}


def replaced_id(definition, id):
    return replace(definition, id=id)


def test_called_process_is_named_in_history(play):
    p = play(call(), {"x": 1}, extra=Q)

    found = [h for step in p.steps for h in step.happenings if h.activity_id == "c"]
    assert [(h.what, h.called_process) for h in found] == [("started", "Q")]


def test_process_that_calls_itself_becomes_an_incident(play):
    task = element("callActivity", "c", calledElement="P")
    p = play(start() + task + end() + flow("a>c,c>z"))

    assert [(i.activity_id, i.kind) for i in p.incidents] == [("c", "budget")]


def test_global_task_is_called(play):
    extra = element("globalScriptTask", "Q", "<script>log(7)</script>")
    p = play(call(), extra=extra)

    assert p.log == [7]
    assert p.done


def test_error_of_a_called_process_reaches_the_caller(play):
    inner = called(start("qa") + end("qe", E1) + flow("qa>qe"))
    task = element("callActivity", "c", calledElement="Q")
    body = start() + task + boundary("b", "c", E1) + user("x") + flow("a>c,b>x")
    p = play(body, extra=inner)

    assert p.tasks() == ["x"]


@pytest.mark.parametrize("order", [("u1", "u2"), ("u2", "u1")])
def test_called_process_in_a_loop(order):
    inner = called(start("qa") + user("qu") + flow("qa>qu"))
    items = multi("", camunda__collection="names", camunda__elementVariable="name")
    task = element("callActivity", "c", items, calledElement="Q")
    p = Play(start() + task + end() + flow("a>c,c>z"), {"names": ["u1", "u2"]}, extra=inner)
    tokens = {p.vars_of_token(row.token_id)["name"]: row.token_id for row in p.open("user_task")}

    for name in order:
        p.complete_token(tokens[name])

    assert p.done


@pytest.mark.parametrize(
    ("binding", "reference"),
    [
        ({"camunda__calledElementBinding": "version", "camunda__calledElementVersion": "3"}, "Q:3"),
        (
            {
                "camunda__calledElementBinding": "versionTag",
                "camunda__calledElementVersionTag": "${tag}",
            },
            "Q@v7",
        ),
    ],
    ids=["version", "tag"],
)
def test_bound_version_is_asked_for_even_beside_one_of_the_file(play, binding, reference):
    other = replaced_id(compiled(user("old"), process="Q"), "Q:3:x")
    p = play(
        call(**binding),
        {"tag": "v7", "x": 1},
        extra=Q,
        called={reference: other, "Q:3:x": other}.__getitem__,
    )

    assert p.tasks() == ["old"]


def test_called_process_may_say_what_it_needs_and_gives(play):
    needs = '<ioSpecification><dataInput id="x"/><dataOutput id="y"/></ioSpecification>'
    inner = called(
        needs + start("qa") + script("qs", "y = x + 1; w = 9") + user("qu") + flow("qa>qs,qs>qu")
    )
    p = play(call(), {"x": 1, "other": 2}, extra=inner)
    assert p.vars_of("qu") == {"x": 1, "y": 2, "w": 9}

    p.complete("qu")
    assert p.vars == {"x": 1, "other": 2, "y": 2}

    p = play(call(), {"other": 2}, extra=inner)
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("c", "expression")]


def test_compensation_reaches_into_a_called_process(play):
    inner = called(start("qa") + compensable("p") + flow("qa>p"))
    task = element("callActivity", "c", calledElement="Q")
    body = start() + task + throw("t", COMP) + end() + flow("a>c,c>t,t>z")
    p = play(body, extra=inner)

    assert p.log == ["undo p"]
    assert p.done
