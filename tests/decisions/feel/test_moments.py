"""Functions that make dates and times, and look into the calendar."""

import pytest

from decisions import feel
from tests.decisions.feel.evaluating import ids, written

MOMENTS_ARE_MADE_AND_READ = [
    ('date("2020-02-29")', "2020-02-29"),
    ('date("2021-02-29")', "null"),
    ('date("2020-2-1")', "null"),
    ('date("-0044-03-15")', "-0044-03-15"),
    ('date("12345-01-01")', "12345-01-01"),
    ('date("1234567890-01-01")', "null"),
    ("date(2020, 2, 29)", "2020-02-29"),
    ("date(2020, 13, 1)", "null"),
    ("date(2020, 2, 30)", "null"),
    ("date(1E9, 1, 1)", "null"),
    ('date(date and time("2020-01-01T10:00:00Z"))', "2020-01-01"),
    ('date(@"2020-01-01")', "2020-01-01"),
    ("date(null)", "null"),
    ('date(from: "2020-01-01")', "2020-01-01"),
    ("date(year: 2020, month: 1, day: 2)", "2020-01-02"),
    ('time("10:30:00")', "10:30:00"),
    ('time("T10:30:00.123456789Z")', "10:30:00.123456789Z"),
    ('time("24:00:00")', "00:00:00"),
    ('time("24:00:01")', "null"),
    ('time("10:60:00")', "null"),
    ('time("10:30")', "null"),
    ('time("10:30:00+19:00")', "null"),
    ('time("10:30:00+03:30")', "10:30:00+03:30"),
    ('time("10:30:00-03:30:15")', "10:30:00-03:30:15"),
    ('time("10:30:00@Asia/Tehran")', "10:30:00@Asia/Tehran"),
    ('time("10:30:00@Nowhere/Town")', "null"),
    ('time("10:30:00Z@Asia/Tehran")', "null"),
    ("time(10, 30, 15.5)", "10:30:15.5"),
    ('time(10, 30, 0, @"PT3H30M")', "10:30:00+03:30"),
    ("time(10, 30, 0, null)", "10:30:00"),
    ("time(24, 0, 0)", "null"),
    ("time(10.5, 0, 0)", "null"),
    ("time(10, 0, 60)", "null"),
    ('time(10, 0, 0, @"PT19H")', "null"),
    ('time(@"2020-01-01T10:30:00Z")', "10:30:00Z"),
    ('time(@"2020-01-01")', "00:00:00Z"),
    ('time(@"10:30:00")', "10:30:00"),
    ("time(hour: 1, minute: 2, second: 3)", "01:02:03"),
    ('date and time("2020-01-01T10:30:00")', "2020-01-01T10:30:00"),
    ('date and time("2020-01-01")', "2020-01-01T00:00:00"),
    ('date and time("2020-01-01T24:00:00")', "2020-01-02T00:00:00"),
    ('date and time("2020-01-01TT10:30:00")', "null"),
    ('date and time("2020-13-01T10:30:00")', "null"),
    ('date and time("x")', "null"),
    ('date and time(@"2020-01-01")', "2020-01-01T00:00:00Z"),
    ('date and time(@"2020-01-01T10:30:00")', "2020-01-01T10:30:00"),
    ('date and time(@"2020-01-01", @"10:30:00Z")', "2020-01-01T10:30:00Z"),
    ('date and time(@"2020-01-01T05:00:00", @"10:30:00")', "2020-01-01T10:30:00"),
    ('date and time(date: @"2020-01-01", time: @"10:30:00")', "2020-01-01T10:30:00"),
    ('years and months duration(@"2011-12-22", @"2013-08-24")', "P1Y8M"),
    ('years and months duration(@"2013-08-24", @"2011-12-22")', "-P1Y8M"),
    ('years and months duration(@"2020-01-31", @"2020-02-29")', "P0M"),
    ('years and months duration(from: @"2020-01-01", to: @"2021-01-01")', "P1Y"),
    ('years and months duration(null, @"2013-08-24")', "null"),
    ("now()", "2026-03-21T10:30:00Z"),
    ("today()", "2026-03-21"),
    ('day of year(@"2019-09-17")', "260"),
    ('day of week(@"2019-09-17")', '"Tuesday"'),
    ('month of year(@"2019-09-17T00:00:00")', '"September"'),
    ('week of year(@"2019-09-17")', "38"),
    ('week of year(@"2003-12-29")', "1"),
    ('week of year(@"2005-01-01")', "53"),
    ("day of week(date: null)", "null"),
]


@pytest.mark.parametrize(("text", "expected"), MOMENTS_ARE_MADE_AND_READ, ids=ids)
def test_moments_are_made_and_read(text: str, expected: str) -> None:
    assert written(text) == expected


