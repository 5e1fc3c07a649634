"""Figures of cases that the engine really ran."""

from datetime import timedelta

import pytest

from engine import commands, queries
from kpi import Period, Question, activity_figures, case_history, day_of, groups, people, standing
from tests.engine.conftest import act, clock, later, now, scripts, services  # noqa: F401
from tests.engine.diagrams import diagram, flows
from tests.kpi.conftest import TEHRAN, Reader

ORDER = diagram(
    '<startEvent id="begin"/>'
    '<userTask id="approve" camunda:candidateGroups="sales" camunda:dueDate="PT1H">'
    "<multiInstanceLoopCharacteristics><loopCardinality>2</loopCardinality>"
    "</multiInstanceLoopCharacteristics></userTask>"
    '<userTask id="ship" camunda:assignee="bob"/>'
    '<endEvent id="done"/>' + flows("begin>approve, approve>ship, ship>done")
)


@pytest.fixture
def asked(clock):  # noqa: F811 - the engine's fixture
    first = clock.now.date()
    return Question(Period(first, first + timedelta(days=3)))


@pytest.fixture
def ran(memory, act, later):  # noqa: F811 - the engine's fixtures
    """Two cases: one done after five hours of which bob worked two, one cancelled."""
    act(lambda ctx: commands.deploy(ctx, "o", [commands.Resource("o.bpmn", ORDER)]))
    act(lambda ctx: commands.start(ctx, key="order"))
    with memory() as session:
        tasks = queries.tasks(session)
    later(hours=2)
    for task in tasks:
        act(lambda ctx, task=task: commands.claim(ctx, task.id), actor="ada")
    later(hours=1)
    for task in tasks:
        act(lambda ctx, task=task: commands.complete(ctx, task.id), actor="ada")
    later(hours=2)
    with memory() as session:
        (ship,) = queries.tasks(session)
    act(lambda ctx: commands.complete(ctx, ship.id), actor="bob")
    second = act(lambda ctx: commands.start(ctx, key="order"))
    act(lambda ctx: commands.cancel(ctx, second.id, "Not wanted"))
    Reader(memory).all()


def test_cases_of_the_engine(ran, session, asked, clock):  # noqa: F811 - the engine's fixtures
    total = case_history(session, asked).total

    assert (total.started, total.finished, total.cancelled) == (2, 1, 1)
    assert (total.finished_late, total.reworked, total.cycle.n) == (1, 0, 1)
    assert standing(session, asked, clock.now).open == 0
    assert day_of(clock.now, TEHRAN) in asked.days


def test_activities_of_the_engine(ran, session, asked, clock):  # noqa: F811
    approve, ship = activity_figures(session, asked, clock.now)

    assert (approve.completed, approve.cancelled, approve.late, approve.repeated) == (2, 2, 2, 0)
    assert (ship.completed, ship.open, ship.dated) == (1, 0, 0)


def test_people_and_groups_of_the_engine(ran, session, asked, clock):  # noqa: F811
    ada, bob = people(session, asked, clock.now)
    (sales,) = groups(session, asked, clock.now)

    assert (ada.name, ada.completed, bob.name, bob.completed) == ("ada", 2, "bob", 1)
    assert (sales.name, sales.completed, sales.late) == ("sales", 2, 2)
