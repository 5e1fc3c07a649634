"""The tasks of somebody who leaves go to others, with the reason."""

import pytest

from engine import commands, queries
from engine.errors import RequestInvalidError
from engine.queries import TaskFilter
from tests.engine.diagrams import diagram, flows

BODY = (
    '<startEvent id="begin"/><userTask id="first" camunda:candidateGroups="sales"/>'
    '<userTask id="second" camunda:candidateUsers="leaver"/>' + flows("begin>first, first>second")
)


@pytest.fixture
def task(act):
    file = commands.Resource("order.bpmn", diagram(BODY))
    act(lambda ctx: commands.deploy(ctx, "x", [file]))
    act(lambda ctx: commands.start(ctx, key="order"))
    return act(lambda ctx: queries.tasks(ctx.session)[0].id)


def give(act, task, to, person="leaver"):
    return act(lambda ctx: commands.hand_over(ctx, task, person, to, "left us"), actor="boss")


@pytest.mark.parametrize(("to", "lifecycle"), [("heir", "assigned"), (None, "unassigned")])
def test_task_goes_to_somebody_or_back_to_the_group(to, lifecycle, task, act, session):
    act(lambda ctx: commands.claim(ctx, task, "leaver"))

    assert give(act, task, to).assignee == to

    last = queries.timeline(session, queries.task(session, task).instance_id)[-1]
    assert (last.lifecycle, last.assignee, last.reason) == (lifecycle, to, "left us")
    found = queries.tasks(session, TaskFilter(candidate_groups=("sales",)))
    assert [one.id for one in found] == ([] if to else [task])


@pytest.mark.parametrize(("to", "delegation"), [("heir", "pending"), (None, None)])
def test_delegated_work_stays_where_it_is(to, delegation, task, act):
    act(lambda ctx: commands.claim(ctx, task, "leaver"))
    act(lambda ctx: commands.delegate(ctx, task, "expert"))

    found = give(act, task, to)

    assert (found.assignee, found.owner, found.delegation) == ("expert", to, delegation)


def test_what_is_offered_to_nobody_else_needs_somebody(task, act):
    act(lambda ctx: commands.complete(ctx, task))
    second = act(lambda ctx: queries.tasks(ctx.session)[0].id)

    with pytest.raises(RequestInvalidError):
        give(act, second, None)

    assert give(act, second, "heir").assignee == "heir"


def test_task_of_somebody_else_is_left_alone(task, act):
    act(lambda ctx: commands.claim(ctx, task, "other"))

    with pytest.raises(RequestInvalidError):
        give(act, task, "heir")
