"""Dates and numbers in both languages."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from web import jalali

TEHRAN = ZoneInfo("Asia/Tehran")
NOW = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)


def test_date_is_jalali_with_persian_digits() -> None:
    assert jalali.format_date(NOW, "fa", TEHRAN) == "۳۰ آبان ۱۴۰۵"
    assert jalali.format_date(date(2027, 3, 21), "fa", TEHRAN) == "۱ فروردین ۱۴۰۶"
    assert jalali.format_date(NOW, "en", TEHRAN) == "21 Nov 2026"
    assert jalali.format_date(None, "fa", TEHRAN) == ""


def test_day_is_the_organisations() -> None:
    late = datetime(2026, 11, 21, 22, 0, tzinfo=UTC)

    assert jalali.format_datetime(late, "fa", TEHRAN) == "۱ آذر ۱۴۰۵، ۰۱:۳۰"
    assert jalali.format_datetime(late, "en", TEHRAN) == "22 Nov 2026, 01:30"
    assert jalali.format_datetime(None, "en", TEHRAN) == ""


@pytest.mark.parametrize(
    ("value", "english", "persian"),
    [
        (1234567.5, "1,234,567.5", "۱٬۲۳۴٬۵۶۷٫۵"),
        (0, "0", "۰"),
        (-12, "-12", "-۱۲"),
        (1e30, "1e+30", "۱e+۳۰"),
    ],
)
def test_number_has_the_languages_digits(value: float, english: str, persian: str) -> None:
    assert jalali.format_number(value, "en") == english
    assert jalali.format_number(value, "fa").replace("\u200e", "").replace("−", "-") == persian


def test_age_is_said_in_words() -> None:
    assert jalali.format_age(NOW - timedelta(hours=3), "en", NOW) == "3 hours ago"
    assert jalali.format_age(NOW - timedelta(hours=3), "fa", NOW) == "۳ ساعت پیش"
    assert jalali.format_age(None, "en", NOW) == ""


@pytest.mark.parametrize(
    ("due_in", "state"),
    [(-1, "overdue"), (1, "today"), (30, "soon"), (200, "later")],
)
def test_due_state(due_in: int, state: str) -> None:
    assert jalali.due_state(NOW + timedelta(hours=due_in), TEHRAN, NOW) == state
    assert jalali.due_state(None, TEHRAN, NOW) == "none"


@pytest.mark.parametrize(
    "text",
    ["۱۴۰۵/۰۸/۳۰ ۱۴:۳۰", "1405-08-30 14:30", "2026-11-21 14:30", "2026-11-21T11:00+00:00"],
)
def test_typed_moment_is_understood(text: str) -> None:
    assert jalali.parse_local(text, TEHRAN) == NOW


@pytest.mark.parametrize("text", ["", "tomorrow", "1405/12/30", "2026-02-30", "1405/13/01 10:00"])
def test_other_text_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        jalali.parse_local(text, TEHRAN)


@pytest.mark.parametrize("language", ["en", "fa"])
def test_typed_moment_comes_back(language: str) -> None:
    assert jalali.parse_local(jalali.typed(NOW, language, TEHRAN), TEHRAN) == NOW
    assert jalali.typed(None, language, TEHRAN) == ""


def test_search_text_has_one_form() -> None:
    assert jalali.normalise(" كتاب\u200cهاي  ٣۴ ") == "کتاب های 34"


@pytest.mark.parametrize("language", ["en", "fa"])
@pytest.mark.parametrize(
    "moment",
    [
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(500, 1, 1, tzinfo=UTC),
        datetime(9998, 12, 31, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, tzinfo=UTC),
    ],
)
@pytest.mark.parametrize("zone", [TEHRAN, ZoneInfo("America/New_York")], ids=["east", "west"])
def test_every_moment_can_be_shown(moment: datetime, language: str, zone: ZoneInfo) -> None:
    assert jalali.format_datetime(moment, language, zone)
    assert jalali.typed(moment, language, zone)
    assert jalali.due_state(moment, zone, NOW) in ("overdue", "later")


def test_moment_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        jalali.parse_local("9999-12-31T23:59-14:00", TEHRAN)
