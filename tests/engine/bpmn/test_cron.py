"""Cron expressions, Unix and Quartz."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from engine.bpmn import cron

THURSDAY = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*/15 * * * *", ["01-01 00:15:00", "01-01 00:30:00"]),
        ("0 9 * * 1-5", ["01-01 09:00:00", "01-02 09:00:00", "01-05 09:00:00"]),
        ("0 9 * * 0", ["01-04 09:00:00", "01-11 09:00:00"]),
        ("0 9 * * 7", ["01-04 09:00:00", "01-11 09:00:00"]),
        ("0 0 13 * 5", ["01-02 00:00:00", "01-09 00:00:00", "01-13 00:00:00"]),
        ("30 6 1 jan,JUL *", ["01-01 06:30:00", "07-01 06:30:00"]),
        ("@daily", ["01-02 00:00:00", "01-03 00:00:00"]),
        ("0/5 0/1 * 1/1 * ?", ["01-01 00:00:05", "01-01 00:00:10"]),
        ("0 0 8 ? * MON-FRI", ["01-01 08:00:00", "01-02 08:00:00", "01-05 08:00:00"]),
        ("0 0 8 ? * 2-6", ["01-01 08:00:00", "01-02 08:00:00", "01-05 08:00:00"]),
        ("0 0 8 ? * FRI-SUN", ["01-02 08:00:00", "01-03 08:00:00", "01-04 08:00:00"]),
        ("0 0 8 ? * 2/2", ["01-02 08:00:00", "01-05 08:00:00", "01-07 08:00:00"]),
        ("0 15 10 L * ?", ["01-31 10:15:00", "02-28 10:15:00"]),
        ("0 15 10 ? * 6L", ["01-30 10:15:00", "02-27 10:15:00"]),
        ("0 15 10 ? * 6#3", ["01-16 10:15:00", "02-20 10:15:00"]),
        ("0 15 10 ? * FRI#3 2026", ["01-16 10:15:00", "02-20 10:15:00"]),
    ],
)
def test_names_its_instants(text, expected):
    found, moment = [], THURSDAY
    for _ in expected:
        moment = cron.next_after(text, moment)
        found.append(moment.strftime("%m-%d %H:%M:%S"))

    assert found == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "* * * *",
        "61 * * * *",
        "* * * * 9",
        "0 0 8 ? * 0",
        "0 0 8 15W * ?",
        "0 0 8 ? * 6#9",
        "0 0 8 1 * 6#3",
        "0 0 8 ? * XYZ",
        "0 0 8 1 1 ? 2020",
        "0 0 8 31 2 ?",
    ],
)
def test_what_names_no_instant_is_refused(text):
    with pytest.raises(ValueError, match=r"\w"):
        cron.next_after(text, THURSDAY)


def test_means_the_time_of_its_zone():
    tehran = ZoneInfo("Asia/Tehran")

    due = cron.next_after("0 8 * * *", THURSDAY, tehran)

    assert due == datetime(2026, 1, 1, 4, 30, tzinfo=UTC)
    assert cron.next_after("0 8 * * *", due, tehran) == datetime(2026, 1, 2, 4, 30, tzinfo=UTC)
    assert cron.next_after("0 8 * * *", THURSDAY) == datetime(2026, 1, 1, 8, tzinfo=UTC)


def test_keeps_the_hour_when_the_clocks_change():
    berlin = ZoneInfo("Europe/Berlin")
    before = datetime(2026, 3, 28, 12, tzinfo=UTC)

    due = cron.next_after("0 8 * * *", before, berlin)

    assert due == datetime(2026, 3, 29, 6, tzinfo=UTC)
