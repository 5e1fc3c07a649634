"""Forms with FEEL: what they hide, lock, limit, offer and compute."""

import pytest

import forms
from tests.forms.builders import NOW, codes, field, form, judge, refused, taken


def submit(schema, given, variables=None):
    return forms.validate(schema, given, variables or {}, now=NOW)


def hidden_if(condition, kind="textfield", key="it", **properties):
    return field(kind, key, conditional={"hide": f"={condition}"}, **properties)


def computed(key, expression, **properties):
    return {"type": "expression", "key": key, "expression": f"={expression}", **properties}


def rows(*components, **properties):
    return {"type": "dynamiclist", "path": "rows", "components": list(components), **properties}


REQUIRED = {"validate": {"required": True}}


def test_hidden_field_is_neither_judged_nor_taken():
    schema = form(field("checkbox", "other"), hidden_if("other != true", **REQUIRED))

    assert submit(schema, {"other": False}).data == {"other": False}
    assert codes(submit(schema, {"other": True})) == {"it": ["required"]}
    assert submit(schema, {"other": True, "it": "x"}).data == {"other": True, "it": "x"}
    assert codes(submit(schema, {"other": False, "it": "x"})) == {"it": ["hidden_field"]}


def test_nothing_hides_as_in_the_browser():
    schema = form(hidden_if("missing > 5", **REQUIRED))

    assert submit(schema, {}, {}).ok
    assert not submit(schema, {}, {"missing": 5}).ok


def test_group_hides_what_is_in_it():
    inner = {"type": "group", "components": [field(**REQUIRED)]}
    schema = form({"type": "group", "components": [inner], "conditional": {"hide": "=off"}})

    assert submit(schema, {}, {"off": True}).data == {}
    assert codes(submit(schema, {}, {"off": False})) == {"it": ["required"]}


def test_what_is_hidden_counts_as_it_was_shown():
    schema = form(
        field("checkbox", "off"),
        hidden_if("off", "number", "amount"),
        hidden_if("amount < 100", key="reason", **REQUIRED),
    )

    assert codes(submit(schema, {"off": False, "amount": 500}, {"amount": 5})) == {
        "reason": ["required"]
    }
    assert submit(schema, {"off": True}, {"amount": 5}).ok
    assert codes(submit(schema, {"off": True}, {"amount": 500})) == {"reason": ["required"]}


def test_part_of_an_object_is_nothing_when_hidden():
    schema = form(
        field("checkbox", "off"),
        hidden_if("off", key="a.b"),
        field(key="a.c"),
        hidden_if("a.b = null", key="reason", **REQUIRED),
    )

    assert submit(schema, {"off": True, "a": {"c": "x"}}, {"a": {"b": "x"}}).ok
    assert codes(submit(schema, {"off": False, "a": {"b": "x"}})) == {"reason": ["required"]}


def test_object_of_hidden_parts_counts_as_it_was_shown():
    parts = hidden_if("off", key="a.b.c"), hidden_if("off", key="a.b.d")
    why = hidden_if('a.b.c != "x"', key="why", **REQUIRED)
    schema = form(field("checkbox", "off"), *parts, why)

    assert codes(submit(schema, {"off": True}, {"a": {"b": {"c": "x"}}})) == {"why": ["required"]}


def test_rows_have_conditions_of_their_own():
    inner = field("number", "count"), hidden_if("this.count < parent.limit", **REQUIRED)
    schema = form(field("number", "limit"), rows(*inner))

    verdict = submit(schema, {"limit": 5, "rows": [{"count": 1}, {"count": 9}]})

    assert codes(verdict) == {"rows.1.it": ["required"]}
    taken_rows = submit(schema, {"limit": 5, "rows": [{"count": 1}, {"count": 9, "it": "x"}]}).data
    assert taken_rows["rows"] == [{"count": 1}, {"count": 9, "it": "x"}]


def test_rows_know_their_number_and_what_is_around():
    inner = rows(hidden_if("i[-1] > 1 or _parent_.kind = parent.kind", **REQUIRED))
    outer = {**inner, "path": "outer", "components": [field(key="kind"), inner]}
    given = {"outer": [{"kind": "a", "rows": [{}, {}]}]}

    assert submit(form(outer), given).ok


def test_hidden_list_keeps_its_rows():
    schema = form(
        rows(field(**REQUIRED), conditional={"hide": "=off"}), computed("n", "count(rows)")
    )
    known = {"off": True, "rows": [{"it": ""}, {"it": ""}]}

    assert submit(schema, {}, known).data == {"n": 2}
    assert submit(schema, {}, {**known, "off": False}).data == {"rows": [], "n": 0}


