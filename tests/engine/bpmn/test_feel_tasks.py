"""FEEL in who works a task, until when, how urgently, and in the work of service tasks."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.engine.bpmn.play import NOW, element, end, extensions, flow, start, user

LINE = end() + flow("a>u, u>z")


def assigned(play, variables=None, inner="", env=None, **attributes):
    given = {f"camunda__{name}": value for name, value in attributes.items()}
    return play(start() + user("u", inner, **given) + LINE, variables or {}, **(env or {}))


def row(p):
    (found,) = p.open("user_task")
    return found


def test_people(play):
    p = assigned(
        play,
        {"boss": "mina", "team": ["ali", "sara"], "area": "north"},
        assignee="=boss",
        candidateUsers="=concatenate(team, [boss])",
        candidateGroups="=if area = &quot;north&quot; then &quot;sales, north&quot; else null",
    )

    assert row(p).assignee == "mina"
    assert row(p).candidate_users == ("ali", "sara", "mina")
    assert row(p).candidate_groups == ("sales", "north")


def test_nobody_where_it_is_null(play):
    p = assigned(play, assignee="=boss", candidateUsers="=team", candidateGroups="=null")

    assert (row(p).assignee, row(p).candidate_users, row(p).candidate_groups) == (None, (), ())


def test_roles_of_bpmn(play):
    inner = (
        "<humanPerformer><resourceAssignmentExpression><formalExpression>=boss"
        "</formalExpression></resourceAssignmentExpression></humanPerformer>"
        "<potentialOwner><resourceAssignmentExpression><formalExpression>=[area, boss]"
        "</formalExpression></resourceAssignmentExpression></potentialOwner>"
    )
    p = assigned(play, {"boss": "mina", "area": "north"}, inner)

    assert (row(p).assignee, row(p).candidate_groups) == ("mina", ("north", "mina"))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("=today() + duration(&quot;P1D&quot;)", datetime(2026, 1, 1, 20, 30, tzinfo=UTC)),
        ("=now() + duration(&quot;PT1H&quot;)", NOW + timedelta(hours=1)),
        ("=duration(&quot;P2D&quot;)", NOW + timedelta(days=2)),
        ("=&quot;P3D&quot;", NOW + timedelta(days=3)),
        ("=by", NOW + timedelta(days=5)),
        ("=missing", None),
    ],
)
def test_dates(play, text, due):
    env = {"zone": ZoneInfo("Asia/Tehran")}
    given = {"by": NOW + timedelta(days=5)}
    p = assigned(play, given, env=env, dueDate=text, followUpDate=text)

    assert (row(p).due_at, row(p).follow_up_at) == (due, due)


def test_what_is_no_date_is_an_incident(play):
    p = assigned(play, dueDate="=5")

    assert p.incidents[0].message == "5 is no date or duration"


@pytest.mark.parametrize(("text", "priority"), [("=40 + 2", 42), ("=missing", 50), ("=7.9", 7)])
def test_priority(play, text, priority):
    assert row(assigned(play, priority=text)).priority == priority


def test_form_and_description(play):
    inner = "<documentation>=&quot;Call &quot; + customer</documentation>"
    p = assigned(play, {"customer": "Sara"}, inner, formKey="=&quot;call-&quot; + customer")

    assert (row(p).form_key, row(p).description) == ("call-Sara", "Call Sara")


@pytest.mark.parametrize("text", ["= Heading", "== Heading", "= A heading, with a comma"])
def test_heading_is_no_expression(play, text):
    assert row(assigned(play, inner=f"<documentation>{text}</documentation>")).description == text


def test_topic_and_priority_of_work(play):
    task = element(
        "serviceTask",
        "u",
        extensions('<camunda:inputOutput><camunda:inputParameter name="n">=1 + 1'
                   "</camunda:inputParameter></camunda:inputOutput>"),
        camunda__type="external",
        camunda__topic="=&quot;pay-&quot; + kind",
        camunda__taskPriority="=10 * 2",
    )  # fmt: skip
    p = play(start() + task + LINE, {"kind": "card"})

    (job,) = p.open("job")
    assert (job.topic, job.priority, job.inputs) == ("pay-card", 20, {"n": 2})


def test_topic_must_not_be_null(play):
    task = element("serviceTask", "u", camunda__type="external", camunda__topic="=kind")
    p = play(start() + task + LINE)

    assert "no variable named 'kind'" in p.incidents[0].message
    assert p.set(kind="x").retry("u").jobs() == ["u"]