MOMENTS_ARE_CALCULATED_WITH = [
    ('@"2020-01-31" + @"P1M"', "2020-02-29"),
    ('@"2020-03-31" - @"P1M"', "2020-02-29"),
    ('@"2020-01-01" + @"PT36H"', "2020-01-02"),
    ('@"2020-01-01" - @"PT1S"', "2019-12-31"),
    ('@"P1D" + @"2020-01-01"', "2020-01-02"),
    ('@"P1D" - @"2020-01-01"', "null"),
    ('@"2020-01-01T22:00:00" + @"PT3H"', "2020-01-02T01:00:00"),
    ('@"2020-01-31T22:00:00Z" + @"P1M"', "2020-02-29T22:00:00Z"),
    ('@"2021-03-27T12:00:00@Europe/Paris" + @"P1D"', "2021-03-28T13:00:00@Europe/Paris"),
    ('@"23:00:00Z" + @"PT2H"', "01:00:00Z"),
    ('@"23:00:00" + @"P1Y"', "null"),
    ('true + @"P1D"', "null"),
    ('@"2020-01-02" - @"2020-01-01"', "P1D"),
    ('@"2020-01-02T00:00:00Z" - @"2020-01-01"', "P1D"),
    ('@"2020-01-02T00:00:00" - @"2020-01-01"', "null"),
    ('@"2020-01-01T00:00:00+02:00" - @"2020-01-01T00:00:00Z"', "-PT2H"),
    ('@"12:00:00" - @"10:30:00"', "PT1H30M"),
    ('@"12:00:00Z" - @"10:30:00"', "null"),
    ('@"12:00:00" - @"2020-01-01"', "null"),
    ('@"2020-01-01" + @"2020-01-01"', "null"),
    ('@"P1D" + @"PT12H"', "P1DT12H"),
    ('@"P1Y" - @"P1M"', "P11M"),
    ('@"P1D" + @"P1Y"', "null"),
    ('@"P1D" * 1.5', "P1DT12H"),
    ('2 * @"P1Y"', "P2Y"),
    ('@"P1Y" / 2', "P6M"),
    ('@"P1D" / 0', "null"),
    ('@"P1D" / @"PT6H"', "4"),
    ('@"P1D" / @"PT0S"', "null"),
    ('@"P1D" / @"P1Y"', "null"),
    ('@"P1D" ** 2', "null"),
    ('1 / @"P1D"', "null"),
    ('@"2020-01-01" * 2', "null"),
    ('@"P1D" * 1E40', "null"),
    ('@"P1Y" * 1E40', "null"),
    ('-@"P1D"', "-P1D"),
    ('-@"P1Y"', "-P1Y"),
    ('@"999999999-12-31" + @"P1D"', "null"),
    ('@"2020-01-01" + 1', "null"),
    ('@"2020-02-30"', "null"),
    ('@"nothing"', "null"),
    ('@"2020-01-01T10:30:00@Europe/Paris" = @"2020-01-01T09:30:00Z"', "true"),
    ('@"-2020-01-01T10:30:00@Europe/Paris" < @"2020-01-01T10:30:00@Europe/Paris"', "true"),
    ('@"12020-01-01T10:30:00@Europe/Paris" > @"2020-01-01T10:30:00Z"', "true"),
]


@pytest.mark.parametrize(("text", "expected"), MOMENTS_ARE_CALCULATED_WITH, ids=ids)
def test_moments_are_calculated_with(text: str, expected: str) -> None:
    assert written(text) == expected


PROPERTIES_OF_TEMPORAL_VALUES = [
    ('@"2020-03-15".year', "2020"),
    ('@"2020-03-15".month', "3"),
    ('@"2020-03-15".day', "15"),
    ('@"2020-03-15".weekday', "7"),
    ('@"2020-03-15".hour', "0"),
    ('@"2020-03-15".time offset', "PT0S"),
    ('@"2020-03-15".timezone', "null"),
    ('@"2020-03-15T10:20:30.5+03:30".hour', "10"),
    ('@"2020-03-15T10:20:30.5+03:30".minute', "20"),
    ('@"2020-03-15T10:20:30.5+03:30".second', "30.5"),
    ('@"2020-03-15T10:20:30.5+03:30".time offset', "PT3H30M"),
    ('@"2020-03-15T10:20:30".time offset', "null"),
    ('@"2020-03-15T10:20:30".weekday', "7"),
    ('@"10:20:30@Asia/Tehran".timezone', '"Asia/Tehran"'),
    ('@"10:20:30@Asia/Tehran".time offset', "PT3H30M"),
    ('@"10:20:30".year', "null"),
    ('@"P1DT2H3M4.5S".days', "1"),
    ('@"P1DT2H3M4.5S".hours', "2"),
    ('@"-P1DT2H3M4.5S".minutes', "-3"),
    ('@"-P1DT2H3M4.5S".seconds', "-4.5"),
    ('@"P1D".hours', "0"),
    ('@"P1Y2M".years', "1"),
    ('@"-P1Y2M".months', "-2"),
    ('@"P1Y2M".days', "null"),
    ("[1..2).start", "1"),
    ("[1..2).end", "2"),
    ("[1..2).start included", "true"),
    ("[1..2).end included", "false"),
]


@pytest.mark.parametrize(("text", "expected"), PROPERTIES_OF_TEMPORAL_VALUES, ids=ids)
def test_properties_of_temporal_values(text: str, expected: str) -> None:
    assert written(text) == expected


def test_now_without_clock_is_null() -> None:
    outcome = feel.parse("now()").evaluate({})

    assert outcome.value is None
    assert outcome.warnings[0].message == "now(): this expression is evaluated without a clock"
