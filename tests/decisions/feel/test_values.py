"""Values from Python and back, and their texts."""

import collections
import enum
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from types import MappingProxyType
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from decisions import feel
from decisions.feel.values.temporal_text import parse_temporal
from decisions.feel.values.zones import parse_offset, zone_text


class Colour(enum.StrEnum):
    """A string that is more."""

    RED = "red"


class Level(enum.IntEnum):
    """A number that is more."""

    HIGH = 3


TEHRAN = ZoneInfo("Asia/Tehran")
FROM_PYTHON: list[tuple[Any, str]] = [
    (None, "null"),
    (True, "true"),
    (5, "5"),
    (-(10**40), "-1" + "0" * 40),
    (0.1, "0.1"),
    (1e22, "10000000000000000000000"),
    (Decimal("1.50"), "1.5"),
    ("سلام", "سلام"),
    ([1, (2, "a")], '[1, [2, "a"]]'),
    ({"a": {"b": [None]}}, "{a: {b: [null]}}"),
    ({1: 2}, "{1: 2}"),
    (Colour.RED, "red"),
    (Level.HIGH, "3"),
    (MappingProxyType({"a": 1}), "{a: 1}"),
    (collections.namedtuple("Pair", "a b")(1, 2), "[1, 2]"),
    ({"b", "a"}, '["a", "b"]'),
    (frozenset((2,)), "[2]"),
    (UUID(int=5), "00000000-0000-0000-0000-000000000005"),
    (date(2026, 3, 21), "2026-03-21"),
    (time(10, 30, 0, 500_000), "10:30:00.5"),
    (time(10, 30, tzinfo=UTC), "10:30:00Z"),
    (datetime(2026, 3, 21, 10, 30), "2026-03-21T10:30:00"),  # noqa: DTZ001  a local time
    (datetime(2026, 3, 21, 10, 30, tzinfo=UTC), "2026-03-21T10:30:00Z"),
    (datetime(2026, 3, 21, tzinfo=TEHRAN), "2026-03-21T00:00:00@Asia/Tehran"),
    (datetime(2026, 3, 21, tzinfo=ZoneInfo("UTC")), "2026-03-21T00:00:00Z"),
    (datetime(2026, 3, 21, tzinfo=timezone(timedelta(hours=-5))), "2026-03-21T00:00:00-05:00"),
    (timedelta(days=-1, seconds=1, microseconds=5), "-PT23H59M58.999995S"),
]


@pytest.mark.parametrize(("value", "expected"), FROM_PYTHON, ids=lambda value: repr(value)[:40])
def test_python_becomes_feel(value: Any, expected: str) -> None:
    assert feel.to_text(feel.from_python(value)) == expected


@pytest.mark.parametrize("value", [object(), b"x", 1j, [object()], {1j}], ids=repr)
def test_unknown_type_is_refused(value: Any) -> None:
    with pytest.raises(TypeError, match="FEEL has no type for"):
        feel.from_python(value)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("sNaN"), Decimal("1E7000")], ids=repr
)
def test_number_outside_of_feel_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="number"):
        feel.from_python(value)


def test_nesting_is_limited() -> None:
    deep: list[Any] = []
    for _ in range(300):
        deep = [deep]

    with pytest.raises(ValueError, match="nested deeper"):
        feel.from_python(deep)
    with pytest.raises(feel.LimitExceededError):
        feel.to_python(deep)


TO_PYTHON: list[tuple[str, Any]] = [
    ("1", 1),
    ("1.0", 1),
    ("0.1", 0.1),
    ("1 / 3", "0.3333333333333333333333333333333333"),
    ("9007199254740991", 9007199254740991),
    ("9007199254740993", "9007199254740993"),
    ("9007199254740994", 9007199254740994.0),
    ("1E300", 1e300),
    ("1E-400", "0." + "0" * 399 + "1"),
    ("1E400", "1" + "0" * 400),
    ("-0.0", 0),
    ("null", None),
    ("true", True),
    ('"a"', "a"),
    ('[1, {a: @"P1D"}]', [1, {"a": "P1D"}]),
    ("[1..2)", "[1..2)"),
    ("(>= 2)", "(>= 2)"),
    ("function(a, b) a", "function(a, b)"),
    ("count", "count"),
    ('@"2026-03-21T10:30:00@Asia/Tehran"', "2026-03-21T10:30:00@Asia/Tehran"),
]


