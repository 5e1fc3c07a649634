"""What `check` says about schemas, apart from the fields' own properties."""

import json

import pytest

import forms
from forms import FormInvalidError
from tests.forms.builders import error, field, form, problems


def test_good_form_has_no_problems():
    assert problems(field(), field("number", "amount"), id="order", schemaVersion=19) == []


def test_forms_of_camunda_are_accepted(corpus):
    files = sorted(corpus.rglob("*.form"))

    assert len(files) >= 2
    assert [forms.check(file.read_bytes(), file.name) for file in files] == [[]] * len(files)


def test_forms_of_the_library_are_accepted(processes):
    files = sorted(processes.rglob("*.form"))

    assert files
    assert [str(one) for file in files for one in forms.check(file.read_bytes(), file.name)] == []


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"type": "other"}, "not_a_form"),
        ({"components": {}}, "not_a_form"),
        ({"schemaVersion": 20}, "schema_version"),
        ({"schemaVersion": "19"}, "schema_version"),
        ({"schemaVersion": True}, "schema_version"),
        ({"id": 5}, "bad_property"),
        ({"components": ["x"]}, "bad_component"),
        ({"components": [{"key": "x"}]}, "bad_component"),
        ({"components": [{"type": ["x"]}]}, "bad_component"),
        ({"components": [{"type": "hologram"}]}, "unknown_type"),
        ({"components": [{"type": "default", "components": []}]}, "unknown_type"),
    ],
)
def test_what_is_no_form_is_refused(properties, expected):
    assert [one.code for one in forms.check({**form(), **properties})] == [expected]


@pytest.mark.parametrize("kind", ["filepicker", "html", "iframe", "documentPreview"])
def test_types_not_supported_are_refused_with_the_reason(kind):
    (problem,) = forms.check(form(field(kind)))

    assert problem.code == "type_not_supported"
    assert problem.facts["type"] == kind
    assert str(problem)


@pytest.mark.parametrize(
    ("components", "expected"),
    [
        ([field(key="a"), field(key="a")], "key_duplicate"),
        ([field(key="a"), field(key="a.b")], "key_duplicate"),
        ([field(key="a.b"), field(key="a")], "key_duplicate"),
        ([{"type": "dynamiclist", "path": "a", "components": []}, field(key="a")], "key_duplicate"),
        (
            [{"type": "dynamiclist", "path": "a", "components": []}, field(key="a.b")],
            "key_duplicate",
        ),
        (
            [field(key="a.b"), {"type": "dynamiclist", "path": "a", "components": []}],
            "key_duplicate",
        ),
        (
            [{"type": "group", "path": "a", "components": [field(key="b")]}, field(key="a.b")],
            "key_duplicate",
        ),
        ([field(id="x"), field(key="b", id="x")], "id_duplicate"),
        ([field(id="")], "bad_property"),
        ([field(id=5)], "bad_property"),
        ([{"type": "textfield"}], "key_missing"),
        ([field(key="")], "key_missing"),
        ([{"type": "dynamiclist", "components": []}], "key_missing"),
        ([{"type": "textfield", "key": 5}], "bad_property"),
        ([field(key="a b")], "key_invalid"),
        ([field(key="a..b")], "key_invalid"),
        ([field(key=".")], "key_invalid"),
        ([field(key='a"b')], "key_invalid"),
        ([field(key="a" * 101)], "key_invalid"),
        ([field(key="__proto__")], "key_invalid"),
        ([field(key="a.constructor")], "key_invalid"),
        ([field(key="a.0")], "key_invalid"),
        ([{"type": "group", "path": "a", "components": 5}], "bad_property"),
    ],
)
def test_binding_that_cannot_work_is_refused(components, expected):
    assert problems(*components) == error(expected)


