"""A diagram of Camunda 8 with FEEL everywhere, from its deployment to its end."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from engine import commands, executor, queries
from engine.commands import external
from engine.commands.fetching import Topic, fetch_and_lock
from engine.errors import DefinitionInvalidError
from engine.ports import Services

ORDER = Path(__file__).with_name("camunda8_order.bpmn").read_bytes()
LINES = [
    {"item": "lamp", "price": 19.99, "qty": 100, "store": "a"},
    {"item": "bulb", "price": 0.1, "qty": 3, "store": "b"},
    {"item": "gift", "price": 5, "qty": 0, "store": "a"},
]


@pytest.fixture(scope="module")
def services(scripts):
    return Services(scripts=scripts, zone=ZoneInfo("Asia/Tehran"))


@pytest.fixture
def start(act):
    act(lambda ctx: commands.deploy(ctx, "o", [commands.Resource("o.bpmn", ORDER)]))

    def start(**order):
        given = {"no": "B-7", "area": "north", "lines": LINES, **order}
        variables = {"order": given, "currency": "irr", "days": 3}
        return act(lambda ctx: commands.start(ctx, key="order", variables=variables)).id

    return start


@pytest.fixture
def fetch(act):
    def fetch(*topics):
        wanted = [Topic(name, 60) for name in topics]
        return act(lambda ctx: fetch_and_lock(ctx, "w", wanted, 10, None))

    return fetch


def known(session, instance_id):
    session.expire_all()
    return queries.variables(session, instance_id)


def test_order_runs_to_its_end(act, session, start, fetch, later, services, memory, now):
    order = start()
    (task,) = queries.tasks(session)
    assert known(session, order)["total"] == 1999.3  # exact: 19.99 * 100 + 0.1 * 3
    assert (task.assignee, task.priority) == ("alice", 60)
    assert task.due_at == now + timedelta(days=3)
    assert task.follow_up_at == datetime(2026, 11, 21, 20, 30, tzinfo=UTC)  # midnight in Tehran
    assert queries.candidates(session, [task.id])[task.id].groups == ["north", "sales"]

    for _ in range(3):
        executor.run_due(memory, services, later(hours=12))
    assert known(session, order)["reminders"] == 2

    act(lambda ctx: commands.complete(ctx, task.id, {"decision": {"approved": True}, "note": "x"}))
    assert known(session, order)["order"]["approved"] is True
    assert "note" not in known(session, order)

    picked = sorted(fetch("pick-a", "pick-b"), key=lambda one: one.topic)
    assert [one.variables["item"] for one in picked] == ["lamp", "bulb"]
    for one in reversed(picked):
        box = {"box": f"box of {one.variables['item']}"}
        act(lambda ctx, one=one, box=box: external.complete_external(ctx, one.id, "w", box))
    boxes = [{"no": 1, "box": "box of lamp"}, {"no": 2, "box": "box of bulb"}]
    assert known(session, order)["boxes"] == boxes

    paid = commands.Address("paid-irr", keys={"correlationKey": "B-7"})
    act(lambda ctx: commands.correlate(ctx, paid, {"amount": 2000}))
    assert known(session, order)["paid"] is True

    (drive,) = [one for one in queries.tasks(session) if one.activity_id == "drive"]
    act(lambda ctx: commands.complete(ctx, drive.id, {"arrival": "2026-12-01"}))
    assert queries.instance(session, order).status == "completed"
    assert known(session, order)["arrives"] == date(2026, 12, 2)


def test_small_order_needs_no_approval(session, start, fetch):
    start(lines=LINES[1:])

    assert queries.tasks(session) == []
    assert len(fetch("pick-b")) == 1


def test_message_of_another_order_is_not_taken(act, session, start):
    order = start(lines=LINES[2:])

    other = commands.Address("paid-irr", keys={"correlationKey": "B-8"})
    act(lambda ctx: commands.correlate(ctx, other, {"amount": 1}, ttl_seconds=60))
    assert "paid" not in known(session, order)

    act(lambda ctx: commands.correlate(ctx, replace(other, keys={"correlationKey": "B-7"}), {}))
    assert known(session, order)["paid"] is None  # no amount came: there is nothing to compare


def test_what_cannot_be_decided_is_an_incident(session, start):
    start(lines=[{"qty": 1}])

    (incident,) = queries.incidents(session)
    assert incident.activity_id == "large"
    assert "gives null instead of true or false" in incident.message


def test_called_process_that_is_missing_is_an_incident(act, session, start, fetch):
    start(area="south", lines=LINES[2:])

    paid = commands.Address("paid-irr", keys={"correlationKey": "B-7"})
    act(lambda ctx: commands.correlate(ctx, paid, {"amount": 1}))
    assert "'ship-south' is missing" in queries.incidents(session)[0].message


def test_mistakes_are_found_at_deployment(act):
    wrong = ORDER.replace(b"=total &gt; 1000 or", b"=total &gt; 1000 ||")
    with pytest.raises(DefinitionInvalidError) as caught:
        act(lambda ctx: commands.deploy(ctx, "o", [commands.Resource("o.bpmn", wrong)]))

    (problem,) = (one for one in caught.value.problems if one.severity == "error")
    line = 1 + wrong[: wrong.index(b"||")].count(b"\n")
    assert (problem.code, problem.element_id, problem.line) == ("feel_invalid", "yes", line)
    assert problem.facts["column"] == 15