@pytest.mark.parametrize(("text", "expected"), TO_PYTHON, ids=lambda value: str(value)[:40])
def test_feel_becomes_plain_data(text: str, expected: Any) -> None:
    plain = feel.to_python(feel.parse(text).evaluate({}).value)

    assert plain == expected
    assert type(plain) is type(expected)


def test_many_huge_numbers_are_not_handed_out() -> None:
    numbers = feel.parse("for i in 1..5000 return 1E6144").evaluate({}).value

    with pytest.raises(feel.LimitExceededError, match="too large to hand out"):
        feel.to_python(numbers)


def test_huge_value_is_not_handed_out() -> None:
    value: list[Any] = []
    for _ in range(40):
        value = [value, value]

    with pytest.raises(feel.LimitExceededError):
        feel.to_python(value, 10_000)


def test_feel_values_stay_as_they_are() -> None:
    value = feel.Date(2026, 3, 21)

    assert feel.from_python(value) is value
    assert feel.is_value(value)
    assert not feel.is_value(5)


def test_text_is_limited() -> None:
    assert feel.to_text(["a"], 5) == '["a"]'
    with pytest.raises(feel.LimitExceededError):
        feel.to_text(["a"], 4)


def test_kind_of_a_foreign_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        feel.kind(5)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("P1Y", "P1Y"),
        ("P14M", "P1Y2M"),
        ("P0Y", "P0M"),
        ("-P1M", "-P1M"),
        ("P0D", "PT0S"),
        ("PT3600S", "PT1H"),
        ("PT90M", "PT1H30M"),
        ("PT0.000000001S", "PT0.000000001S"),
        ("-P1DT1S", "-P1DT1S"),
        ("P1Y1D", None),
        ("P", None),
        ("PT", None),
        ("P1DT", None),
        ("P9999999999999Y", None),
        ("P9999999999999999999D", None),
        ("-999999999-01-01", "-999999999-01-01"),
        ("0000-01-01", "0000-01-01"),
        ("01999-01-01", None),
        ("2020-01-01T23:59:59.9999999999Z", "2020-01-01T23:59:59.999999999Z"),
        ("10:30:00-00:00", "10:30:00Z"),
        ("10:30:00+0330", "10:30:00+03:30"),
        ("10:30:00+03:60", None),
        ("10:30:00@Etc/../passwd", None),
    ],
    ids=str,
)
def test_temporal_texts_are_read(text: str, expected: str | None) -> None:
    value = parse_temporal(text)

    assert (None if value is None else str(value)) == expected


def test_moments_are_hashed_as_they_are_equal() -> None:
    one, other = parse_temporal("10:00:00Z"), parse_temporal("12:00:00+02:00")
    first, second = (
        parse_temporal("2020-01-01T10:00:00Z"),
        parse_temporal("2020-01-01T12:00:00+02:00"),
    )

    assert one == other
    assert first == second
    assert len({one, other, first, second}) == 2
    assert one != first
    assert first != one


def test_offset_is_read() -> None:
    assert parse_offset("-01:01:01") == -3661
    assert parse_offset("x") is None


def test_zone_is_written() -> None:
    assert zone_text(-3600 - 61) == "-01:01:01"


def test_functions_of_a_model_are_called() -> None:
    run = feel.Run()
    double = feel.Function(("n",), lambda values, run: values[0] * 2, "double")

    assert feel.call(double, [Decimal(2)], run, feel.NOWHERE) == 4
    assert feel.call(double, {"n": Decimal(2)}, run, feel.NOWHERE) == 4
    assert feel.call(double, [], run, feel.NOWHERE) is None
    assert run.warnings[0].message == "double takes n"


def test_model_functions_know_how_ranges_run() -> None:
    assert feel.items_of(Decimal(5)) == [5]
    assert list(feel.items_of(feel.Range(Decimal(3), Decimal(1))) or ()) == [3, 2, 1]
    assert feel.named_type("number")(Decimal(5), feel.Run())


def test_exact_sets_34_digits() -> None:
    with feel.exact():
        assert str(Decimal(1) / 3) == "0." + "3" * 34