@pytest.mark.parametrize(
    "components",
    [
        [field(key="a.b"), field(key="a.c")],
        [
            {"type": "group", "path": "a", "components": [field(key="b")]},
            {"type": "group", "path": "a", "components": [field(key="c")]},
        ],
        [{"type": "group", "components": [field(key="a")]}, field(key="b")],
        [{"type": "dynamiclist", "path": "a", "components": [field(key="b"), field(key="c.d")]}],
        [field(key="1"), field(key="نام")],
        [{"type": "button", "key": 5, "path": "x"}, {"type": "group", "path": None}],
    ],
)
def test_binding_that_works_is_accepted(components):
    assert problems(*components) == []


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        ({"disabled": "yes"}, "bad_property"),
        ({"readonly": "false"}, "bad_property"),
        ({"readonly": "=5"}, "bad_property"),
        ({"label": 5}, "bad_property"),
        ({"appearance": "x"}, "bad_property"),
        ({"layout": []}, "bad_property"),
        ({"conditional": "=x"}, "bad_property"),
        ({"conditional": {"hide": True}}, "bad_property"),
        ({"conditional": {"hide": "=a >"}}, "bad_expression"),
        ({"conditional": {"hide": "="}}, "bad_expression"),
        ({"readonly": "=locked and"}, "bad_expression"),
        ({"validate": {"minLength": "=(shortest"}}, "bad_expression"),
        ({"validate": {"maxLength": "=len(a)"}}, "unknown_function"),
        ({"label": '=first + "'}, "bad_expression"),
        ({"label": "=during(5, [1..10])"}, "function_not_in_browser"),
        ({"label": "=`a` + 1"}, "not_in_browser"),
        ({"validate": {"maxLength": "=a + 1e3"}}, "not_in_browser"),
        ({"description": "{{#if a}}b"}, "bad_template"),
        ({"description": "{{a}} {{b +}}"}, "bad_expression"),
        ({"appearance": {"prefixAdorner": "=a + * b"}}, "bad_expression"),
        ({"ravand": {"fa": {"label": "{{/if}}"}}}, "bad_template"),
    ],
)
def test_property_that_cannot_work_is_refused(properties, expected):
    assert problems(field(**properties)) == error(expected)


def test_wrong_expression_is_told_with_its_place():
    hide = {"hide": "=kind = 1\n  and = 2"}
    (problem,) = forms.check(form(field(conditional=hide)))

    assert problem.element_id == "it"
    assert problem.facts["property"] == "conditional.hide"
    assert problem.facts["expression"] == hide["hide"]
    assert (problem.facts["line"], problem.facts["column"]) == (2, 7)
    assert "line 2, column 7" in str(problem)


def test_wrong_expression_in_a_text_is_told_with_its_place():
    (problem,) = forms.check(form(field(label="Dear {{name}}, {{#if vip +}}!{{/if}}")))

    assert (problem.facts["property"], problem.facts["column"]) == ("label", 27)


def test_function_that_nobody_has_is_told_with_its_place():
    schema = form(field(description="{{for f in a return f(1)}} {{sum(a, b) + total(a)}}"))
    (problem,) = forms.check(schema)

    assert (problem.facts["function"], problem.facts["column"]) == ("total", 42)


@pytest.mark.parametrize(
    "properties",
    [
        {"conditional": {"hide": "=a > 5"}},
        {"conditional": {"hide": "=> 5, not(a)"}},
        {"readonly": "=locked"},
        {"validate": {"minLength": "=shortest", "maxLength": "=a + 1"}},
        {"label": "=first + last"},
        {"label": "={double: function(n) n * 2, four: double(2)}.four"},
        {"description": "{{#if a}}b{{/if}} {{#loop rows}}{{this.x}}{{/loop}}"},
        {"appearance": {"prefixAdorner": "=a + b"}},
        {"key": "a-b", "label": "=a-b + 1"},
        {"label": '="`a` \\" 1e3" + a1e3'},
    ],
)
def test_feel_is_accepted(properties):
    assert problems(field(**properties)) == []


@pytest.mark.parametrize(
    "properties",
    [
        {"disabled": True},
        {"readonly": True},
        {"readonly": "=true"},
        {"conditional": {"hide": "=false"}},
        {"conditional": {}},
        {"conditional": {"hide": ""}},
        {"conditional": None},
        {"validate": {"minLength": "=2"}},
        {"label": "=customer.name"},
        {"description": "For {{customer.name}}"},
        {"appearance": None},
        {"properties": {"a": "b"}},
    ],
)
def test_static_properties_are_accepted(properties):
    assert problems(field(**properties)) == []


