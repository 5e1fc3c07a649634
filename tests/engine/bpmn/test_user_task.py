"""User and manual tasks: who works them, until when, and what they give."""

from datetime import UTC, datetime, timedelta

import pytest

from engine import runtime
from tests.engine.bpmn.play import Play, element, end, extensions, flow, start, user


def test_waits_until_it_is_completed(play):
    p = play(start() + user("u", name="Do it") + end() + flow("a>u,u>z"))
    (task,) = p.open("user_task")
    assert (task.activity_id, task.name, task.priority) == ("u", "Do it", 50)

    p.complete("u", answer=42)

    assert p.done
    assert p.vars == {"answer": 42}
    assert p.rows == {}


def test_manual_task_waits_for_a_person(play):
    p = play(start() + element("manualTask", "u") + flow("a>u"))

    assert p.tasks() == ["u"]


def test_assignment_is_evaluated(play):
    task = user(
        "u",
        camunda__assignee="${boss}",
        camunda__candidateUsers="ann, ${other}",
        camunda__candidateGroups="${groups}",
        camunda__priority="${10 + 5}",
        camunda__formKey="camunda-forms:deployment:intake.form",
        camunda__dueDate="${due}",
        camunda__followUpDate="P1D",
    )
    variables = {"boss": "bob", "other": "cid", "groups": ["g1", "g2"], "due": "2026-02-01"}
    p = play(start() + task + flow("a>u"), variables)

    (row,) = p.open("user_task")
    assert row.assignee == "bob"
    assert row.candidate_users == ("ann", "cid")
    assert row.candidate_groups == ("g1", "g2")
    assert row.priority == 15
    assert row.form_key == "intake.form"
    assert row.due_at == datetime(2026, 2, 1, tzinfo=UTC)
    assert row.follow_up_at == datetime(2026, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        (datetime(2026, 5, 1, 12, tzinfo=UTC), datetime(2026, 5, 1, 12, tzinfo=UTC)),
        (datetime(2026, 5, 1), datetime(2026, 5, 1, tzinfo=UTC)),  # noqa: DTZ001 - as a form gives it
        (datetime(2026, 5, 1, tzinfo=UTC).date(), datetime(2026, 5, 1, tzinfo=UTC)),
        (timedelta(hours=2), datetime(2026, 1, 1, 2, tzinfo=UTC)),
        ("PT2H", datetime(2026, 1, 1, 2, tzinfo=UTC)),
        (None, None),
        ("", None),
    ],
    ids=["zoned", "naive", "date", "span", "duration", "none", "empty"],
)
def test_due_date_may_be_any_kind_of_time(due, expected):
    p = Play(start() + user("u", camunda__dueDate="${due}") + flow("a>u"), {"due": due})

    assert p.open("user_task")[0].due_at == expected


@pytest.mark.parametrize(
    "attributes",
    [
        {"camunda__assignee": "${nobody.name}"},
        {"camunda__dueDate": "${late}"},
        {"camunda__priority": "${late}"},
    ],
    ids=["unknown", "date", "priority"],
)
def test_failed_assignment_is_an_incident_that_can_be_retried(play, attributes):
    p = play(start() + user("u", **attributes) + flow("a>u"), {"late": "soon"})
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("u", "expression")]
    assert p.tasks() == []

    p.set(nobody={"name": "ann"}, late=None)
    p.retry("u")

    assert p.tasks() == ["u"]
    assert not p.incidents
    assert p.history.count(("started", "u")) == 1


@pytest.mark.parametrize(
    "due", ["P99999999Y", "0001-01-01T00:00+14:00", timedelta.max], ids=["years", "first", "span"]
)
def test_due_date_out_of_the_calendar_is_an_incident(due):
    p = Play(start() + user("u", camunda__dueDate="${due}") + flow("a>u"), {"due": due})

    assert [(i.activity_id, i.kind) for i in p.incidents] == [("u", "expression")]


def test_completing_twice_is_refused(play):
    p = play(start() + user("u") + user("v") + flow("a>u,u>v"))
    token_id = p.token("u")
    p.complete("u")

    with pytest.raises(runtime.NotWaitingError):
        p.complete_token(token_id)


def test_mapped_inputs_are_local_and_outputs_go_out(play):
    mapping = extensions(
        '<camunda:inputOutput><camunda:inputParameter name="half">${n / 2}</camunda:inputParameter>'
        '<camunda:inputParameter name="quarter">${half / 2}</camunda:inputParameter>'
        '<camunda:outputParameter name="result">${answer + half}</camunda:outputParameter>'
        "</camunda:inputOutput>"
    )
    p = play(start() + user("u", mapping) + end() + flow("a>u,u>z"), {"n": 8})
    assert p.vars == {"n": 8}
    assert p.vars_of("u") == {"n": 8, "half": 4, "quarter": 2}

    p.complete("u", answer=1)

    assert p.vars == {"n": 8, "answer": 1, "result": 5}


def test_failed_output_is_an_incident_on_the_way_out(play):
    mapping = extensions(
        '<camunda:inputOutput><camunda:outputParameter name="r">${answer + 1}'
        "</camunda:outputParameter></camunda:inputOutput>"
    )
    p = play(start() + user("u", mapping) + end() + flow("a>u,u>z"))
    p.complete("u")
    assert [i.activity_id for i in p.incidents] == ["u"]

    p.set(answer=1)
    p.retry("u")

    assert p.done
    assert p.vars["r"] == 2


def test_names_in_other_languages_go_along(play):
    named = extensions('<ravand:name lang="fa">بررسی</ravand:name>')
    p = play(start() + user("u", named, name="Review") + flow("a>u"))

    assert p.open("user_task")[0].names == {"fa": "بررسی"}