def test_rows_without_their_hidden_fields_are_seen_so():
    schema = form(
        rows(field("number", "a"), hidden_if("this.a = 1")),
        rows(hidden_if("true"), key="x") | {"path": "gone"},
        computed("seen", "for r in rows return r.it"),
    )

    verdict = submit(schema, {"rows": [{"a": 1}, {"a": 2, "it": "x"}]})

    assert verdict.data["seen"] == [None, "x"]


def test_rows_of_which_all_is_hidden_are_nothing_among_others():
    schema = form(
        rows(hidden_if('this.it = "x"'), hidden_if("parent.off", key="b")),
        computed("n", "count(rows)"),
        computed("first", "rows[1]"),
    )
    known = {"rows": [{"it": "x"}, {}], "off": True}

    verdict = submit(schema, {"rows": [None, {"it": ""}]}, known)

    assert verdict.data == {"rows": [{"it": "x"}, {"it": ""}], "n": 2, "first": None}


def test_last_rows_of_which_all_is_hidden_are_left_out():
    schema = form(rows(hidden_if("this.it = null"), allowAddRemove=False))
    known = {"rows": [{"it": "x"}, {"it": None}]}

    assert submit(schema, {"rows": [{"it": "y"}]}, known).ok


def test_read_only_depends_on_variables():
    component = field(readonly="=locked", validate={"required": True})

    assert refused(component, "new", variables={"locked": True, "it": "old"}) == ["read_only"]
    assert taken(component, "new", variables={"locked": False, "it": "old"}) == "new"
    verdict = judge(component, "old", variables={"locked": True, "it": "old"})
    assert (verdict.ok, verdict.data) == (True, {})


def test_rows_are_known_by_what_is_read_only_at_times():
    inner = field(key="name", readonly="=this.fixed"), field("checkbox", "fixed")
    known = {"rows": [{"name": n, "fixed": True, "id": n} for n in "abc"]}
    given = {"rows": [{"name": "a", "fixed": True}, {"name": "c", "fixed": True}]}

    verdict = submit(form(rows(*inner)), given, known)

    assert [row["id"] for row in verdict.data["rows"]] == ["a", "c"]


@pytest.mark.parametrize(
    ("rules", "value", "found"),
    [
        ({"min": "=least"}, 4, ["min"]),
        ({"min": "=least"}, 5, []),
        ({"max": "=least * 2"}, 11, ["max"]),
        ({"max": "=missing"}, 11, []),
        ({"min": "=word"}, 1, ["bad_min"]),
        ({"max": "=word"}, 1, ["bad_max"]),
        ({"max": "=text"}, 8, ["max"]),
    ],
)
def test_limits_are_computed(rules, value, found):
    known = {"least": 5, "word": "five", "text": "7"}

    assert refused(field("number", validate=rules), value, variables=known) == found


def test_lengths_are_computed():
    component = field(validate={"minLength": "=n", "maxLength": "=n + 1"})

    assert refused(component, "a", variables={"n": 2}) == ["min_length"]
    assert refused(component, "abcd", variables={"n": 2}) == ["max_length"]
    assert taken(component, "abc", variables={"n": 2}) == "abc"


def test_options_are_computed():
    offered = "=for c in colours return {label: upper case(c), value: c}"
    component = field("select", valuesExpression=offered)
    known = {"colours": ["red", "blue"], "it": "green"}

    assert taken(component, "red", variables=known) == "red"
    assert refused(component, "green", variables=known) == ["not_an_option"]
    assert forms.initial(form(component), known)["it"] == "green"  # the browser takes it back
    assert forms.validate(form(component), {}, known).data == {"it": None}
    assert forms.describe(form(component), {**known, "it": "red"}, "en") == [("it", "RED")]


def test_options_depend_on_other_answers():
    schema = form(
        field("select", "kind", values=["a", "b"]),
        field("taglist", "many", valuesExpression='=if kind = "a" then [1, 2] else [3]'),
    )

    assert submit(schema, {"kind": "a", "many": [1]}).data["many"] == [1]
    assert codes(submit(schema, {"kind": "b", "many": [1]})) == {"many": ["not_an_option"]}
    assert forms.initial(schema, {"many": [9]})["many"] == [9]
    assert forms.initial(schema, {"many": "x"})["many"] == []


