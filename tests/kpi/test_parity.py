"""What is listed behind a figure is as many as the figure says, for every measure."""

import random
from datetime import date, timedelta

import pytest

from kpi import (
    MEASURES,
    Age,
    Period,
    Question,
    activity_figures,
    cancellations,
    case_history,
    cases,
    groups,
    incident_figures,
    people,
    standing,
    standings,
)
from tests.kpi.logs import START, random_log

NOW = START + timedelta(hours=700)
ASKED = Question(Period(date(2026, 3, 20), date(2026, 4, 20)))


@pytest.fixture(params=[1, 2, 3], ids=["first", "second", "third"])
def logged(request, memory, reader):
    with memory() as session:
        random_log(random.Random(request.param), cases=40).write(session)
        reader.all()
        yield session


def figures(session):
    """Return the figure of every measure, as the pages show it."""
    total = case_history(session, ASKED).total
    now = standing(session, ASKED, NOW)
    work = activity_figures(session, ASKED, NOW)
    tasks = groups(session, ASKED, NOW)
    failed = incident_figures(session, ASKED)
    return {
        "started": total.started,
        "finished": total.finished,
        "cancelled": total.cancelled,
        "cancelled_share": total.cancelled,
        "terminated": total.terminated,
        "open": now.open,
        "ageing": sum(n for _, n in now.ages),
        "overdue": now.overdue,
        "finished_late": total.finished_late,
        "cycle_time": total.cycle.n,
        "waiting_time": total.waiting.n,
        "working_time": total.working.n,
        "rework": total.reworked,
        "activity_count": sum(one.completed for one in work),
        "activity_cancelled": sum(one.cancelled for one in work),
        "activity_duration": sum(one.duration.n for one in work),
        "activity_waiting": sum(one.waiting.n for one in work),
        "activity_working": sum(one.working.n for one in work),
        "activity_late": sum(one.late for one in work),
        "activity_repeats": sum(one.repeated for one in work),
        "activity_open": sum(one.open for one in work),
        "activity_overdue": sum(one.overdue for one in work),
        "incidents": failed.raised,
        "incidents_open": failed.open,
        "incident_time": failed.resolving.n,
    } | {
        (key, one.name): number
        for one in tasks
        for key, number in {
            "tasks_completed": one.completed,
            "tasks_on_time": one.dated - one.late,
            "tasks_open": one.load.open,
            "tasks_unclaimed": one.load.unclaimed,
            "task_time": one.working.n,
        }.items()
    }


def test_every_figure_is_as_large_as_its_list(logged):
    found = figures(logged)
    asked = {
        key: (key, ASKED)
        if isinstance(key, str)
        else (key[0], Question(ASKED.period, groups=(key[1],)))
        for key in found
    }

    listed = {key: cases(logged, *asked[key], NOW) for key in found}

    assert {key: one.counted for key, one in listed.items()} == found
    assert {key if isinstance(key, str) else key[0] for key in found} == set(MEASURES)
    assert all(one.total <= one.counted for one in listed.values())


def test_figures_of_a_person_are_as_large_as_their_lists(logged):
    for one in people(logged, ASKED, NOW):
        asked = Question(ASKED.period, persons=(one.name,))
        assert cases(logged, "tasks_completed", asked, NOW).counted == one.completed
        assert cases(logged, "task_time", asked, NOW).counted == one.working.n
        assert cases(logged, "activity_overdue", asked, NOW).counted == one.load.overdue


def test_reasons_and_ages_are_as_many_as_their_lists(logged):
    for reason, number in cancellations(logged, ASKED):
        asked = Question(ASKED.period, reasons=(reason,))
        assert cases(logged, "cancelled", asked, NOW).counted == number
    for age, number in standing(logged, ASKED, NOW).ages:
        assert cases(logged, "ageing", Question(age=age), NOW).counted == number
    assert {age for age, _ in standing(logged, ASKED, NOW).ages} == set(Age)


def test_processes_add_up_to_all(logged):
    history = case_history(logged, ASKED, by_process=True)
    now = standing(logged, ASKED, NOW)

    by_process = history.processes.values()
    assert len(by_process) == 2
    for name in ("started", "finished", "cancelled", "open_at_end"):
        total = getattr(history.total, name)
        assert sum(getattr(one, name) for one in by_process) == total
    assert sum(one.open for one in standings(logged, ASKED, NOW).values()) == now.open
    for key, one in history.processes.items():
        assert one == case_history(logged, Question(ASKED.period, processes=(key,))).total


def test_processes_of_a_persons_work_add_up_too(logged):
    asked = Question(ASKED.period, groups=("desk",))

    history = case_history(logged, asked, by_process=True)

    by_process = history.processes.values()
    assert sum(one.open_at_end for one in by_process) == history.total.open_at_end
