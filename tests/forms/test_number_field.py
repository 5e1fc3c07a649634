"""Numbers: exact, in any digits, by the rules of form-js."""

from decimal import Decimal

import pytest

import forms
from tests.forms.builders import error, field, form, judge, problems, refused, taken


def number(**properties):
    return field("number", **properties)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5, 5),
        (-2.5, -2.5),
        (5.0, 5),
        (Decimal("1.10"), 1.1),
        ("12", 12),
        ("۱۲٫۵", 12.5),
        ("١٬٢٣٤", 1234),
        (" 7 ", 7),
        ("1e3", 1000),
        (2**70, 2**70),
        ("", None),
        (None, None),
    ],
)
def test_numbers_are_taken(value, expected):
    found = taken(number(), value)

    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    "value", ["x", "1,5", "0x10", "NaN", "Infinity", True, False, [], [1], {}, float("inf"), " "]
)
def test_what_is_no_number_is_refused(value):
    assert refused(number(), value) == ["not_a_number"]


def test_number_that_would_be_rounded_is_refused():
    assert refused(number(), "0.12345678901234567890") == ["number_size"]
    assert refused(number(), "1" * 500) == ["not_a_number"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.50", "1.50"),
        ("۱٫۵۰", "1.50"),
        (" 1.50 ", "1.50"),
        ("0.12345678901234567890", "0.12345678901234567890"),
        (1.5, "1.5"),
        (Decimal("1.50"), "1.50"),
        (1e16, "10000000000000000"),
        (None, None),
    ],
)
def test_number_kept_as_text_stays_as_typed(value, expected):
    assert taken(number(serializeToString=True), value) == expected


@pytest.mark.parametrize(
    ("properties", "value", "expected"),
    [
        ({"validate": {"required": True}}, None, ["required"]),
        ({"validate": {"required": True}}, 0, []),
        ({"validate": {"min": 1}}, 0, ["min"]),
        ({"validate": {"min": 1}}, 1, []),
        ({"validate": {"min": "1.5"}}, 1.4, ["min"]),
        ({"validate": {"min": "=2"}}, 1, ["min"]),
        ({"validate": {"min": 1}}, None, []),
        ({"validate": {"max": 0}}, 1, ["max"]),
        ({"validate": {"max": 0.3}}, "0.30000000000000001", ["max"]),
        ({"decimalDigits": 0}, 1.5, ["integer"]),
        ({"decimalDigits": 0}, 1.0, []),
        ({"decimalDigits": 1}, 1.25, ["decimal_digit"]),
        ({"decimalDigits": 2}, 1.125, ["decimal_digits"]),
        ({"decimalDigits": 2}, "1.10", []),
        ({"increment": 0.1}, 0.3, []),
        ({"increment": "0.1"}, 0.35, ["increment"]),
        ({"increment": 5}, 0, []),
        ({"increment": 0}, 3, []),
        ({"increment": ""}, 3, []),
        ({"decimalDigits": 0, "increment": 2, "validate": {"max": 1}}, 2.5, None),
    ],
)
def test_rules_are_those_of_the_browser(properties, value, expected):
    kept_as_text = {**properties, "serializeToString": isinstance(value, str)}

    expected = ["integer", "increment", "max"] if expected is None else expected
    assert refused(number(**kept_as_text), value) == expected


@pytest.mark.parametrize(
    ("value", "before", "after"), [(7, 5, 10), (-7, -5, 0), (Decimal("0.1"), 0, 5)]
)
def test_nearest_values_are_named_as_the_browser_names_them(value, before, after):
    (found,) = judge(number(increment=5), value).errors["it"]

    assert found.facts == {"previousValue": before, "nextValue": after}
    assert str(found).endswith(f"{before} and {after}.")


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"decimalDigits": -1}, "bad_property"),
        ({"decimalDigits": 1.5}, "bad_property"),
        ({"decimalDigits": True}, "bad_property"),
        ({"increment": -1}, "bad_property"),
        ({"increment": "x"}, "bad_property"),
        ({"serializeToString": "yes"}, "bad_property"),
        ({"validate": {"min": "x"}}, "bad_property"),
        ({"validate": {"max": ""}}, "bad_property"),
        ({"validate": {"max": "=true"}}, "bad_property"),
        ({"validate": {"min": "=lowest +"}}, "bad_expression"),
        ({"validate": {"min": 2, "max": "1"}}, "limits_crossed"),
        ({"validate": {"pattern": "a"}}, "rule_not_applicable"),
    ],
)
def test_settings_that_make_no_sense_are_refused(properties, expected):
    assert problems(number(**properties)) == error(expected)


@pytest.mark.parametrize(
    ("properties", "value", "shown"),
    [
        ({}, 5, 5),
        ({}, "5.5", 5.5),
        ({}, Decimal("1.10"), 1.1),
        ({}, "0.12345678901234567890", 0.12345678901234568),
        ({}, "x", None),
        ({}, True, None),
        ({"serializeToString": True}, " 1.50 ", "1.50"),
        ({"serializeToString": True}, 1.5, "1.5"),
    ],
)
def test_variable_is_shown_as_number(properties, value, shown):
    assert forms.initial(form(number(**properties)), {"it": value}) == {"it": shown}


def test_number_is_described_in_the_reader_digits():
    assert forms.describe(form(number()), {"it": 12.5}, "fa") == [("it", "۱۲٫۵")]
    assert forms.describe(form(number()), {"it": 12.5}, "en") == [("it", "12.5")]
    assert forms.describe(form(number()), {}, "en") == [("it", "")]
