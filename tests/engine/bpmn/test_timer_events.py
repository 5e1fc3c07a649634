"""Timer events."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.engine.bpmn.play import NOW, Play, boundary, catch, end, flow, script, start, timer, user


def due(p):
    return [row.due_at - NOW for row in p.open("event")]


def test_date_fires_when_it_has_come(play):
    p = play(start() + catch("t", timer("2026-01-02T00:00:00Z", "Date")) + end() + flow("a>t,t>z"))
    assert due(p) == [timedelta(days=1)]

    p.later(hours=23)
    assert not p.done

    p.later(hours=2)
    assert p.done
    assert p.rows == {}


def test_duration_counts_from_the_entry(play):
    p = play(start() + user("u") + catch("t", timer("P1M")) + end() + flow("a>u,u>t,t>z"))
    p.later(days=31)

    p.complete("u")

    assert due(p) == [timedelta(days=31 + 28)]


@pytest.mark.parametrize(
    ("text", "kind", "value", "expected"),
    [
        ("${d}", "Duration", "PT2H", timedelta(hours=2)),
        ("${d}", "Duration", timedelta(minutes=5), timedelta(minutes=5)),
        ("${d}", "Date", NOW + timedelta(days=3), timedelta(days=3)),
        ("${d}", "Date", (NOW + timedelta(days=3)).date(), timedelta(days=3)),
        ("d", "Duration", "PT3H", timedelta(hours=3)),
        ("${d}", "Cycle", "R2/PT4H", timedelta(hours=4)),
    ],
    ids=["text", "span", "moment", "date", "python", "cycle"],
)
def test_expression_gives_the_time(text, kind, value, expected):
    p = Play(start() + catch("t", timer(text, kind)) + flow("a>t"), {"d": value})

    assert due(p) == [expected]


def test_expression_that_gives_no_time_is_an_incident(play):
    p = play(start() + catch("t", timer("${d}")) + end() + flow("a>t,t>z"), {"d": "soon"})
    assert [(i.activity_id, i.kind) for i in p.incidents] == [("t", "expression")]

    p.set(d="PT1H")
    p.retry("t")
    p.later(hours=1)

    assert p.done


def test_non_interrupting_cycle_repeats_as_often_as_it_says(play):
    body = start() + user("u") + boundary("b", "u", timer("R3/PT1H", "Cycle"), cancel=False)
    p = play(body + script("x", "log(1)") + end() + flow("a>u,u>z,b>x,x>z"))

    for _ in range(5):
        p.later(hours=1, seconds=1)

    assert p.log == [1, 1, 1]
    assert p.tasks() == ["u"]
    p.complete("u")
    assert p.done


def test_interrupting_cycle_fires_once(play):
    body = start() + user("u") + boundary("b", "u", timer("R3/PT1H", "Cycle"))
    p = play(body + script("x", "log(1)") + end() + flow("a>u,u>z,b>x,x>z"))

    p.later(hours=1, seconds=1)

    assert p.done
    assert p.log == [1]


def test_what_was_missed_is_not_made_up_for(play):
    body = start() + user("u") + boundary("b", "u", timer("R/PT1H", "Cycle"), cancel=False)
    p = play(body + script("x", "log(1)") + flow("a>u,b>x"))

    p.later(days=100, minutes=30)

    assert p.log == [1]
    assert due(p) == [timedelta(days=100, hours=1)]


def test_cycle_in_the_flow_repeats_what_follows(play):
    body = start() + catch("t", timer("R2/PT1H", "Cycle")) + script("x", "log(1)")
    p = play(body + flow("a>t,t>x"))

    p.later(hours=1)
    assert not p.done
    p.later(hours=1)

    assert p.log == [1, 1]
    assert p.done


@pytest.mark.parametrize("often", ["R/PT0.001S", timedelta(milliseconds=5)], ids=["text", "span"])
def test_cycle_that_repeats_too_often_is_an_incident(often):
    body = start() + user("u") + boundary("b", "u", timer("${often}", "Cycle"), cancel=False)

    p = Play(body + script("x", "log(1)") + flow("a>u,b>x"), {"often": often})

    (incident,) = p.incidents
    assert (incident.activity_id, incident.kind) == ("b", "expression")
    assert "more often than once a second" in incident.message


def test_cron_repeats_at_its_times(play):
    body = (
        start() + user("u") + boundary("b", "u", timer("0 30 8 ? * MON-FRI", "Cycle"), cancel=False)
    )
    p = play(body + script("x", "log(1)") + flow("a>u,b>x"))
    assert due(p) == [timedelta(hours=8, minutes=30)]  # 2026-01-01 is a Thursday

    p.later(days=2)

    assert p.log == [1]
    assert due(p) == [timedelta(days=4, hours=8, minutes=30)]


def test_cron_is_meant_in_the_zone_of_the_installation():
    body = start() + user("u") + boundary("b", "u", timer("0 8 * * *", "Cycle"), cancel=False)
    p = Play(body + script("x", "log(1)") + flow("a>u,b>x"), zone=ZoneInfo("Asia/Tehran"))
    assert due(p) == [timedelta(hours=4, minutes=30)]

    p.later(hours=5)

    assert due(p) == [timedelta(days=1, hours=4, minutes=30)]


def test_two_timers_of_one_event_are_two_rows(play):
    p = play(start() + catch("t", timer("PT1H") + timer("PT2H")) + end() + flow("a>t,t>z"))
    assert [(r.index, r.due_at - NOW) for r in p.open("event")] == [
        (0, timedelta(hours=1)),
        (1, timedelta(hours=2)),
    ]

    p.later(hours=5)

    assert p.done
    assert len(p.completed("z")) == 1
