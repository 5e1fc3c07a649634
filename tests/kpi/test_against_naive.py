"""Random logs: every figure is the one that a slow second implementation finds."""

import os
from dataclasses import astuple
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from engine.base import Base, open_database
from engine.tables import Event
from kpi import (
    Age,
    Period,
    Question,
    Unit,
    activity_figures,
    cancellations,
    case_history,
    cases,
    groups,
    incident_figures,
    open_cases,
    people,
    standing,
)
from kpi.case_lists import Page
from tests.kpi import naive
from tests.kpi.conftest import Reader
from tests.kpi.logs import START, random_log

FIRST = START.date()
COUNTED = {
    "started": "started",
    "finished": "finished",
    "cancelled": "cancelled",
    "terminated": "terminated",
    "finished_late": "finished_late",
    "rework": "reworked",
}


def some(values):
    return st.none() | st.lists(st.sampled_from(values), min_size=1, max_size=2).map(tuple)


@st.composite
def questions(draw):
    first = FIRST + timedelta(days=draw(st.integers(-2, 30)))
    return Question(
        period=Period(first, first + timedelta(days=draw(st.integers(0, 40)))),
        processes=draw(some(["order", "return"])),
        versions=draw(some([1, 2])),
        offices=draw(some(["front", "back"])),
        channels=draw(some(["", "web", "phone"])),
        activities=draw(some(["task-a", "task-b", "loop-a", "script-a"])),
        persons=draw(some(["ada", "bob", ""])),
        groups=draw(some(["desk", "shop", ""])),
    )


simple = st.builds(
    Question,
    period=st.just(Period(FIRST, FIRST + timedelta(days=45))),
    processes=some(["order", "return"]),
)


