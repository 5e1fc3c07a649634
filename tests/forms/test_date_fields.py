"""Dates and times: form-js's formats, its pickers' bounds, and the reader's calendar."""

from datetime import UTC, datetime

import pytest

import forms
from tests.forms.builders import error, field, form, judge, problems, refused, taken


def moment(subtype="datetime", **properties):
    return field("datetime", subtype=subtype, timeInterval=1, **properties)


OFFSET = {"timeSerializingFormat": "utc_offset"}
UTC_ONLY = {"timeSerializingFormat": "utc_normalized"}


@pytest.mark.parametrize(
    ("component", "value"),
    [
        (moment("date"), "2026-11-21"),
        (field("datetime"), "2024-02-29"),
        (moment("time"), "23:59"),
        (moment("time", **OFFSET), "10:15+03:30"),
        (moment("time", **UTC_ONLY), "10:15Z"),
        (moment(), "2026-11-21T10:15"),
        (moment(**OFFSET), "2026-11-21T10:15-05:00"),
        (moment(**UTC_ONLY), "2026-11-21T10:15Z"),
        (field("jalalidate"), "2026-11-21"),
        (field("jalalidate"), None),
        (moment("date"), None),
    ],
)
def test_iso_values_are_taken(component, value):
    assert taken(component, value) == value


@pytest.mark.parametrize(
    ("component", "value", "expected"),
    [
        (moment("date"), "۲۰۲۶-۱۱-۲۱", "2026-11-21"),
        (moment("time"), "١٠:١٥", "10:15"),
        (field("jalalidate"), "۲۰۲۶-۱۱-۲۱", "2026-11-21"),
        (moment("date"), "", None),
        (field("jalalidate"), "", None),
    ],
)
def test_digits_are_normalised(component, value, expected):
    assert taken(component, value) == expected


@pytest.mark.parametrize(
    ("component", "value", "expected"),
    [
        (moment("date"), "2026-02-30", "date_expected"),
        (moment("date"), "1405/08/30", "date_expected"),
        (moment("date"), "2026-11-21T10:15", "date_expected"),
        (moment("date"), 20261121, "date_expected"),
        (moment("date"), ["2026-11-21"], "date_expected"),
        (moment("date"), "0000-01-01", "date_expected"),
        (moment("time"), "24:00", "time_expected"),
        (moment("time"), "10:60", "time_expected"),
        (moment("time"), "9:15", "time_expected"),
        (moment("time"), "10:15Z", "time_expected"),
        (moment("time"), "10:15\n", "time_expected"),
        (moment("time", **OFFSET), "10:15", "time_expected"),
        (moment("time", **OFFSET), "10:15+25:00", "time_expected"),
        (moment("time", **UTC_ONLY), "10:15+00:00", "time_expected"),
        (moment(), "2026-11-21", "datetime_expected"),
        (moment(), "2026-11-21 10:15", "datetime_expected"),
        (moment(), "T10:15", "datetime_expected"),
        (moment(**UTC_ONLY), "2026-13-21T10:15Z", "datetime_expected"),
        (field("jalalidate"), "1405/08/30", "date_expected"),
        (field("jalalidate"), "2026-02-30", "date_expected"),
        (field("jalalidate"), 5, "date_expected"),
    ],
)
def test_what_is_no_date_or_time_is_refused(component, value, expected):
    assert refused(component, value) == [expected]


def test_expected_format_is_named():
    (found,) = judge(moment(**OFFSET), "x").errors["it"]

    assert str(found) == "A date and time is expected (YYYY-MM-DDTHH:MM+HH:MM)."


@pytest.mark.parametrize("component", [moment("date"), field("jalalidate")])
def test_required_date_is_not_empty(component):
    assert refused({**component, "validate": {"required": True}}, None) == ["required"]


