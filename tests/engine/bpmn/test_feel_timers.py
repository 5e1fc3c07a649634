"""FEEL in timers: dates, durations and cycles, as values and as texts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from engine import runtime
from engine.ports import ScriptError
from tests.engine.bpmn.play import (
    NOW,
    Play,
    boundary,
    catch,
    compiled,
    end,
    flow,
    script,
    start,
    timer,
    user,
)

TEHRAN = ZoneInfo("Asia/Tehran")


def waiting(text, kind):
    return start() + catch("e", timer(text, kind)) + end() + flow("a>e, e>z")


@pytest.mark.parametrize(
    ("text", "kind", "after"),
    [
        ('=duration("PT1H")', "Duration", timedelta(hours=1)),
        ('=duration("P1M")', "Duration", timedelta(days=31)),
        ("=wait", "Duration", timedelta(hours=2)),
        ('="PT" + string(hours) + "H"', "Duration", timedelta(hours=3)),
        ('=now() + duration("PT5M")', "Date", timedelta(minutes=5)),
        ('=now + duration("PT5M")', "Date", timedelta(minutes=5)),
        ('=date("2026-01-03")', "Date", timedelta(days=2)),
        ('=date and time("2026-01-01T03:30:00@Asia/Tehran")', "Date", timedelta()),
        ('=date and time("2026-01-02T00:00:00")', "Date", timedelta(days=1)),
        ("=deadline", "Date", timedelta(days=4)),
        ('=cycle(1, duration("PT10M"))', "Cycle", timedelta(minutes=10)),
        ('=cycle(1, duration("P1M"))', "Cycle", timedelta(days=31)),
        ('="R1/PT20M"', "Cycle", timedelta(minutes=20)),
    ],
)
def test_timer_is_due(play, text, kind, after):
    given = {"wait": timedelta(hours=2), "hours": 3, "deadline": NOW + timedelta(days=4)}
    p = play(waiting(text, kind), given)
    if after:
        assert not p.later(seconds=after.total_seconds() - 1).done
        p.later(seconds=1)

    assert p.done
    assert p.incidents == []


def test_times_without_zone_are_those_of_the_installation(play):
    p = play(waiting('=date and time(today(), time("09:00:00"))', "Date"), zone=TEHRAN)

    (row,) = p.open("event")
    assert row.due_at == datetime(2026, 1, 1, 5, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "kind", "message"),
    [
        ("=wait", "Duration",
         "The expression =wait gives null: there is no variable named 'wait'."),
        ('=date("2026-01-03")', "Cycle", None),
        ("=5", "Duration", "5 is no ISO 8601 duration"),
        ('="soon"', "Duration", "'soon' is no ISO 8601 duration"),
        ('=duration("P1D")', "Date", "datetime.timedelta(days=1) is no ISO 8601 date"),
        ('=date("12026-01-01")', "Date", "'12026-01-01' is no ISO 8601 date"),
    ],
)  # fmt: skip
def test_what_is_no_time_is_an_incident(play, text, kind, message):
    p = play(waiting(text, kind))

    assert [row.message for row in p.incidents] == ([message] if message else [])


def test_text_of_a_cycle_may_be_cron(play):
    body = start() + catch("e", timer('="0 9 * * *"', "Cycle")) + user("u") + flow("a>e, e>u")

    assert play(body).later(hours=9).later(days=1).tasks() == ["u", "u"]


def test_incident_of_a_timer_is_mended(play):
    p = play(waiting("=wait", "Duration")).set(wait="PT1H").retry("e")

    assert p.later(hours=1).done


def test_boundary_timer_repeats(play):
    reminder = boundary("t", "u", timer('=cycle(2, duration("PT1H"))', "Cycle"), cancel=False)
    body = start() + user("u") + reminder + script("s", "log('again')") + end()
    p = play(body + flow("a>u, u>z, t>s"))

    p.later(hours=1).later(hours=1).later(hours=1)
    assert p.log == ["again", "again"]
    assert p.complete("u").done


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ('=cycle(duration("P1D"))', "Cycle", NOW + timedelta(days=1)),
        ('=duration("P1D")', "Cycle", NOW + timedelta(days=1)),
        ('=now() + duration("PT1H")', "Date", NOW + timedelta(hours=1)),
        ('=date("2026-02-01")', "Date", datetime(2026, 1, 31, 20, 30, tzinfo=UTC)),
    ],
)
def test_start_timer_is_due(text, kind, due):
    definition = compiled(start("a", timer(text, kind)) + end() + flow("a>z"))
    env = replace(Play(start() + end() + flow("a>z")).env, zone=TEHRAN)

    assert runtime.next_start(definition.processes["P"].starts[0], NOW, env) == due


def test_start_timer_without_answer_is_an_error():
    definition = compiled(start("a", timer("=when", "Date")) + end() + flow("a>z"))
    env = Play(start() + end() + flow("a>z")).env

    with pytest.raises(ScriptError, match="there is no variable named 'when'"):
        runtime.next_start(definition.processes["P"].starts[0], NOW, env)


def test_language_of_the_element_makes_a_timer_feel(play):
    time = '<timeDuration language="feel">duration("PT" + string(2 * n) + "M")</timeDuration>'
    definition = f"<timerEventDefinition>{time}</timerEventDefinition>"
    p = play(start() + catch("e", definition) + end() + flow("a>e, e>z"), {"n": 5})

    assert p.later(minutes=10).done
