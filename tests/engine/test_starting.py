"""Starting by hand what is drawn to be started by an event."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from engine import commands, queries
from engine.errors import RequestInvalidError
from engine.executor import run_due
from engine.tables import Job
from engine.transaction import transaction
from tests.engine.diagrams import diagram, flows

TIMER = "<timerEventDefinition><timeCycle>R/P1D</timeCycle></timerEventDefinition>"
MESSAGE = '<messageEventDefinition messageRef="m"/>'
SIGNAL = '<signalEventDefinition signalRef="s"/>'
EVENTS = '<message id="m" name="ordered"/><signal id="s" name="closing"/>'


@pytest.fixture
def start(act):
    def start(*events):
        starts = [f'<startEvent id="e{n}">{event}</startEvent>' for n, event in enumerate(events)]
        drawn = flows(", ".join(f"e{n}>work" for n in range(len(events))))
        xml = diagram("".join(starts) + '<userTask id="work" name="Work"/>' + drawn, before=EVENTS)
        act(lambda ctx: commands.deploy(ctx, "p", [commands.Resource("p.bpmn", xml)]))
        return act(lambda ctx: commands.start(ctx, key="order", variables={"amount": 5}))

    return start


@pytest.mark.parametrize(
    ("events", "begun"),
    [
        ([TIMER], "e0"),
        ([MESSAGE], "e0"),
        ([SIGNAL], "e0"),
        ([MESSAGE, TIMER], "e1"),
        ([MESSAGE, ""], "e1"),
    ],
    ids=["timer", "message", "signal", "timer beside a message", "none beside a message"],
)
def test_start_by_hand_takes_the_place_of_the_event(start, session, events, begun):
    instance = start(*events)

    (task,) = queries.tasks(session)
    assert (task.activity_id, instance.start_activity_id) == ("work", begun)
    assert queries.variables(session, instance.id) == {"amount": 5}


def test_start_by_hand_does_not_choose_among_events(start):
    with pytest.raises(RequestInvalidError):
        start(MESSAGE, SIGNAL)


def test_cron_start_is_due_in_the_zone_of_the_installation(memory, services, clock):
    timer = "<timerEventDefinition><timeCycle>0 8 * * *</timeCycle></timerEventDefinition>"
    body = f'<startEvent id="a">{timer}</startEvent><endEvent id="z"/>' + flows("a>z")
    there = replace(services, zone=ZoneInfo("Asia/Tehran"))
    with memory() as session, transaction(session, there, "dena", clock.now) as ctx:
        commands.deploy(ctx, "p", [commands.Resource("p.bpmn", diagram(body))])
        (first,) = ctx.session.scalars(select(Job.due_at))

    run_due(memory, there, first)

    with memory() as session:
        assert first == datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
        assert session.scalar(select(Job.due_at)) == first + timedelta(days=1)
