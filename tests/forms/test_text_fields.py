"""Text fields and text areas: every rule of form-js, and what is normalised."""

import pytest

import forms
from tests.forms.builders import error, field, form, judge, problems, refused, taken


def text(**validate):
    return field(validate=validate)


@pytest.mark.parametrize("kind", ["textfield", "textarea"])
@pytest.mark.parametrize("value", ["x", "", None, "  blanks stay  ", "😀"])
def test_texts_are_taken(kind, value):
    assert taken(field(kind), value) == (value or "")


@pytest.mark.parametrize("value", [5, 1.5, True, [], ["a"], {}, {"a": "b"}])
def test_what_is_no_text_is_refused(value):
    assert refused(field(), value) == ["text_expected"]


def test_text_is_limited():
    assert refused(field(), "x" * 100_001) == ["text_size"]
    assert taken(field(), "x" * 100_000)


def test_line_breaks_are_blanks_in_a_text_field_only():
    assert taken(field(), "a\tb\r\nc") == "a b  c"
    assert taken(field("textarea"), "a\tb\r\nc\rd\ne") == "a\tb\nc\nd\ne"


@pytest.mark.parametrize(
    ("rules", "value", "expected"),
    [
        ({"required": True}, "", ["required"]),
        ({"required": True}, None, ["required"]),
        ({"required": True}, " ", []),
        ({"required": False}, "", []),
        ({"minLength": 3}, "ab", ["min_length"]),
        ({"minLength": 3}, "ab ", ["min_length"]),
        ({"minLength": 3}, "abc", []),
        ({"minLength": 3}, "", []),
        ({"minLength": 3}, "😀", ["min_length"]),
        ({"minLength": 2}, "😀", []),
        ({"minLength": "=3"}, "ab", ["min_length"]),
        ({"minLength": "3"}, "ab", ["min_length"]),
        ({"maxLength": 3}, "abcd", ["max_length"]),
        ({"maxLength": 3}, " abc ", []),
        ({"maxLength": 0}, "a", ["max_length"]),
        ({"pattern": r"^\d+$"}, "12a", ["pattern"]),
        ({"pattern": r"^\d+$"}, "12", []),
        ({"pattern": r"^\d+$"}, "", []),
        ({"pattern": ""}, "x", []),
        ({"pattern": "^(a|aa)+$"}, "a" * 50_000 + "b", ["pattern_slow"]),
        ({"pattern": "^x", "patternErrorMessage": "X first {!}"}, "y", ["message"]),
        ({"validationType": "email"}, "a@b.c", []),
        ({"validationType": "email"}, "a@b@c", ["email"]),
        ({"validationType": "email"}, "", []),
        ({"validationType": "phone"}, "+982188776655", []),
        ({"validationType": "phone"}, "021", ["phone"]),
        ({"validationType": "custom", "pattern": "a"}, "b", ["pattern"]),
        ({"validationType": ""}, "b", []),
        (
            {"pattern": "^a", "minLength": 5, "validationType": "email"},
            "b",
            ["pattern", "min_length", "email"],
        ),
    ],
)
def test_rules_are_those_of_the_browser(rules, value, expected):
    assert refused(text(**rules), value) == expected


def test_own_message_of_a_pattern_is_kept_word_for_word():

    verdict = judge(text(pattern="^x", patternErrorMessage="Use {x}!"), "y")

    assert str(verdict.errors["it"][0]) == "Use {x}!"


@pytest.mark.parametrize(
    ("rules", "value", "expected"),
    [
        ({"pattern": r"^\d{3}$"}, "۱۲۳", "123"),
        ({"pattern": r"^\d{3}$"}, "١٢٣", "123"),
        ({"pattern": "^C-[0-9]+$"}, "C-۱۲", "C-12"),
        ({"pattern": "^[13579]+$"}, "۱۳", "13"),
        ({"validationType": "phone"}, "+۹۸۲۱۸۸۷۷۶۶۵۵", "+982188776655"),
        ({"validationType": "email"}, "a۱@b.c", "a1@b.c"),
        ({"pattern": "^[0-9۰-۹]+$"}, "۱۲۳", "۱۲۳"),
        ({"pattern": r"^[0-9\u06f0-\u06f9]+$"}, "۱۲۳", "۱۲۳"),
        ({}, "۱۲۳", "۱۲۳"),
    ],
)
def test_digits_are_normalised_where_a_rule_asks_for_digits(rules, value, expected):
    assert taken(text(**rules), value) == expected


def test_letters_are_normalised_for_persian_readers_only():
    assert taken(field(), "علي كريم", locale="fa") == "علی کریم"
    assert taken(field("textarea"), "موسى", locale="fa_IR") == "موسی"
    assert taken(field(), "علي كريم", locale="en") == "علي كريم"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"required": "yes"}, "bad_property"),
        ({"required": "=true"}, "bad_property"),
        ({"minLength": "x"}, "bad_property"),
        ({"minLength": -1}, "bad_property"),
        ({"maxLength": 1.5}, "bad_property"),
        ({"maxLength": "=true"}, "bad_property"),
        ({"minLength": 5, "maxLength": 4}, "limits_crossed"),
        ({"pattern": "("}, "bad_pattern"),
        ({"pattern": 5}, "bad_property"),
        ({"pattern": "a", "patternErrorMessage": 5}, "bad_property"),
        ({"validationType": "iban"}, "bad_property"),
        ({"validationType": ["email"]}, "bad_property"),
        ({"min": 5}, "rule_not_applicable"),
        ({"max": 0}, "rule_not_applicable"),
        ({"exact": True}, "rule_unknown"),
    ],
)
def test_rules_that_make_no_sense_are_refused(rules, expected):
    assert problems(text(**rules)) == error(expected)


@pytest.mark.parametrize("rules", [None, {}, {"minLength": None, "pattern": "", "required": False}])
def test_rules_that_are_not_set_are_accepted(rules):
    assert problems(field(validate=rules)) == []


def test_rules_must_be_an_object():
    assert problems(field(validate=[])) == error("bad_property")


@pytest.mark.parametrize(
    ("value", "shown"),
    [("a\nb", "a b"), (5, "5"), (True, "true"), (2.5, "2.5"), ([1], ""), (None, "")],
)
def test_variable_is_shown_as_text(value, shown):

    assert forms.initial(form(field()), {"it": value}) == {"it": shown}
