"""Values as JavaScript reads them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from forms import javascript


def test_trim_knows_javascripts_blanks():
    assert javascript.trimmed("\ufeff\u00a0 a b\u2003\n") == "a b"
    assert javascript.trimmed("\x1ca\x85") == "\x1ca\x85"


def test_length_counts_utf16_units():
    assert (javascript.length("abc"), javascript.length("😀"), javascript.length("سلام")) == (
        3,
        2,
        4,
    )


@pytest.mark.parametrize(
    ("value", "exact"),
    [
        (5, "5"),
        (0.1, "0.1"),
        (-2.50, "-2.5"),
        (Decimal("1.10"), "1.10"),
        ("1.50", "1.50"),
        (" 7 ", "7"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+1e3", "1E+3"),
        ("-1E-2", "-0.01"),
    ],
)
def test_number_is_read_exactly(value, exact):
    assert javascript.number(value) == Decimal(exact)


@pytest.mark.parametrize(
    "value",
    [
        True,
        None,
        [],
        "",
        " ",
        "x",
        "0x10",
        "1,5",
        "1 2",
        "۵",
        "Infinity",
        "1e9999999",
        "1e401",
        "1" * 401,
        10**500,
        float("nan"),
        float("inf"),
        Decimal("NaN"),
        Decimal("1e999"),
    ],
)
def test_what_is_no_usable_number_is_none(value):
    assert javascript.number(value) is None


@pytest.mark.parametrize(
    ("value", "held"),
    [("5", 5), ("5.0", 5), ("0.1", 0.1), ("1e21", 10**21), ("0.12345678901234567890", None)],
)
def test_plain_number_is_never_rounded(value, held):
    assert javascript.plain(Decimal(value)) == held


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.50", "1.5"), ("1E+3", "1000"), ("-0", "0"), ("0.00", "0"), ("1e-7", "0.0000001")],
)
def test_number_is_written_without_exponent(value, text):
    assert javascript.number_text(Decimal(value)) == text


def test_fact_of_a_message_is_a_number_where_that_is_exact():
    assert javascript.fact(Decimal("3.0")) == 3
    assert javascript.fact(Decimal("0.12345678901234567890")) == "0.1234567890123456789"


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        ("1", 1, False),
        (None, None, True),
        (None, "", False),
        ([1, "a"], [1, "a"], True),
        ([1, 2], [2, 1], False),
        ({"a": [1], "b": None}, {"b": None, "a": [1]}, True),
        ({"a": 1}, {"a": 2}, False),
        ({"a": 1}, ["a", 1], False),
    ],
)
def test_same_is_deep_and_strict(one, other, equal):
    assert javascript.same(one, other) is equal


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "a"),
        (True, "true"),
        (False, "false"),
        (5, "5"),
        (2.5, "2.5"),
        (1e16, "10000000000000000"),
        (Decimal("1.10"), "1.1"),
        (None, ""),
        ([1], ""),
        ({"a": 1}, ""),
        (float("nan"), ""),
    ],
)
def test_text_of_a_value(value, text):
    assert javascript.text(value) == text


def test_data_is_json_whatever_the_variables_hold():
    moment = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)
    given = {
        "day": date(2026, 11, 21),
        "moment": moment,
        "rows": ({"price": Decimal("1.5")}, {1: {2}}),
        "exact": Decimal("0.12345678901234567890"),
        "endless": [float("inf"), Decimal("NaN")],
        "odd": object(),
        "plain": [None, True, 1, 1.5, "x"],
    }

    assert javascript.data(given) == {
        "day": "2026-11-21",
        "moment": "2026-11-21T10:30:00+00:00",
        "rows": [{"price": 1.5}, {"1": [2]}],
        "exact": "0.12345678901234567890",
        "endless": [None, "NaN"],
        "odd": None,
        "plain": [None, True, 1, 1.5, "x"],
    }