@pytest.mark.parametrize(
    ("properties", "value", "expected"),
    [
        ({"timeInterval": 15}, "10:20", ["time_interval"]),
        ({"timeInterval": 15}, "10:30", []),
        ({"timeInterval": None}, "10:20", ["time_interval"]),
        ({"timeInterval": 60}, "10:00", []),
        ({"timeInterval": 60, **OFFSET}, "10:30+03:30", []),
        ({"timeInterval": 60, **OFFSET}, "10:31+03:30", ["time_interval"]),
        ({"timeInterval": 60, **UTC_ONLY}, "06:30Z", []),
        ({"timeInterval": 60, **UTC_ONLY}, "06:35Z", ["time_interval"]),
    ],
)
def test_times_are_multiples_of_the_interval(properties, value, expected):
    assert refused({**moment("time"), **properties}, value) == expected


@pytest.mark.parametrize(
    ("now", "value", "expected"),
    [
        (datetime(2026, 11, 21, 13, tzinfo=UTC), "2026-11-20", ["date_past"]),
        (datetime(2026, 11, 21, 13, tzinfo=UTC), "2026-11-21", []),
        # it is still yesterday in the west of the Pacific's date line
        (datetime(2026, 11, 21, 11, tzinfo=UTC), "2026-11-20", []),
        (datetime(2026, 11, 21, 11, tzinfo=UTC), "2026-11-19", ["date_past"]),
        (None, "2000-01-01", []),
    ],
)
def test_past_dates_can_be_forbidden(now, value, expected):
    component = moment("date", disallowPassedDates=True)

    assert refused(component, value, now=now) == expected
    if expected:
        both = moment(disallowPassedDates=True)
        assert refused(both, f"{value}T10:15", now=now) == expected


@pytest.mark.parametrize(
    "properties",
    [
        {"subtype": "month"},
        {"timeInterval": 7},
        {"timeSerializingFormat": "iso"},
        {"use24h": "yes"},
        {"disallowPassedDates": 1},
        {"subtype": ["date"]},
    ],
)
def test_settings_that_form_js_does_not_know_are_refused(properties):
    assert problems(field("datetime", **properties)) == error("bad_property")


@pytest.mark.parametrize(
    ("component", "value", "shown"),
    [
        (moment("date"), "2026-11-21", "2026-11-21"),
        (moment("date"), "2026-11-21T10:15", None),
        (moment("date"), datetime(2026, 11, 21, tzinfo=UTC).date(), "2026-11-21"),
        (moment("date"), "soon", None),
        (moment("time"), "10:15:30", "10:15:30"),
        (moment(), "2026-11-21T10:15:30.123Z", "2026-11-21T10:15:30.123Z"),
        (moment(), "2026-11-21", None),
        (moment(), 5, None),
        (field("jalalidate"), "2026-11-21", "2026-11-21"),
        (field("jalalidate"), "21.11.2026", None),
    ],
)
def test_variable_is_shown_if_it_is_a_date_or_time(component, value, shown):
    assert forms.initial(form(component), {"it": value}) == {"it": shown}


@pytest.mark.parametrize(
    ("component", "value", "english", "persian"),
    [
        (moment("date"), "2026-11-21", "2026-11-21", "۱۴۰۵/۰۸/۳۰"),
        (field("jalalidate"), "2026-11-21", "2026-11-21", "۱۴۰۵/۰۸/۳۰"),
        (moment("time"), "10:15", "10:15", "۱۰:۱۵"),
        (moment(), "2026-11-21T10:15", "2026-11-21 10:15", "۱۴۰۵/۰۸/۳۰ ۱۰:۱۵"),
        (
            moment(**OFFSET),
            "2026-11-21T10:15+03:30",
            "2026-11-21 10:15 (+03:30)",
            "۱۴۰۵/۰۸/۳۰ ۱۰:۱۵ (+۰۳:۳۰)",
        ),
        (moment("date"), None, "", ""),
        (moment("date"), "soon", "soon", "soon"),
        (field("jalalidate"), None, "", ""),
    ],
)
def test_dates_are_described_in_the_reader_calendar(component, value, english, persian):
    assert forms.describe(form(component), {"it": value}, "en") == [("it", english)]
    assert forms.describe(form(component), {"it": value}, "fa") == [("it", persian)]