def test_condition_without_equals_sign_has_no_effect():
    assert problems(field(conditional={"hide": "true"})) == [("warning", "condition_ignored")]


def test_rules_of_a_read_only_field_are_pointed_out():
    found = problems(field(readonly=True, validate={"required": True}), field(key="b"))

    assert found == [("warning", "readonly_rules")]
    assert problems(field(readonly=True, validate={"required": False})) == []


@pytest.mark.parametrize(
    ("component", "value"),
    [
        (field(), 5),
        (field(), "a\nb"),
        (field("number"), "5"),
        (field("checkbox"), "true"),
        (field("select", values=["a"]), "b"),
        (field("checklist", values=["a"]), ["a", "b"]),
        (field("jalalidate"), "1405/08/30"),
    ],
)
def test_default_that_nobody_could_enter_is_refused(component, value):
    assert problems({**component, "defaultValue": value}) == error("bad_default")


@pytest.mark.parametrize(
    ("component", "value"),
    [
        (field(), "x"),
        (field(), None),
        (field("number"), 5),
        (field("checkbox"), True),
        (field("select", values=["a"]), "a"),
        (field("select", valuesKey="list"), "unknown yet"),
        (field("checklist", values=["a"]), ["a"]),
        (field("datetime", subtype="time"), "10:15"),
    ],
)
def test_default_that_fits_is_accepted(component, value):
    assert problems({**component, "defaultValue": value}) == []


def test_components_are_counted():
    many = [field(key=f"k{number}") for number in range(12)]

    found = forms.check(form(*many), limits=forms.Limits(components=10))

    assert [(one.code, one.facts["limit"]) for one in found] == [("too_many_components", 10)]


def test_nesting_is_limited():
    inner = field()
    for _ in range(13):
        inner = {"type": "group", "components": [inner]}

    assert problems(inner) == error("too_deep")


@pytest.mark.parametrize(
    ("ravand", "accepted"),
    [
        (None, True),
        ({"fa": {"label": "نام"}}, True),
        ({"fa_IR": {"description": "x", "errors": {"required": "x"}}}, True),
        ("fa", False),
        ({"Persian": {}}, False),
        ({"fa": "x"}, False),
        ({"fa": {"lable": "x"}}, False),
        ({"fa": {"label": 5}}, False),
        ({"fa": {"values": "x"}}, False),
        ({"fa": {"values": {"a": 5}}}, False),
        ({"fa": {"errors": {"unheard_of": "x"}}}, False),
    ],
)
def test_translations_are_checked(ravand, accepted):
    assert problems(field(ravand=ravand)) == ([] if accepted else error("bad_translation"))


def test_title_of_the_form_can_be_translated():
    assert problems(title="Order", ravand={"fa": {"title": "سفارش"}}) == []


@pytest.mark.parametrize(
    ("schema", "name", "expected"),
    [
        (form(id="order"), "x.form", "order"),
        (form(), "intake.form", "intake"),
        (form(id=""), "a/b.form", "b"),
        (b'{"id": "x"}', "y.form", "x"),
        (b"{", "y.form", "y"),
        (b"[]", "y.form", "y"),
    ],
)
def test_key_of_a_form_is_its_id_or_file_name(schema, name, expected):
    assert forms.form_id(schema, name) == expected


def test_form_that_is_refused_cannot_be_used():
    with pytest.raises(FormInvalidError) as refused:
        forms.validate(form(field(key="")), {}, {})

    assert [one.code for one in refused.value.problems] == ["key_missing"]
    assert "key" in str(refused.value)


def test_bytes_are_read_once():
    schema = json.dumps(form(field(), id="once")).encode()

    assert forms.checking.open_form(schema) is forms.checking.open_form(bytes(schema))
    assert forms.form_id(forms.checking.open_form(schema), "x") == "once"


def test_warnings_do_not_keep_a_form_from_use():
    schema = form(field(conditional={"hide": "x"}))

    assert forms.validate(schema, {"it": "a"}, {}).ok


def test_every_text_can_be_translated():
    texts = forms.templates()

    assert len(texts) == len(set(texts)) > 60
    assert "Field is required." in texts
