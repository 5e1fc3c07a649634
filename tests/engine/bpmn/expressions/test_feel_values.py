"""FEEL values as process variables: by a fixed rule, and nothing is lost on the way."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from decisions import feel
from engine.bpmn.expressions.feel_values import to_variable
from engine.bpmn.values import pack, unpack

TEHRAN = timezone(timedelta(hours=3, minutes=30))


def evaluated(text):
    return to_variable(feel.parse(text).evaluate({}).value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 + 2", 3),
        ("2 ** 63", 2**63),
        ("2 ** 64", Decimal(2**64)),
        ("-(2 ** 63) - 1", Decimal(-(2**63) - 1)),
        ("0.1 + 0.2", 0.3),
        ("10 / 4", 2.5),
        ("1 / 3", Decimal("0." + "3" * 34)),
        ("6.00", 6),
        ("true", True),
        ("null", None),
        ('"text"', "text"),
        ('date("2026-03-21")', date(2026, 3, 21)),
        ('date("12026-03-21")', "12026-03-21"),
        ('time("10:30:00")', time(10, 30)),
        ('time("10:30:00+03:30")', time(10, 30, tzinfo=TEHRAN)),
        ('time("10:30:00.0000001")', "10:30:00.0000001"),
        ('date and time("2026-03-21T10:30:00")', datetime(2026, 3, 21, 10, 30)),  # noqa: DTZ001 - local
        ('date and time("2026-03-21T10:30:00Z")', datetime(2026, 3, 21, 10, 30, tzinfo=UTC)),
        ('date and time("2026-03-21T10:30:00@Asia/Tehran")',
         datetime(2026, 3, 21, 10, 30, tzinfo=TEHRAN)),
        ('date and time("-2026-03-21T10:30:00")', "-2026-03-21T10:30:00"),
        ('date and time("2026-03-21T10:30:00.0000001")', "2026-03-21T10:30:00.0000001"),
        ('duration("P1DT2H")', timedelta(days=1, hours=2)),
        ('duration("-PT0.5S")', timedelta(seconds=-0.5)),
        ('duration("PT0.0000001S")', "PT0.0000001S"),
        ('duration("P1000000000D")', "P1000000000D"),
        ('duration("P1Y2M")', "P1Y2M"),
        ("[1..3]", "[1..3]"),
        ('{a: [date("2026-01-01"), {b: 0.5}]}', {"a": [date(2026, 1, 1), {"b": 0.5}]}),
    ],
)  # fmt: skip
def test_value_becomes_a_variable(text, expected):
    found = evaluated(text)

    assert found == expected
    assert type(found) is type(expected)
    assert unpack(pack(found)) == found


def test_function_is_its_text():
    assert isinstance(evaluated("function(a) a + 1"), str)


@pytest.mark.parametrize("depth", [30, 250])
def test_value_that_cannot_be_kept_is_refused(depth):
    value = [True]
    for _ in range(depth):
        value = [value, value]

    with pytest.raises(feel.LimitExceededError):
        to_variable(value)


numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
moments = (
    st.dates()
    | st.datetimes(timezones=st.sampled_from([None, UTC, TEHRAN]))
    | st.times(timezones=st.sampled_from([None, UTC, TEHRAN]))
    | st.timedeltas()
)
scalars = st.none() | st.booleans() | st.text() | numbers | moments
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(values)
def test_variable_survives_the_way_through_feel(value):
    there = feel.from_python(value)

    assert feel.from_python(to_variable(there)) == there


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=8, min_value=-(10**20), max_value=10**20
    )
)
def test_no_digit_of_a_number_is_lost(number):
    found = to_variable(feel.from_python(number))

    assert feel.from_python(found) == number
