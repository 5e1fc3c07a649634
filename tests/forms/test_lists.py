"""Dynamic lists: rows judged one by one, and which row is which."""

import pytest

import forms
from tests.forms.builders import codes, error, field, form, problems

REQUIRED = {"required": True}


def rows(*components, **properties):
    return {"type": "dynamiclist", "path": "rows", "components": list(components), **properties}


def send(component, given, **variables):
    submission = {} if given is None else {"rows": given}
    return forms.validate(form(component), submission, variables)


NAMES = rows(field(key="name", validate=REQUIRED))


def test_rows_are_taken():
    verdict = send(NAMES, [{"name": "a"}, {"name": "b"}])

    assert verdict.data == {"rows": [{"name": "a"}, {"name": "b"}]}


def test_errors_are_addressed_by_row():
    verdict = send(NAMES, [{"name": "a"}, {"name": ""}, {"name": 5}, "x", {"age": 1}])

    assert codes(verdict) == {
        "rows.1.name": ["required"],
        "rows.2.name": ["text_expected"],
        "rows.3": ["object_expected"],
        "rows.4.name": ["required"],
        "rows.4.age": ["unknown_field"],
    }
    assert verdict.errors["rows.1.name"][0].indexes == (1,)
    assert verdict.errors["rows.3"][0].indexes == (3,)


def test_lists_may_hold_lists():
    inner = {**rows(field(key="name", id="name", validate=REQUIRED)), "path": "inner.deep"}
    verdict = send(rows(inner), [{"inner": {"deep": [{"name": "a"}, {"name": ""}]}}])

    assert codes(verdict) == {"rows.0.inner.deep.1.name": ["required"]}
    found = verdict.errors["rows.0.inner.deep.1.name"][0]
    assert (found.field_id, found.indexes) == ("name", (0, 1))


@pytest.mark.parametrize("given", [None, []])
def test_list_left_out_is_empty(given):
    assert send(NAMES, given, rows=[{"name": "old"}]).data == {"rows": []}


def test_row_of_nothing_is_an_empty_row():
    assert send(rows(field(key="a")), [None]).data == {"rows": [{"a": ""}]}


@pytest.mark.parametrize("given", ["x", 5, {"0": {}}, True])
def test_what_is_no_list_is_refused(given):
    assert codes(send(NAMES, given)) == {"rows": ["list_expected"]}


def test_number_of_rows_is_limited():
    assert codes(send(NAMES, [{"name": "a"}] * 1001)) == {"rows": ["list_size"]}


def test_number_of_all_rows_is_limited():
    inner = {**NAMES, "path": "inner"}
    verdict = send(rows(inner), [{"inner": [{"name": "a"}] * 1000}] * 6)

    assert codes(verdict)["rows.4.inner"] == ["list_size"]


@pytest.mark.parametrize(
    "properties", [{"allowAddRemove": False}, {"disabled": True}, {"readonly": True}]
)
def test_rows_that_cannot_be_added_or_removed_are_counted(properties):
    fixed = rows(field(key="a"), **properties)
    two = {"rows": [{"a": "x"}, {"a": "y"}]}

    assert codes(send(fixed, [{"a": "z"}], **two)) == {"rows": ["rows_fixed"]}
    assert send(fixed, [{"a": "z"}, {"a": "y"}], **two).data == {"rows": [{"a": "z"}, {"a": "y"}]}
    assert send(fixed, None, **two).data == two


def test_fixed_list_left_out_may_hold_hidden_fields():
    hidden = field(key="b", conditional={"hide": "=true"})
    fixed = rows(field(key="a", disabled=True), hidden, allowAddRemove=False)

    assert send(fixed, None, rows=[{"a": "x", "b": "y"}]).data == {"rows": [{"a": "x", "b": "y"}]}


def test_hidden_list_is_left_alone():
    hidden = rows(field(key="a"), conditional={"hide": "=true"})

    assert codes(send(hidden, [{"a": "x"}])) == {"rows": ["hidden_field"]}
    assert send(hidden, None, rows=[{"a": "x"}]).data == {}


