"""Declared types: what conforms, what is converted, what becomes null with a warning."""

from typing import Any

import pytest

from decisions import dmn, feel
from tests.decisions.dmn.building import CAMUNDA, decision, given, literal, model, text, value

ITEMS = (
    '<itemDefinition name="tAge"><typeRef>number</typeRef>'
    f"<allowedValues>{text('[0..120]')}</allowedValues></itemDefinition>"
    '<itemDefinition name="tAges" isCollection="true"><typeRef>tAge</typeRef></itemDefinition>'
    '<itemDefinition name="tShort"><typeRef>tAges</typeRef>'
    f"<typeConstraint>{text('count(?) < 3')}</typeConstraint></itemDefinition>"
    '<itemDefinition name="tSmall"><typeRef>tAges</typeRef>'
    f"<allowedValues>{text('< 10')}</allowedValues></itemDefinition>"
    '<itemDefinition name="tPerson"><itemComponent name="name"><typeRef>string</typeRef>'
    '</itemComponent><itemComponent name="age"><typeRef>tAge</typeRef></itemComponent>'
    "</itemDefinition>"
    '<itemDefinition name="tTree"><itemComponent name="children" isCollection="true">'
    "<typeRef>tTree</typeRef></itemComponent></itemDefinition>"
    '<itemDefinition name="tCall"><functionItem outputTypeRef="string"/></itemDefinition>'
    '<itemDefinition name="tLoop"><typeRef>tPool</typeRef></itemDefinition>'
    '<itemDefinition name="tPool"><typeRef>tLoop</typeRef></itemDefinition>'
    '<itemDefinition name="tDays" isCollection="true"><typeRef>date</typeRef></itemDefinition>'
)


def typed(expression: str, type_: str) -> Any:
    found = model(ITEMS + given("unused") + decision("d", literal(expression), type_=type_))
    return value(found)


@pytest.mark.parametrize(
    ("expression", "type_", "expected"),
    [
        ("1", "number", 1),
        ("1", "Any", 1),
        ("1", "unheardOf", 1),
        ('"a"', "number", None),
        ("true", "boolean", True),
        ("1", "boolean", None),
        ("null", "number", None),
        ("[5]", "number", 5),
        ('["a"]', "number", None),
        ("[null]", "number", None),
        ("[1, 2]", "number", None),
        ('date("2026-03-21")', "dateTime", "2026-03-21T00:00:00Z"),
        ('date("2026-03-21")', "string", None),
        ("30", "tAge", 30),
        ("130", "tAge", None),
        ("30", "tAges", [30]),
        ("[30, null]", "tAges", [30, None]),
        ("[30, 130]", "tAges", None),
        ('"x"', "tAges", None),
        ("[1, 2]", "tShort", [1, 2]),
        ("[1, 2, 3]", "tShort", None),
        ("[1, 2]", "tSmall", [1, 2]),
        ("[1, 20]", "tSmall", None),
        ('{name: "a", age: 3, more: 1}', "tPerson", {"name": "a", "age": 3, "more": 1}),
        ('{name: "a", age: null}', "tPerson", {"name": "a", "age": None}),
        ('{name: "a"}', "tPerson", None),
        ('{name: "a", age: 200}', "tPerson", None),
        ("{children: [{children: []}]}", "tTree", {"children": [{"children": []}]}),
        ("{children: [1]}", "tTree", None),
        ("1", "tTree", None),
        ("1", "tCall", None),
        ("1", "tLoop", 1),
        ("[1..3]", "range", "[1..3]"),
        ("[1]", "list", [1]),
        ("{}", "context", {}),
        ("1", "context", None),
    ],
)
def test_value_conforms_or_becomes_null(expression: str, type_: str, expected: Any):
    assert typed(expression, type_) == expected


def test_function_conforms_to_a_function_type():
    found = model(ITEMS + decision("d", literal("function(x) x"), type_="tCall"))

    assert feel.kind(dmn.evaluate(found, "d", {}).value) == "function"


def test_mismatch_is_warned_of():
    found = model(decision("d", literal('"a"'), type_="number"))

    warnings = dmn.evaluate(found, "d", {}).warnings

    assert [(each.code, each.message) for each in warnings] == [
        ("type_mismatch", '"a" is no number')
    ]


@pytest.mark.parametrize(
    ("type_", "sent", "expected"),
    [
        ("date", "2026-03-21", "2026-03-21"),
        ("date", "soon", None),
        ("date", "2026-02-30", None),
        ("date", 5, None),
        ("dateTime", "2026-03-21T10:00:00Z", "2026-03-21T10:00:00Z"),
        ("time", "10:00:00", "10:00:00"),
        ("dayTimeDuration", "PT36H", "P1DT12H"),
        ("yearMonthDuration", "P14M", "P1Y2M"),
        ("tDays", ["2026-03-21"], ["2026-03-21"]),
        ("tDays", "2026-03-21", ["2026-03-21"]),
        ("string", "2026-03-21", "2026-03-21"),
        ("number", "5", None),
    ],
)
def test_temporal_inputs_may_be_texts_as_json_has_them(type_: str, sent: Any, expected: Any):
    found = model(ITEMS + given("x", type_) + decision("d", literal("x"), inputs=["x"]))

    assert value(found, x=sent) == expected


@pytest.mark.parametrize("type_", ["integer", "long", "double", "number"])
def test_numbers_of_camunda_are_numbers(type_: str):
    assert typed("1.5", type_) == 1.5


@pytest.mark.parametrize("sent", ["2026-03-21", "2026-03-21T08:00:00"])
def test_date_of_camunda_may_have_a_time(sent: str):
    body = given("x", "date") + decision("d", literal("x"), inputs=["x"], type_="date")

    assert value(model(body, more=CAMUNDA), x=sent) == sent


@pytest.mark.parametrize(
    ("expression", "expected"),
    [("200 instance of tAge", True), ('"a" instance of tAge', False), ("1 instance of tX", False)],
)
def test_instance_of_heeds_the_shape_only(expression: str, *, expected: bool):
    assert typed(expression, "boolean") is expected
