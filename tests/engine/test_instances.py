"""Starting, cancelling, suspending and changing process instances."""

import pytest

from engine import commands, queries
from engine.errors import (
    InstanceEndedError,
    NotFoundError,
    RequestInvalidError,
    SuspendedError,
    VariableInvalidError,
)
from tests.engine.diagrams import CASE, CASE_VARIABLES, diagram, flows


@pytest.fixture
def order(act):
    return act(lambda ctx: commands.deploy(ctx, "order", [commands.Resource("order.bpmn", CASE)]))


@pytest.fixture
def started(act, order):
    return act(
        lambda ctx: commands.start(ctx, key="order", variables=CASE_VARIABLES, business_key="B-1")
    )


def test_start_waits_at_the_user_task(session, started):
    instance = queries.instance(session, started.id)

    assert instance.status == "active"
    assert instance.business_key == "B-1"
    assert instance.case_no == "O-1405-000001"
    assert instance.start_activity_id == "begin"
    (task,) = queries.tasks(session)
    assert (task.name, task.priority, task.case_no) == (
        "Approve the order",
        70,
        instance.case_no,
    )
    assert task.due_at > task.created_at
    assert queries.candidates(session, [task.id])[task.id].groups == ["finance", "sales"]


def test_instance_is_found_by_case_number(session, started):
    assert queries.instance(session, started.case_no).id == started.id


def test_case_numbers_count_up(act, order):
    numbers = [
        act(lambda ctx: commands.start(ctx, key="order", variables=CASE_VARIABLES)).case_no
        for _ in range(3)
    ]

    assert numbers == ["O-1405-000001", "O-1405-000002", "O-1405-000003"]


def test_completion_runs_to_the_end(act, session, started):
    (task,) = queries.tasks(session)

    ended = act(lambda ctx: commands.complete(ctx, task.id, {"approved": True}))

    assert (ended.status, ended.end_activity_id, ended.state) == ("completed", "done", None)
    assert queries.variables(session, started.id)["total"] == 12
    assert queries.tasks(session) == []
    assert queries.task(session, task.id).status == "completed"


def test_history_tells_every_step(act, session, started):
    (task,) = queries.tasks(session)
    act(lambda ctx: commands.complete(ctx, task.id, {"approved": True}))

    activities = queries.activities(session, queries.ActivityFilter(instance_id=started.id))
    assert [(a.activity_id, a.status) for a in activities] == [
        ("begin", "completed"),
        ("approve", "completed"),
        ("decide", "completed"),
        ("sum", "completed"),
        ("done", "completed"),
    ]
    timeline = [
        (event.lifecycle, event.activity_id) for event in queries.timeline(session, started.id)
    ]
    assert timeline == [
        ("created", None),
        ("completed", "begin"),
        ("created", "approve"),
        ("offered", "approve"),
        ("completed", "approve"),
        ("completed", "decide"),
        ("completed", "sum"),
        ("completed", "done"),
        ("completed", None),
    ]
    assert queries.taken_flows(session, started.id) == [
        "begin_approve",
        "approve_decide",
        "decide_sum",
        "sum_done",
    ]


def test_log_tells_the_group_a_task_is_offered_to(act, session, started):
    groups = {(e.lifecycle, e.activity_id): e.group for e in queries.timeline(session, started.id)}

    assert groups == {
        ("created", None): None,
        ("completed", "begin"): None,
        ("created", "approve"): "sales",
        ("offered", "approve"): "sales",
    }


def test_variable_history_keeps_every_value(act, session, started):
    act(lambda ctx: commands.set_variables(ctx, started.id, {"count": 9}))

    values = [
        queries.unpack(update.content)
        for update in queries.variable_updates(session, started.id)
        if update.name == "count"
    ]
    assert values == [4, 9]
    assert queries.variables(session, started.id)["count"] == 9


def test_deleted_variable_is_gone_but_remembered(act, session, started):
    act(lambda ctx: commands.set_variables(ctx, started.id, {}, delete=["count"]))

    assert "count" not in queries.variables(session, started.id)
    names = [update.name for update in queries.variable_updates(session, started.id)]
    assert names.count("count") == 2


