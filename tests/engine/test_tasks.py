"""The life of a user task."""

from datetime import timedelta

import pytest

from engine import commands, queries
from engine.errors import (
    NotFoundError,
    RequestInvalidError,
    TaskAlreadyClaimedError,
    TaskAlreadyCompletedError,
)
from engine.queries import Viewer
from tests.engine.diagrams import CASE, CASE_VARIABLES


@pytest.fixture
def task(act, session):
    act(lambda ctx: commands.deploy(ctx, "order", [commands.Resource("order.bpmn", CASE)]))
    act(lambda ctx: commands.start(ctx, key="order", variables=CASE_VARIABLES))
    return queries.tasks(session)[0]


def test_claim_and_claim_again(act, task):
    assert act(lambda ctx: commands.claim(ctx, task.id), actor="alice").assignee == "alice"
    assert act(lambda ctx: commands.claim(ctx, task.id), actor="alice").assignee == "alice"


def test_claimed_task_is_refused_to_others(act, task):
    act(lambda ctx: commands.claim(ctx, task.id), actor="alice")

    with pytest.raises(TaskAlreadyClaimedError) as caught:
        act(lambda ctx: commands.claim(ctx, task.id), actor="bob")

    assert caught.value.facts["assignee"] == "alice"


def test_unclaim_offers_it_again(act, session, task):
    act(lambda ctx: commands.claim(ctx, task.id), actor="alice")
    act(lambda ctx: commands.unclaim(ctx, task.id), actor="alice")

    offered = queries.TaskFilter(candidate_groups=("sales",))
    assert [t.id for t in queries.tasks(session, offered)] == [task.id]


def test_assign_overrides(act, session, task):
    act(lambda ctx: commands.claim(ctx, task.id), actor="alice")
    act(lambda ctx: commands.assign(ctx, task.id, "bob"), actor="manager")

    assert queries.task(session, task.id).assignee == "bob"
    act(lambda ctx: commands.assign(ctx, task.id, None), actor="manager")
    assert queries.task(session, task.id).assignee is None


def test_delegated_work_comes_back_to_its_owner(act, session, task):
    act(lambda ctx: commands.claim(ctx, task.id), actor="alice")
    act(lambda ctx: commands.delegate(ctx, task.id, "bob"), actor="alice")
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: commands.complete(ctx, task.id), actor="bob")

    back = act(lambda ctx: commands.resolve(ctx, task.id, {"price": 5}), actor="bob")

    assert (back.assignee, back.delegation) == ("alice", "resolved")
    assert queries.variables(session, task.instance_id)["price"] == 5
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: commands.resolve(ctx, task.id), actor="bob")


def test_complete_twice_is_refused(act, task):
    act(lambda ctx: commands.complete(ctx, task.id))

    with pytest.raises(TaskAlreadyCompletedError):
        act(lambda ctx: commands.complete(ctx, task.id))
    with pytest.raises(TaskAlreadyCompletedError):
        act(lambda ctx: commands.claim(ctx, task.id))


def test_unknown_task_is_refused(act, task):
    with pytest.raises(NotFoundError):
        act(lambda ctx: commands.complete(ctx, "nothing"))


def test_due_follow_up_and_priority_change(act, session, now, task):
    due = now + timedelta(days=3)
    act(lambda ctx: commands.update_task(ctx, task.id, due_at=due, priority=10))
    changed = queries.task(session, task.id)
    assert (changed.due_at, changed.priority) == (due, 10)

    act(lambda ctx: commands.update_task(ctx, task.id, follow_up_at=now + timedelta(hours=2)))
    shown = queries.TaskFilter(follow_up_before_or_none=now)
    assert queries.tasks(session, shown) == []
    with pytest.raises(RequestInvalidError):
        act(lambda ctx: commands.update_task(ctx, task.id, priority=101))


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"search": "approve the"}, 1),
        ({"search": "100%"}, 0),
        ({"priority_min": 71}, 0),
        ({"priority_max": 70}, 1),
        ({"unassigned": True}, 1),
        ({"candidate_groups": ("warehouse",)}, 0),
        ({"visible_to": Viewer("zoe", ("finance",))}, 1),
        ({"visible_to": Viewer("zoe", ())}, 0),
        ({"variables": (("price", 3),)}, 1),
        ({"variables": (("price", 4),)}, 0),
        ({"definition_key": "order", "activity_id": "approve"}, 1),
        ({"status": "completed"}, 0),
    ],
)
def test_filters(session, task, wanted, count):
    wanted = queries.TaskFilter(**wanted)

    assert queries.count_tasks(session, wanted) == len(queries.tasks(session, wanted)) == count


def test_search_finds_every_language(act, session):
    named = CASE.replace(
        b'camunda:priority="70"/>',
        b'camunda:priority="70"><extensionElements><ravand:name lang="fa">'
        + "بررسی سفارش‌ها".encode()
        + b"</ravand:name></extensionElements></userTask>",
    )
    act(lambda ctx: commands.deploy(ctx, "x", [commands.Resource("order.bpmn", named)]))
    act(lambda ctx: commands.start(ctx, key="order", variables=CASE_VARIABLES, business_key="B-7"))

    for text in ("بررسي سفارش ها", "APPROVE", "b-۷", "1405-000001"):
        assert queries.count_tasks(session, queries.TaskFilter(search=text)) == 1, text
