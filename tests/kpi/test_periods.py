"""Days, weeks and Jalali months."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kpi import Period, PeriodInvalidError, Unit, day_of, parts, start_of_part
from kpi.periods import start_of

TEHRAN = ZoneInfo("Asia/Tehran")


def test_day_begins_at_midnight_in_tehran():
    before, after = (datetime(2026, 3, 20, 20, m, 59, tzinfo=UTC) for m in (29, 30))

    assert day_of(before, TEHRAN) == date(2026, 3, 20).toordinal()
    assert day_of(after, TEHRAN) == date(2026, 3, 21).toordinal()
    assert start_of(date(2026, 3, 21), TEHRAN) == datetime(2026, 3, 20, 20, 30, tzinfo=UTC)


def test_weeks_begin_on_saturday():
    weeks = parts(Period(date(2026, 3, 18), date(2026, 4, 3)), Unit.WEEK)

    assert weeks == [
        Period(date(2026, 3, 18), date(2026, 3, 20)),
        Period(date(2026, 3, 21), date(2026, 3, 27)),
        Period(date(2026, 3, 28), date(2026, 4, 3)),
    ]


def test_months_are_those_of_the_jalali_year():
    months = parts(Period(date(2026, 2, 20), date(2026, 5, 1)), Unit.MONTH)

    assert [month.first for month in months] == [
        date(2026, 2, 20),  # 1 Esfand 1404
        date(2026, 3, 21),  # 1 Farvardin 1405
        date(2026, 4, 21),  # 1 Ordibehesht
    ]
    assert months[-1].last == date(2026, 5, 1)


def test_days_are_parts_too():
    assert parts(Period(date(2026, 3, 1), date(2026, 3, 2)), Unit.DAY) == [
        Period(date(2026, 3, 1), date(2026, 3, 1)),
        Period(date(2026, 3, 2), date(2026, 3, 2)),
    ]


@pytest.mark.parametrize("unit", Unit)
def test_parts_cover_every_day_once(unit):
    period = Period(date(2024, 12, 1), date(2026, 12, 31))

    days = [day for part in parts(period, unit) for day in part.days]

    assert days == list(period.days)


def test_period_does_not_end_before_it_begins():
    with pytest.raises(PeriodInvalidError) as caught:
        Period(date(2026, 3, 2), date(2026, 3, 1))

    assert caught.value.code == "period_invalid"
    assert str(caught.value) == "The period ends before it begins: 2026-03-02 to 2026-03-01."


def test_weeks_and_months_of_other_calendars():
    period = Period(date(2026, 1, 30), date(2026, 3, 2))

    weeks = parts(period, Unit.MONDAY_WEEK)
    months = parts(period, Unit.GREGORIAN_MONTH)

    assert [week.first for week in weeks[:3]] == [
        date(2026, 1, 30),
        date(2026, 2, 2),
        date(2026, 2, 9),
    ]
    assert [month.first for month in months] == [
        date(2026, 1, 30),
        date(2026, 2, 1),
        date(2026, 3, 1),
    ]


@pytest.mark.parametrize(
    ("unit", "first"),
    [
        (Unit.DAY, date(2026, 3, 18)),
        (Unit.WEEK, date(2026, 3, 14)),
        (Unit.MONDAY_WEEK, date(2026, 3, 16)),
        (Unit.MONTH, date(2026, 2, 20)),
        (Unit.GREGORIAN_MONTH, date(2026, 3, 1)),
    ],
)
def test_a_day_is_in_a_part_of_each_unit(unit, first):
    assert start_of_part(date(2026, 3, 18), unit) == first