def test_large_value_is_stored_once(act, session, started):
    text = "x" * 50_000
    act(lambda ctx: commands.set_variables(ctx, started.id, {"letter": text}))

    instance = queries.instance(session, started.id)
    assert len(instance.state) < 10_000
    assert queries.variables(session, started.id)["letter"] == text
    (task,) = queries.tasks(session)
    act(lambda ctx: commands.complete(ctx, task.id))
    assert queries.variables(session, started.id)["letter"] == text


def test_cancel_ends_tasks_and_keeps_the_reason(act, session, started):
    (task,) = queries.tasks(session)

    ended = act(lambda ctx: commands.cancel(ctx, started.id, "The customer gave up"))

    assert (ended.status, ended.end_reason) == ("externally_terminated", "The customer gave up")
    cancelled = queries.task(session, task.id)
    assert (cancelled.status, cancelled.end_reason) == ("cancelled", "The customer gave up")
    with pytest.raises(InstanceEndedError):
        act(lambda ctx: commands.cancel(ctx, started.id, "Again"))


def test_cancel_needs_a_reason(act, started):
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: commands.cancel(ctx, started.id, "  "))


def test_suspended_instance_refuses_work(act, session, started):
    (task,) = queries.tasks(session)
    act(lambda ctx: commands.suspend(ctx, started.id, suspended=True))

    with pytest.raises(SuspendedError):
        act(lambda ctx: commands.complete(ctx, task.id))

    act(lambda ctx: commands.suspend(ctx, started.id, suspended=False))
    act(lambda ctx: commands.complete(ctx, task.id))


def test_start_of_the_unknown_is_refused(act, order):
    with pytest.raises(NotFoundError):
        act(lambda ctx: commands.start(ctx, key="nothing"))


@pytest.mark.parametrize(
    "variables",
    [
        pytest.param({"": 1}, id="empty name"),
        pytest.param({"n" * 300: 1}, id="long name"),
        pytest.param({"f": object()}, id="no value"),
        pytest.param({"t": "x" * 5_000_000}, id="too large"),
    ],
)
def test_unstorable_variables_are_refused(act, order, variables):
    with pytest.raises(VariableInvalidError):
        act(lambda ctx: commands.start(ctx, key="order", variables=variables))


def test_failing_script_becomes_an_incident(act, session):
    body = (
        '<startEvent id="a"/><scriptTask id="s" name="Divide"><script>x = 1\ny = x / zero</script>'
        '</scriptTask><endEvent id="z"/>' + flows("a>s, s>z")
    )
    file = commands.Resource("order.bpmn", diagram(body))
    act(lambda ctx: commands.deploy(ctx, "x", [file]))
    instance = act(lambda ctx: commands.start(ctx, key="order", variables={"zero": 0}))

    (incident,) = queries.incidents(session)

    assert instance.status == "active"
    assert (incident.activity_id, incident.line) == ("s", 2)
    assert "ZeroDivisionError" in incident.message


def test_office_of_the_lane_is_logged(act, session):
    lanes = (
        '<laneSet id="l"><lane id="desk" name="Desk" ravand:office="front">'
        "<flowNodeRef>a</flowNodeRef></lane>"
        '<lane id="store" name="Store" ravand:office="back"><flowNodeRef>u</flowNodeRef></lane>'
        "</laneSet>"
    )
    body = lanes + '<startEvent id="a"/><userTask id="u"/><endEvent id="z"/>' + flows("a>u, u>z")
    file = commands.Resource("order.bpmn", diagram(body, attributes='ravand:office="front"'))
    act(lambda ctx: commands.deploy(ctx, "x", [file]))
    instance = act(lambda ctx: commands.start(ctx, key="order"))
    act(lambda ctx: commands.claim(ctx, queries.tasks(session)[0].id))

    offices = {
        (event.activity_id, event.office) for event in queries.timeline(session, instance.id)
    }
    assert offices == {(None, "front"), ("a", "front"), ("u", "back")}