@pytest.fixture(scope="module")
def sqlite():
    """Sessions on a database in memory that lasts: making the tables takes longer than a log."""
    opened = open_database(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    Base.metadata.create_all(opened)
    yield sessionmaker(opened)
    opened.dispose()


@settings(
    max_examples=int(os.environ.get("RAVAND_KPI_LOGS", "60")),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a log of fewer cases explains no more
)
@given(
    random=st.randoms(use_true_random=False),
    asked=simple | questions(),
    unit=st.sampled_from(Unit),
    hours=st.integers(0, 1100),
)
def test_figures_are_those_of_the_definitions(sqlite, random, asked, unit, hours):
    log = random_log(random, cases=20)
    now = START + timedelta(hours=hours)
    with sqlite() as session:
        session.execute(delete(Event))
        log.write(session)
    reader = Reader(sqlite)
    reader.rebuild()
    reader.all(limit=40)
    known = naive.cases(log.rows)

    with sqlite() as session:
        _cases(session, known, asked, unit, now)
        _open_ones(session, known, asked, now)
        _activities(session, known, asked, now)
        _work(session, known, asked, now, people, "person")
        _work(session, known, asked, now, groups, "group")
        _incidents(session, known, asked)


def _cases(session, known_cases, asked, unit, now):
    history = case_history(session, asked, unit)
    for figures in (history.total, *history.parts):
        expected = naive.case_figures(known_cases, asked, figures.period)
        for name, value in expected.items():
            found = getattr(figures, name)
            assert (astuple(found) if isinstance(value, tuple) else found) == value, name
    for key, name in COUNTED.items():
        assert cases(session, key, asked, now).total == getattr(history.total, name), key
    for key, name in {"cycle_time": "cycle", "working_time": "working"}.items():
        assert cases(session, key, asked, now).total == getattr(history.total, name).n
    reasons = cancellations(session, asked)
    assert sum(n for _, n in reasons) == history.total.cancelled


def _open_ones(session, known_cases, asked, now):
    found, chosen = standing(session, asked, now), naive.chosen(known_cases, asked)
    still = [case for case in chosen if case.ended is None]
    dues = [[case.due, *(a.due for a in case.activities if a.how == "open")] for case in still]
    assert found.open == len(still) == cases(session, "open", asked, now).total
    assert found.overdue == sum(any(due and due < now for due in of_case) for of_case in dues)
    assert found.overdue == cases(session, "overdue", asked, now).total
    assert found.oldest == min((case.started for case in still), default=None)
    ages = [(now - case.started) // timedelta(days=1) for case in still]
    for age, n in found.ages:
        first, following = age.value
        assert n == sum(
            (first == 0 or old >= first) and (following is None or old < following) for old in ages
        )
    was_open = [c for c in chosen if c.started <= now and (c.ended is None or c.ended > now)]
    assert open_cases(session, asked, now) == len(was_open)
    assert len(Age) == len(found.ages)


def _activities(session, known_cases, asked, now):
    found = {(o.process_key, o.activity_id): o for o in activity_figures(session, asked, now)}
    known = list(naive.chosen_activities(known_cases, asked))
    for key in {(a.case.process, a.activity_id) for a in known} | set(found):
        here = [a for a in known if (a.case.process, a.activity_id) == key]
        ended = [a for a in here if naive.within(a.ended, asked.period)]
        done = [a for a in ended if a.how == "completed"]
        timed = [a for a in done if not a.case.imported]
        still = [a for a in here if a.how == "open"]
        if not ended and not still:
            assert key not in found
            continue
        one = found[key]
        assert (one.completed, one.cancelled) == (len(done), len(ended) - len(done))
        assert one.dated == sum(a.due is not None for a in done)
        assert (one.late, one.repeated) == (
            sum(a.late for a in done),
            sum(a.repeated for a in done),
        )
        assert one.open == len(still)
        assert one.overdue == sum(bool(a.due and a.due < now) for a in still)
        durations = [naive.seconds(a.created, a.ended) for a in timed]
        assert astuple(one.duration) == naive.spread(durations)
        waits = [a.waiting for a in timed if a.type == naive.PEOPLE]
        assert astuple(one.waiting) == naive.spread(waits)


def _work(session, known_cases, asked, now, figures, by):
    found = {one.name: one for one in figures(session, asked, now)}
    known = [a for a in naive.chosen_activities(known_cases, asked) if a.type == naive.PEOPLE]
    done = [a for a in known if a.how == "completed" and naive.within(a.ended, asked.period)]
    still = [a for a in known if a.how == "open"]
    assert set(found) == {getattr(a, by) for a in (*done, *still)} - {""}
    for name, one in found.items():
        own = [a for a in done if getattr(a, by) == name]
        assert one.completed == len(own) == sum(n for _, n in one.mix)
        assert (one.dated, one.late) == (
            sum(a.due is not None for a in own),
            sum(a.late for a in own),
        )
        assert astuple(one.working) == naive.spread([a.working for a in own if not a.case.imported])
        waiting = [a for a in still if getattr(a, by) == name]
        assert one.load.open == len(waiting)
        assert one.load.unclaimed == sum(a.person == "" for a in waiting)


def _incidents(session, known_cases, asked):
    found = incident_figures(session, asked)
    raised = resolved = still = 0
    for case in known_cases:
        for failed, ended in case.incidents():
            here = naive.wanted(Place(case, failed), asked) and (
                asked.activities is None or failed["activity_id"] in asked.activities
            )
            raised += here and naive.within(failed["at"], asked.period)
            resolved += here and naive.within(ended, asked.period)
            still += here and ended is None
    assert (found.raised, found.resolved, found.open) == (raised, resolved, still)


class Place:
    def __init__(self, case, failed):
        self.process, self.channel = case.process, case.channel
        self.version, self.office = failed["version"], failed["office"]


def test_pages_of_a_list_make_up_the_whole(memory, reader):
    import random

    log = random_log(random.Random(7), cases=40)
    with memory() as session:
        log.write(session)
        reader.all()
        asked = Question(Period(FIRST, FIRST + timedelta(days=60)))

        whole = cases(session, "activity_count", asked, START, Page(0, 1000))
        pages = [
            cases(session, "activity_count", asked, START, Page(n, 7)) for n in range(0, 40, 7)
        ]

        assert len(whole.ids) == whole.total == len(set(whole.ids))
        assert [case for page in pages for case in page.ids] == list(whole.ids)