LOCKED = rows(field(key="name", readonly=True), field("number", "count"))
SHELF = [{"name": "pen", "count": 1, "id": 7}, {"name": "ink", "count": 2, "id": 8}]


def test_rows_keep_what_the_form_does_not_show():
    given = [{"name": "pen", "count": 5}, {"name": "ink", "count": 6}]

    assert send(LOCKED, given, rows=SHELF).data == {
        "rows": [{"name": "pen", "count": 5, "id": 7}, {"name": "ink", "count": 6, "id": 8}]
    }
    assert SHELF[0]["count"] == 1


def test_row_after_a_removed_one_is_known_by_its_read_only_value():
    verdict = send(LOCKED, [{"name": "ink", "count": 6}], rows=SHELF)

    assert verdict.data == {"rows": [{"name": "ink", "count": 6, "id": 8}]}


def test_new_row_has_the_read_only_values_of_an_empty_one():
    given = [{"name": "pen", "count": 1}, {"name": "", "count": 3}]

    assert send(LOCKED, given, rows=SHELF).data["rows"][1] == {"count": 3}


def test_read_only_value_of_a_row_cannot_be_invented():
    given = [{"name": "pen", "count": 1}, {"name": "gold", "count": 3}]

    assert codes(send(LOCKED, given, rows=SHELF)) == {"rows.1.name": ["read_only"]}


def test_rows_without_read_only_values_are_known_by_place():
    given = [{"count": 5}, {"count": 6}]

    assert send(LOCKED, given, rows=SHELF).data["rows"][1] == {"name": "ink", "count": 6, "id": 8}
    assert send(LOCKED, [{"count": 5}], rows=SHELF).data == {"rows": [{"count": 5}]}


def test_rows_of_nonsense_are_matched_with_nothing():
    assert codes(send(LOCKED, ["x", {"name": {"a": 1}}], rows=SHELF)) == {
        "rows.0": ["object_expected"],
        "rows.1.name": ["read_only"],
    }


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"isRepeating": False}, "list_not_repeating"),
        ({"allowAddRemove": "no"}, "bad_property"),
        ({"disableCollapse": 1}, "bad_property"),
        ({"defaultRepetitions": -1}, "bad_property"),
        ({"defaultRepetitions": 101}, "bad_property"),
        ({"defaultRepetitions": "3"}, "bad_property"),
    ],
)
def test_settings_that_make_no_sense_are_refused(properties, expected):
    assert problems(rows(**properties)) == error(expected)


def test_disabled_field_of_removable_rows_is_pointed_out():
    disabled = field(key="id", disabled=True)
    grouped = {"type": "group", "components": [field(key="a"), disabled]}
    nested = {**rows(disabled), "path": "inner", "allowAddRemove": False}

    assert problems(rows(grouped)) == [("warning", "list_rows_unknown")]
    assert problems(rows(disabled, allowAddRemove=False)) == []
    assert problems(rows(nested)) == []


@pytest.mark.parametrize(
    ("properties", "value", "shown"),
    [
        ({}, None, [{"name": ""}]),
        ({"defaultRepetitions": 2}, None, [{"name": ""}, {"name": ""}]),
        ({"defaultRepetitions": 0}, "x", []),
        ({}, [], []),
        ({}, [{"name": "a", "id": 1}, "x", None], [{"name": "a"}, {"name": ""}, {"name": ""}]),
    ],
)
def test_rows_are_shown(properties, value, shown):
    schema = form(rows(field(key="name"), **properties))

    assert forms.initial(schema, {"rows": value}) == {"rows": shown}


def test_rows_are_described_one_by_one():
    schema = form({**rows(field(key="name")), "label": "People"})
    data = {"rows": [{"name": "Ali"}, {"name": "Mina"}, None]}

    assert forms.describe(schema, data, "en") == [
        ("People 1: name", "Ali"),
        ("People 2: name", "Mina"),
        ("People 3: name", ""),
    ]
    assert forms.describe(schema, data, "fa")[0] == ("People ۱: name", "Ali")
    assert forms.describe(schema, {"rows": "x"}, "en") == []
