"""Judging a whole submission: what is taken over, and what is refused."""

import json

import pytest

import forms
from forms.checking import open_form
from forms.scope import Limits, Scope
from forms.validation import judge
from tests.forms.builders import codes, field, form

REQUIRED = {"required": True}


def validate(schema, given, **variables):
    return forms.validate(schema, given, variables)


def test_good_submission_becomes_variables():
    schema = form(field(key="name"), field("number", "amount"))

    verdict = validate(schema, {"name": "Parisa", "amount": 12.5})

    assert verdict.ok
    assert verdict.data == {"name": "Parisa", "amount": 12.5}


def test_schema_may_be_bytes_text_json_or_opened():
    schema = form(field())
    text = json.dumps(schema)

    for one in (schema, text, text.encode(), open_form(schema)):
        assert forms.validate(one, {"it": "x"}, {}).data == {"it": "x"}


@pytest.mark.parametrize("given", [None, [], "x", 5, True])
def test_submission_must_be_an_object(given):
    assert codes(validate(form(field()), given)) == {"": ["not_an_object"]}


def test_submission_is_limited_in_depth():
    deep = {"it": "x"}
    for _ in range(5_000):
        deep = {"it": deep}

    assert codes(validate(form(field()), deep)) == {"": ["not_an_object"]}


def test_unknown_names_are_refused():
    group = {"type": "group", "path": "a", "components": [field(key="b")]}
    given = {"a": {"b": "x", "c": 1}, "__proto__": {}, "x": {"y": 1}, 5: 1}

    assert codes(validate(form(group), given)) == {
        "a.c": ["unknown_field"],
        "__proto__": ["unknown_field"],
        "x": ["unknown_field"],
        "5": ["unknown_field"],
    }


@pytest.mark.parametrize("value", ["x", 5, [], True])
def test_group_must_be_an_object(value):
    schema = form(field(key="a.b"))

    assert codes(validate(schema, {"a": value})) == {"a": ["object_expected"]}


def test_group_of_nothing_is_an_untouched_one():
    assert validate(form(field(key="a.b")), {"a": None}).data == {"a": {"b": ""}}


def test_field_left_out_keeps_what_was_shown():
    schema = form(
        field(key="name"),
        field("number", "amount", defaultValue=3),
        field("select", "c", values=["x"]),
    )

    assert validate(schema, {}, name="Ali", c="gone").data == {
        "name": "Ali",
        "amount": 3,
        "c": None,
    }


def test_what_was_shown_may_be_sent_back():
    schema = form(field("datetime", subtype="time", timeSerializingFormat="utc_offset"))

    assert validate(schema, {"it": "10:15"}, it="10:15").data == {"it": "10:15"}
    assert codes(validate(schema, {"it": "10:15"}, it="10:30")) == {"it": ["time_expected"]}


def test_field_left_out_is_judged_as_shown():
    schema = form(field(validate=REQUIRED))

    assert codes(validate(schema, {})) == {"it": ["required"]}
    assert validate(schema, {}, it="known").data == {"it": "known"}


@pytest.mark.parametrize("lock", [{"readonly": True}, {"readonly": "=true"}, {"disabled": True}])
def test_locked_field_is_never_taken_over(lock):
    schema = form(field(**lock), field(key="b"))

    assert validate(schema, {"b": "x"}, it="old").data == {"b": "x"}
    assert validate(schema, {"b": "x", "it": "old"}, it="old").data == {"b": "x"}
    assert codes(validate(schema, {"it": "new"}, it="old")) == {"it": ["read_only"]}
    assert codes(validate(schema, {"it": "new"})) == {"it": ["read_only"]}


def test_rules_apply_to_read_only_fields_but_not_to_disabled_ones():
    readonly = form(field(readonly=True, validate=REQUIRED))
    disabled = form(field(disabled=True, validate=REQUIRED))

    assert codes(validate(readonly, {})) == {"it": ["required"]}
    assert validate(disabled, {}).data == {}


def test_hidden_field_is_never_taken_over():
    hide = {"conditional": {"hide": "=true"}}
    group = {"type": "group", "components": [field(key="b")], **hide}
    schema = form(field(validate=REQUIRED, **hide), group)

    assert validate(schema, {}).data == {}
    assert codes(validate(schema, {"it": "x", "b": "y"})) == {
        "it": ["hidden_field"],
        "b": ["hidden_field"],
    }


def test_rest_of_an_object_is_kept():
    schema = form(field(key="customer.name"), field(key="customer.address.city"))
    customer = {"id": 7, "name": "Ali", "address": {"zip": "1"}}

    verdict = validate(schema, {"customer": {"name": "Mina"}}, customer=customer)

    assert verdict.data == {
        "customer": {"id": 7, "name": "Mina", "address": {"zip": "1", "city": ""}}
    }
    assert customer["name"] == "Ali"


def test_what_stands_in_the_way_of_an_object_gives_way():
    schema = form(field(key="a.b"), field(key="c.d.e"))

    assert validate(schema, {"a": {"b": "x"}}, a="text", c={"d": 5}).data == {
        "a": {"b": "x"},
        "c": {"d": {"e": ""}},
    }


def test_errors_name_the_field_as_the_viewer_knows_it():
    schema = form(field(id="Field_1", validate=REQUIRED), field(key="b", validate=REQUIRED))
    shown = forms.localise(schema, "en")["components"]

    errors = validate(schema, {}).errors

    assert errors["it"][0].field_id == "Field_1" == shown[0]["id"]
    assert errors["b"][0].field_id == shown[1]["id"]


def test_own_messages_are_said_in_the_reader_language():
    said = {"required": "نام را بنویسید {!}"}
    english = {"pattern": "Digits only."}
    component = field(
        validate={"required": True, "pattern": "^[0-9]+$", "patternErrorMessage": "Old."},
        ravand={"fa": {"errors": said}, "en": {"errors": english}},
    )

    def first(given, locale):
        return str(forms.validate(form(component), {"it": given}, {}, locale).errors["it"][0])

    assert first("", "fa_IR") == "نام را بنویسید {!}"
    assert first("", "en") == "Field is required."
    assert first("x", "en") == "Digits only."
    assert first("x", "fa") == "Old."


def test_number_of_errors_is_limited():
    verdict = validate(form(field()), {f"k{number}": 1 for number in range(1_000)})

    assert verdict.errors[""][0].code == "too_many_errors"
    assert len(verdict.errors) <= 202


def test_errors_of_fields_are_limited_too():
    schema = open_form(form(*(field(key=f"k{n}", validate=REQUIRED) for n in range(10))))

    verdict = judge(schema, {}, Scope(limits=Limits(errors=3)))

    assert list(codes(verdict)) == ["k0", "k1", "k2", ""]


def test_unknown_names_in_groups_are_limited_too():
    group = {"type": "group", "path": "a", "components": [field(key="b")]}
    given = {"a": {f"k{n}": 1 for n in range(9)}, "x": 1, "y": 2}

    verdict = judge(open_form(form(group)), given, Scope(limits=Limits(errors=3)))

    assert list(codes(verdict)) == ["a.k0", "a.k1", "a.k2", ""]
