"""Checkboxes, and fields whose values are options."""

import pytest

import forms
from tests.forms.builders import error, field, form, problems, refused, taken

ONE, MANY = ["radio", "select"], ["checklist", "taglist"]
VALUES = [{"label": "Red", "value": "red"}, {"label": "One", "value": 1}, "plain", {"value": False}]
REQUIRED = {"required": True}


def choice(kind, values=None, **properties):
    return field(kind, values=VALUES if values is None else values, **properties)


@pytest.mark.parametrize("kind", ONE)
@pytest.mark.parametrize("value", ["red", 1, "plain", False, None])
def test_an_option_is_taken(kind, value):
    assert taken(choice(kind), value) is value


@pytest.mark.parametrize("kind", ONE)
@pytest.mark.parametrize("value", ["blue", "1", True, 0, "Red", ["red"], {"value": "red"}, [], {}])
def test_what_is_no_option_is_refused(kind, value):
    assert refused(choice(kind), value) == ["not_an_option"]


def test_empty_text_is_no_choice():
    assert taken(choice("select"), "") is None
    assert refused(choice("select", validate=REQUIRED), "") == ["required"]


def test_false_is_an_answer_of_a_radio_group():
    assert taken(choice("radio", validate=REQUIRED), False) is False


def test_option_may_be_an_object():
    values = [{"label": "A", "value": {"code": 1}}]

    assert taken(choice("select", values), {"code": 1.0}) == {"code": 1}
    assert refused(choice("select", values), {"code": 2}) == ["not_an_option"]


@pytest.mark.parametrize("kind", MANY)
def test_some_options_are_taken(kind):
    assert taken(choice(kind), ["plain", "red"]) == ["plain", "red"]
    assert taken(choice(kind), ["red", "red", 1, 1.0]) == ["red", 1]
    assert taken(choice(kind), None) == []
    assert taken(choice(kind), []) == []


@pytest.mark.parametrize("kind", MANY)
@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("red", "list_expected"),
        ({"red": True}, "list_expected"),
        (["red", "blue"], "not_an_option"),
        ([["red"]], "not_an_option"),
        ([None], "not_an_option"),
        (["red"] * 1001, "list_size"),
    ],
)
def test_other_lists_are_refused(kind, value, expected):
    assert refused(choice(kind), value) == [expected]


@pytest.mark.parametrize("kind", MANY)
def test_required_list_is_not_empty(kind):
    assert refused(choice(kind, validate=REQUIRED), []) == ["required"]
    assert refused(choice(kind, validate=REQUIRED), ["red"]) == []


@pytest.mark.parametrize(
    ("variable", "value", "expected"),
    [
        (["a", {"label": "B", "value": "b"}], "b", []),
        (("a",), "a", []),
        (["a"], "b", ["not_an_option"]),
        ([None, "", {}, {"label": "x"}, {"label": "y", "value": {}}], None, []),
        ("a", "a", ["not_an_option"]),
        (None, "a", ["not_an_option"]),
    ],
)
def test_options_may_come_from_a_variable(variable, value, expected):
    component = field("select", valuesKey="list")

    assert refused(component, value, variables={"list": variable}) == expected


@pytest.mark.parametrize("kind", ONE + MANY)
@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"values": []}, "options_missing"),
        ({}, "options_missing"),
        ({"values": "red"}, "bad_property"),
        ({"values": [{"label": "x"}]}, "bad_option"),
        ({"values": [{"label": "x", "value": ""}]}, "bad_option"),
        ({"values": [{"label": "x", "value": {}}]}, "bad_option"),
        ({"values": [None]}, "bad_option"),
        ({"values": ["a", {"label": "A", "value": "a"}]}, "option_duplicate"),
        ({"values": ["a"], "valuesKey": "x"}, "options_ambiguous"),
        ({"valuesKey": 5}, "bad_property"),
        ({"valuesExpression": "colours"}, "bad_property"),
        ({"valuesExpression": "=colours["}, "bad_expression"),
        ({"valuesExpression": "=colours", "valuesKey": "x"}, "options_ambiguous"),
        ({"values": ["a"], "validate": {"min": 1}}, "rule_not_applicable"),
    ],
)
def test_options_that_make_no_sense_are_refused(kind, properties, expected):
    assert problems(field(kind, **properties)) == error(expected)


def test_variable_is_shown_if_it_is_an_option():
    schema = form(choice("select"), choice("checklist", key="many"))

    assert forms.initial(schema, {"it": "red", "many": ["red", "blue"]}) == {
        "it": "red",
        "many": ["red"],
    }
    assert forms.initial(schema, {"it": "blue", "many": "red"}) == {"it": None, "many": []}


def test_empty_lists_are_not_shared():
    schema = form(choice("checklist"))
    forms.initial(schema, {})["it"].append("red")

    assert forms.initial(schema, {}) == {"it": []}


def test_options_are_described_by_their_labels():
    schema = form(choice("select"), choice("checklist", key="many"))

    assert forms.describe(schema, {"it": "red", "many": ["red", "plain", "gone"]}, "en") == [
        ("it", "Red"),
        ("many", "Red, plain, gone"),
    ]
    assert forms.describe(schema, {"it": False, "many": None}, "fa") == [
        ("it", "false"),
        ("many", ""),
    ]
    assert forms.describe(schema, {"many": ["red", 1]}, "fa")[1] == ("many", "Red، One")


@pytest.mark.parametrize(("value", "expected"), [(True, True), (False, False), (None, False)])
def test_checkbox_is_true_or_false(value, expected):
    assert taken(field("checkbox"), value) is expected


@pytest.mark.parametrize("value", ["true", 1, 0, "", [], {}])
def test_checkbox_takes_nothing_else(value):
    assert refused(field("checkbox"), value) == ["choice_expected"]


def test_required_checkbox_must_be_checked():
    assert refused(field("checkbox", validate=REQUIRED), False) == ["required"]
    assert refused(field("checkbox", validate=REQUIRED), True) == []


def test_checkbox_shows_true_only_for_true():
    assert forms.initial(form(field("checkbox")), {"it": "true"}) == {"it": False}


def test_checkbox_is_described_in_a_word():
    schema = form(field("checkbox"))

    assert forms.describe(schema, {"it": True}, "en") == [("it", "Yes")]
    assert forms.describe(schema, {"it": True}, "fa") == [("it", "بله")]
    assert forms.describe(schema, {}, "fa") == [("it", "خیر")]
