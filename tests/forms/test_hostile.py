"""Whatever is sent, there is an answer."""

import re
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import forms
from forms import FormInvalidError, patterns
from forms.fields import FIELDS
from tests.forms.builders import NOW, field, form


def words(text):
    return st.sampled_from(re.findall(r"\w+", text))


EVERYTHING = form(
    field(key="text", validate={"required": True, "minLength": 2, "pattern": "^a"}),
    field("textarea", "area", validate={"maxLength": 5, "validationType": "email"}),
    field("number", "number", decimalDigits=1, increment=0.5, validate={"min": 1, "max": 9}),
    field("number", "exact", serializeToString=True, validate={"max": 5}),
    field("checkbox", "check"),
    field("select", "one", values=["a", 1, True]),
    field("checklist", "many", values=["a", {"label": "B", "value": {"b": 1}}]),
    field("radio", "variable", valuesKey="list"),
    field("datetime", "date", subtype="date", disallowPassedDates=True),
    field("datetime", "moment", subtype="datetime"),
    field("jalalidate", "jalali"),
    field(key="locked", readonly=True),
    field(key="group.inner"),
    {
        "type": "dynamiclist",
        "path": "rows",
        "components": [field(key="name", readonly=True), field("number", "count")],
    },
)
NAMES = words(
    "text area number exact check one many variable date moment jalali locked group inner rows "
    "name count list __proto__ _"
)
LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.decimals()
    | st.text(max_size=8)
    | st.sampled_from(["a", "۱۲", "1e99", "2026-11-21", "2026-11-21T10:15", "\ud800", "{x}"])
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
    max_leaves=25,
)
PROPERTIES = words(
    "type key path id label components validate values valuesKey conditional hide readonly "
    "disabled required pattern min max ravand fa errors subtype timeInterval increment "
    "decimalDigits defaultValue text source columns dataSource appearance isRepeating minLength "
    "schemaVersion defaultRepetitions timeSerializingFormat serializeToString"
)
VALUES = LEAVES | st.sampled_from([*FIELDS, "default", "=a", "=true", "=a+b", "{{a}}", "(", "it"])
SCHEMAS = st.recursive(
    VALUES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PROPERTIES, inner, max_size=7),
    max_leaves=25,
)
COMPONENTS = st.builds(
    lambda kind, rest: {**rest, "type": kind},
    st.sampled_from(sorted(FIELDS)),
    st.dictionaries(PROPERTIES, SCHEMAS, max_size=8),
)


@settings(max_examples=80, deadline=None)
@given(submission=JSON, variables=st.dictionaries(NAMES, JSON, max_size=6))
def test_any_submission_is_answered(submission, variables):
    verdict = forms.validate(EVERYTHING, submission, variables, "fa", now=NOW)

    assert verdict.ok != bool(verdict.errors)
    assert all(str(one) for found in verdict.errors.values() for one in found)
    assert set(verdict.data) <= forms.variables(EVERYTHING).writes


@settings(max_examples=80, deadline=None)
@given(variables=st.dictionaries(NAMES, JSON, max_size=8))
def test_any_variables_are_shown_and_described(variables):
    shown = forms.initial(EVERYTHING, variables)

    assert forms.initial(EVERYTHING, shown) == shown
    assert len(forms.describe(EVERYTHING, variables, "fa")) >= 13


@settings(max_examples=80, deadline=None)
@example(schema=form({"type": "button", "valuesKey": [None]}))
@given(schema=SCHEMAS | st.builds(lambda parts: form(*parts), st.lists(COMPONENTS, max_size=3)))
def test_any_schema_is_answered_and_a_good_one_works(schema):
    given = schema if isinstance(schema, dict) else {"type": schema}

    problems = forms.check(given, "a.form")

    assert all(str(one) for one in problems)
    if any(one.severity == "error" for one in problems):
        with pytest.raises(FormInvalidError):
            forms.localise(given, "fa")
        return
    assert forms.check(forms.localise(given, "fa")) is not None
    forms.validate(given, forms.initial(given, {}), {})
    forms.describe(given, {}, "fa")


@settings(max_examples=80, deadline=None)
@given(content=st.binary(max_size=200) | st.text(max_size=200))
def test_any_file_is_answered(content):
    assert forms.check(content, "a.form")
    assert forms.form_id(content, "a.form")


@settings(max_examples=80, deadline=None)
@given(
    pattern=st.text(alphabet="ab1.^$|()[]{}*+?\\dwsbk<>=!:,-1😀", max_size=14),
    text=st.text(alphabet="ab1 😀۱\n", max_size=6),
)
def test_any_pattern_is_answered(pattern, text):
    try:
        patterns.compiled(pattern)
    except patterns.PatternError:
        assert forms.check(form(field(validate={"pattern": pattern})))[0].code == "bad_pattern"
    else:
        judged = forms.validate(form(field(validate={"pattern": pattern})), {"it": text}, {})
        assert judged.ok or judged.errors["it"][0].code in ("pattern", "pattern_slow")


@settings(max_examples=80, deadline=None)
@given(value=st.text(alphabet=string.printable + "يكى۱۲٣", max_size=40))
def test_accepted_text_is_accepted_again_unchanged(value):
    schema = form(field())
    once = forms.validate(schema, {"it": value}, {}, "fa").data["it"]

    assert forms.validate(schema, {"it": once}, {}, "fa").data["it"] == once


@pytest.mark.parametrize(
    "submission",
    [
        {"text": "a" * 1_000_000},
        {"rows": [{"count": 1}] * 10_000},
        {"many": ["a"] * 100_000},
        {"number": "9" * 100_000},
        {"number": 10**4000},
        {"exact": "1e999999"},
        {"__proto__": {"admin": True}, "constructor": {}, "text": "ab"},
        {"text": "<script>alert(1)</script>", "group": {"inner": {"__proto__": 1}}},
        {f"k{number}": number for number in range(50_000)},
    ],
    ids=["text", "rows", "entries", "digits", "integer", "exponent", "keys", "script", "names"],
)
def test_oversized_and_odd_submissions_are_refused(submission):
    assert not forms.validate(EVERYTHING, submission, {}, now=NOW).ok