def test_computed_values_are_never_taken_over():
    schema = form(field("number", "a"), computed("b", "a * 2"), computed("c", "b + 1"))

    assert submit(schema, {"a": 5, "b": 999, "c": "x"}).data == {"a": 5, "b": 10, "c": 11}
    assert submit(schema, {"a": 5}, {"b": 7}).data == {"a": 5, "b": 10, "c": 11}
    assert forms.initial(schema, {"b": 7}) == {"a": None, "b": 7, "c": None}
    assert forms.describe(schema, {"a": 1, "b": 2}, "en") == [("a", "1")]


def test_values_are_computed_in_rows():
    schema = form(
        rows(field("number", "price"), computed("cost", "this.price * this.pieces + 0 * i[1]")),
        computed("total", "sum(rows.cost)"),
    )
    known = {"rows": [{"price": 1, "pieces": 3}, {"price": 2, "pieces": 4, "more": 1}]}

    verdict = submit(schema, {"rows": [{"price": 10}, {"price": 20}]}, known)

    assert verdict.data["total"] == 110
    assert verdict.data["rows"][1] == {"price": 20, "pieces": 4, "cost": 80, "more": 1}


def test_values_computed_last_see_the_rest():
    schema = form(field("number", "a"), computed("b", "a * 2", computeOn="presubmit"))

    assert submit(schema, {"a": 5}, {"b": 1}).data == {"a": 5, "b": 10}


@pytest.mark.parametrize("properties", [{"disabled": True}, {"readonly": True}])
def test_locked_values_are_not_computed(properties):
    schema = form(computed("b", "1 + 1", **properties), computed("c", "b"))

    assert submit(schema, {}, {"b": 7}).data == {"c": 7}


def test_hidden_values_are_not_computed():
    schema = form(computed("b", "1 + 1", conditional={"hide": "=off"}))

    assert submit(schema, {}, {"off": True}).data == {}
    assert codes(submit(schema, {"b": 2}, {"off": True})) == {"b": ["hidden_field"]}


def test_conditions_read_what_is_computed():
    schema = form(field("number", "a"), computed("b", "a * 2"), hidden_if("b < 10", **REQUIRED))

    assert submit(schema, {"a": 1}).ok
    assert codes(submit(schema, {"a": 5})) == {"it": ["required"]}


def test_conditions_that_never_settle_have_a_verdict():
    one = hidden_if("b = null", "number", "a")
    schema = form(one, hidden_if("a != null", "number", "b"))

    assert submit(schema, {"a": 1, "b": 1}) == submit(schema, {"b": 1, "a": 1})


@pytest.mark.parametrize(
    "given", [{"rows": "x"}, {"rows": [5]}, {"rows": [{}] * 2000}, {"it": []}, {"n": {"a": 1}}]
)
def test_answers_of_any_shape_are_judged(given):
    schema = form(
        rows(hidden_if("this.a = 1", key="b"), field("number", "a")),
        hidden_if("count(rows) > 1"),
        field("number", "n"),
    )

    assert not submit(schema, given).ok


def test_endless_expressions_refuse_the_answers():
    schema = form(computed("n", "count(for a in 1..9999, b in 1..9999 return a)"), field())

    assert codes(submit(schema, {"it": "x"})) == {"": ["formula_limit"]}
    label = field(label="{{count(for a in 1..9999, b in 1..9999 return a)}}")
    assert forms.describe(form(label), {"it": "x"}, "en") == [(label["label"], "x")]


def test_description_shows_what_the_form_shows():
    schema = form(
        field(key="name", label="Name of {{status}}\nmore"),
        hidden_if("off", key="gone"),
        rows(hidden_if("this.a = 1", key="b"), field("number", "a"), label="Row"),
    )
    known = {"status": "me", "name": "Mina", "off": True, "rows": [{"a": 1}, {"a": 2, "b": "x"}]}

    assert forms.describe(schema, known, "en") == [
        ("Name of me", "Mina"),
        ("Row 1: a", "1"),
        ("Row 2: b", "x"),
        ("Row 2: a", "2"),
    ]


@pytest.mark.parametrize(
    "components",
    [
        [computed("n", "n + 1")],
        [computed("a", "b"), computed("b", "c"), computed("c", "a")],
        [rows(computed("t", "parent.sum_ * 2")), computed("sum_", "sum(rows.t)")],
        [rows(computed("t", "_this_.t + 1"))],
    ],
)
def test_values_computed_from_themselves_are_refused(components):
    found = forms.check(form(*components))

    assert {one.code for one in found} == {"computed_from_itself"}
    assert all(str(one) for one in found)


def test_moments_and_expressions_that_are_none_are_refused():
    for properties in ({"expression": "5"}, {"expression": None}, {"computeOn": "never"}):
        found = forms.check(form({**computed("n", "1"), **properties}))

        assert [one.code for one in found] == ["bad_property"]
