"""Two who act at the same moment: one wins, the other is told, nothing is half done."""

import pytest

from engine import commands, queries, runtime, store
from engine.store import rows
from engine.errors import ConcurrentUpdateError
from engine.transaction import transaction
from tests.engine.diagrams import CASE, CASE_VARIABLES


@pytest.fixture
def task(sessions, services, now):
    with sessions() as session, transaction(session, services, "alice", now) as ctx:
        commands.deploy(ctx, "order", [commands.Resource("order.bpmn", CASE)])
        commands.start(ctx, key="order", variables=CASE_VARIABLES)
    with sessions() as session:
        return queries.tasks(session)[0]


def test_lost_race_is_refused_and_changes_nothing(sessions, services, now, task):
    """Both read the instance before either writes."""
    with sessions() as first, sessions() as second:
        with (
            pytest.raises(ConcurrentUpdateError),
            transaction(first, services, "alice", now) as ctx,
        ):
            running = store.load(ctx, task.instance_id)
            with transaction(second, services, "bob", now) as other:
                commands.complete(other, task.id, {"approved": False})
            step = runtime.complete(
                running.version.definition,
                running.state,
                task.token_id,
                {},
                running.environment,
            )
            store.save(ctx, running, step)
        assert queries.task(second, task.id).ended_by == "bob"
        assert queries.instance(second, task.instance_id).end_activity_id == "refused"


def test_claim_after_somebody_else_claimed_is_refused(sessions, services, now, task):
    with sessions() as first, sessions() as second:
        with (
            pytest.raises(ConcurrentUpdateError),
            transaction(first, services, "alice", now) as ctx,
        ):
            seen = rows.open_task(ctx, task.id)
            with transaction(second, services, "bob", now) as other:
                commands.claim(other, task.id)
            rows.change_task(ctx, seen, assignee="alice")
        assert queries.task(second, task.id).assignee == "bob"
