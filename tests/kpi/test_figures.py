"""Figures of one small log, computed by hand.

Six orders and a return; START is Wednesday 27 Esfand 1404, 09:30 in Tehran. Nowruz, a Saturday,
is 72 hours later less half of a day: it begins 62.5 hours after START.
"""

from datetime import date, timedelta

import pytest

from kpi import (
    Age,
    Page,
    Period,
    PeriodMissingError,
    Question,
    Spread,
    Unit,
    UnknownMeasureError,
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
from tests.kpi.logs import START, small_log

HOUR = 3600
NOW = START + timedelta(hours=200)
PERIOD = Period(date(2026, 3, 18), date(2026, 3, 31))
ASKED = Question(PERIOD)


@pytest.fixture
def small(memory, reader):
    with memory() as session:
        small_log().write(session)
        reader.all()
        yield session


def test_what_happened_to_cases(small):
    total = case_history(small, ASKED).total

    assert (total.started, total.finished, total.cancelled, total.terminated) == (8, 6, 1, 0)
    assert (total.ended, total.cancelled_share) == (7, 1 / 7)
    assert (total.finished_late, total.late_share) == (3, 3 / 6)
    assert (total.reworked, total.repeats, total.reworked_share) == (1, 1, 1 / 6)
    assert total.open_at_end == 1


def test_times_are_of_the_five_that_were_worked_here(small):
    total = case_history(small, ASKED).total

    assert total.cycle == Spread(5, 30 * HOUR, 76 * HOUR, 40 * HOUR)
    assert total.waiting == Spread(5, 3 * HOUR, 4.6 * HOUR, 3 * HOUR)
    assert total.working == Spread(5, 27 * HOUR, 257_040.0, 37 * HOUR)


def test_weeks_and_months_divide_at_nowruz(small):
    by_week = case_history(small, ASKED, Unit.WEEK).parts
    by_month = case_history(small, ASKED, Unit.MONTH).parts

    assert [(p.started, p.finished, p.open_at_end) for p in by_week] == [
        (7, 5, 1),
        (1, 1, 1),
        (0, 0, 1),
    ]
    assert [(p.started, p.finished, p.open_at_end) for p in by_month] == [(7, 5, 1), (1, 1, 1)]
    assert [p.cycle.n for p in by_month] == [4, 1]
    assert by_month[0].cycle.median is None


def test_open_cases_and_their_age(small):
    found = standing(small, ASKED, NOW)

    assert (found.open, found.overdue) == (1, 1)
    assert found.oldest == START + timedelta(hours=90)
    assert dict(found.ages)[Age.DAYS_4_TO_7] == 1
    assert sum(n for _, n in found.ages) == 1
    assert standing(small, ASKED, START + timedelta(hours=150)).overdue == 0


@pytest.mark.parametrize(
    ("hours", "expected"), [(-1, 0), (0, 6), (15, 5), (40, 2), (95, 2), (100, 1)]
)
def test_open_at_a_moment(small, hours, expected):
    assert open_cases(small, ASKED, START + timedelta(hours=hours)) == expected


def test_nothing_is_open_without_cases(memory):
    with memory() as session:
        found = standing(session, ASKED, NOW)
        empty = case_history(session, ASKED).total

    assert (found.open, found.overdue, found.oldest) == (0, 0, None)
    assert (empty.cancelled_share, empty.reworked_share, empty.late_share) == (None, None, None)


@pytest.mark.parametrize(
    ("asked", "started"),
    [
        (Question(PERIOD, processes=("return",)), 1),
        (Question(PERIOD, offices=("back",)), 1),
        (Question(PERIOD, channels=("web",)), 1),
        (Question(PERIOD, channels=("",)), 2),
        (Question(PERIOD, versions=(2,)), 0),
        (Question(PERIOD, persons=("bob",)), 1),
        (Question(PERIOD, groups=("desk",)), 6),
        (Question(PERIOD, activities=("check",), persons=("ada",)), 5),
        (Question(Period(date(2026, 3, 21), date(2026, 3, 31))), 1),
    ],
    ids=lambda value: None if isinstance(value, int) else "asked",
)
def test_question_restricts(small, asked, started):
    assert case_history(small, asked).total.started == started


def test_figures_of_an_activity(small):
    (check,) = activity_figures(small, ASKED, NOW)

    assert (check.process_key, check.activity_id) == ("order", "check")
    assert (check.completed, check.cancelled, check.repeated) == (6, 0, 1)
    assert (check.dated, check.late, check.open, check.overdue) == (5, 3, 1, 1)
    assert check.duration == Spread(6, 25 * HOUR, 70 * HOUR, pytest.approx(200 * HOUR / 6))
    assert (check.waiting.n, check.working.n) == (6, 6)


def test_work_of_people_with_its_mix(small):
    ada, bob = people(small, ASKED, NOW)

    assert (ada.name, ada.completed, ada.dated, ada.late) == ("ada", 5, 4, 2)
    assert ada.mix == ((("order", "check"), 5),)
    assert ada.working == Spread(5, 18 * HOUR, pytest.approx(32.4 * HOUR), 18 * HOUR)
    assert ada.compared == pytest.approx(18 / 22.5)  # all: 0, 9, 18, 27, 36 and 95 hours
    assert ada.on_time_share is None
    assert not ada.may_be_ranked
    assert (bob.completed, bob.working, bob.compared) == (1, Spread(1), None)


def test_person_is_compared_with_everybody(small):
    (ada,) = people(small, Question(PERIOD, persons=("ada",)), NOW)

    assert ada.compared == pytest.approx(18 / 22.5)


def test_work_of_groups_with_what_nobody_has(small):
    (desk,) = groups(small, ASKED, NOW)

    assert (desk.name, desk.completed, desk.on_time_share) == ("desk", 6, 2 / 5)
    assert (desk.load.open, desk.load.overdue, desk.load.unclaimed) == (1, 1, 1)


def test_incidents_and_reasons(small):
    found = incident_figures(small, ASKED)

    assert (found.raised, found.resolved, found.open) == (1, 0, 1)
    assert found.places == (("order", "send", 1),)
    assert cancellations(small, ASKED) == [("Lost", 1)]


@pytest.mark.parametrize(
    ("key", "ids"),
    [
        ("started", ["order-6", "old", *(f"order-{n}" for n in range(1, 6)), "return-1"]),
        ("finished", ["order-5", *(f"order-{n}" for n in (4, 3, 2, 1)), "old"]),
        ("cycle_time", [f"order-{n}" for n in (5, 4, 3, 2, 1)]),
        ("finished_late", ["order-5", "order-4", "order-3"]),
        ("cancelled", ["return-1"]),
        ("rework", ["order-5"]),
        ("open", ["order-6"]),
        ("overdue", ["order-6"]),
        ("activity_open", ["order-6"]),
        ("activity_overdue", ["order-6"]),
        ("tasks_unclaimed", ["order-6"]),
        ("activity_duration", [f"order-{n}" for n in (5, 4, 3, 2, 1)]),
        ("activity_repeats", ["order-5"]),
        ("activity_cancelled", []),
        ("tasks_on_time", ["order-2", "order-1"]),
        ("incidents", ["order-6"]),
        ("incidents_open", ["order-6"]),
        ("incident_time", []),
        ("terminated", []),
    ],
)
def test_figure_leads_to_its_cases(small, key, ids):
    found = cases(small, key, ASKED, NOW)

    assert (list(found.ids), found.total) == (ids, len(ids))


def test_list_is_given_in_pages(small):
    assert cases(small, "cycle_time", ASKED, NOW, Page(1, 2)).ids == ("order-4", "order-3")


def test_open_cases_of_one_age(small):
    def of(age):
        return cases(small, "ageing", Question(age=age), NOW).ids

    assert (of(Age.DAYS_4_TO_7), of(Age.DAYS_0_TO_1)) == (("order-6",), ())


def test_unknown_measure_is_refused(small):
    with pytest.raises(UnknownMeasureError) as caught:
        cases(small, "happiness", ASKED, NOW)

    assert str(caught.value) == "There is no measure happiness."


def test_what_happened_needs_a_period(small):
    with pytest.raises(PeriodMissingError):
        case_history(small, Question())
    assert standing(small, Question(), NOW).open == 1
