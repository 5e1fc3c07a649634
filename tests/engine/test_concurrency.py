"""Two who act at the same moment: one wins, the other is told, nothing is half done."""

import pytest

from engine import commands, queries, runtime, store
from engine.errors import ConcurrentUpdateError
from engine.store import rows
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

    def complete_too_late():
        with sessions() as session, transaction(session, services, "alice", now) as ctx:
            running = store.load(ctx, task.instance_id)
            with sessions() as other, transaction(other, services, "bob", now) as faster:
                commands.complete(faster, task.id, {"approved": False})
            definition, environment = running.version.definition, running.environment
            step = runtime.complete(definition, running.state, task.token_id, {}, environment)
            store.save(ctx, running, step)

    with pytest.raises(ConcurrentUpdateError):
        complete_too_late()

    with sessions() as session:
        assert queries.task(session, task.id).ended_by == "bob"
        assert queries.instance(session, task.instance_id).end_activity_id == "refused"


def test_claim_after_somebody_else_claimed_is_refused(sessions, services, now, task):
    def claim_too_late():
        with sessions() as session, transaction(session, services, "alice", now) as ctx:
            seen = rows.open_task(ctx, task.id)
            with sessions() as other, transaction(other, services, "bob", now) as faster:
                commands.claim(faster, task.id)
            rows.change_task(ctx, seen, assignee="alice")

    with pytest.raises(ConcurrentUpdateError):
        claim_too_late()

    with sessions() as session:
        assert queries.task(session, task.id).assignee == "bob"
