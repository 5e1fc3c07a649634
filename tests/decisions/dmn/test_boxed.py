"""Boxed expressions: contexts, invocations, relations, lists, functions, conditions, loops."""

from typing import Any

import pytest

from decisions import dmn
from tests.decisions.dmn.building import (
    decision,
    given,
    knowledge,
    literal,
    model,
    table,
    value,
    variable,
)


def boxed(body: str, **variables: Any) -> Any:
    return value(model(decision("d", body)), **variables)


def entry(name: str | None, body: str, type_: str | None = None) -> str:
    told = variable(name, type_) if name else ""
    return f"<contextEntry>{told}{body}</contextEntry>"


def loop(kind: str, items: str, body: str) -> str:
    part = "return" if kind == "for" else "satisfies"
    return (
        f'<{kind} iteratorVariable="i"><in>{literal(items)}</in>'
        f"<{part}>{literal(body)}</{part}></{kind}>"
    )


def test_context_entries_see_those_before():
    body = f"<context>{entry('a', literal('2'))}{entry('b c', literal('a + 1'))}</context>"

    assert boxed(body) == {"a": 2, "b c": 3}


def test_context_gives_its_last_entry_without_name():
    body = f"<context>{entry('a-b', literal('2'))}{entry(None, literal('a-b * 2'))}</context>"

    assert boxed(body) == 4


def test_context_entry_is_converted_to_its_type():
    body = f"<context>{entry('a', literal('[2]'), 'number')}</context>"

    assert boxed(body) == {"a": 2}


def test_invocation_passes_named_arguments():
    binding = f'<binding><parameter name="x"/>{literal("4")}</binding>'
    call = f"<invocation>{literal('double')}{binding}</invocation>"
    body = knowledge("double", {"x": "number"}, literal("x * 2"))

    assert value(model(body + decision("d", call, knowledge=["double"]))) == 8


@pytest.mark.parametrize(
    ("function", "code"), [("1", "not_a_function"), ("null", "not_a_function")]
)
def test_what_is_no_function_is_not_called(function: str, code: str):
    found = model(decision("d", f"<invocation>{literal(function)}<binding/></invocation>"))

    assert [each.code for each in dmn.evaluate(found, "d", {}).warnings] == [code]


def test_invocation_of_a_built_in_function():
    binding = f'<binding><parameter name="string"/>{literal(chr(34) + "abc" + chr(34))}</binding>'

    assert boxed(f"<invocation>{literal('upper case')}{binding}</invocation>") == "ABC"


def test_relation_is_a_list_of_contexts():
    columns = '<column name="a" typeRef="number"/><column name="b"/>'
    rows = f"<row>{literal('1')}{literal('2')}</row><row>{literal('true')}{literal('3')}</row>"

    assert boxed(f"<relation>{columns}{rows}</relation>") == [
        {"a": 1, "b": 2},
        {"a": None, "b": 3},
    ]


def test_list_holds_its_items():
    assert boxed(f"<list>{literal('1')}{literal('1 + 1')}</list>") == [1, 2]


def test_function_is_a_value():
    function = (
        f'<functionDefinition><formalParameter name="x" typeRef="number"/>{literal("x + n")}'
        "</functionDefinition>"
    )
    call = entry(None, literal('[f(1), f("a")]'))

    assert boxed(f"<context>{entry('f', function)}{call}</context>", n=5) == [6, None]


def test_function_in_java_is_refused():
    found = model(decision("d", '<functionDefinition kind="Java"/>'))

    evaluation = dmn.evaluate(found, "d", {})

    assert evaluation.value is None
    assert [each.code for each in evaluation.warnings] == ["foreign_function"]


@pytest.mark.parametrize(
    ("condition", "expected"), [("true", 1), ("false", 2), ("null", 2), ('"yes"', None)]
)
def test_conditional_chooses(condition: str, expected: int | None):
    parts = {"if": condition, "then": "1", "else": "2"}
    body = "".join(f"<{tag}>{literal(text)}</{tag}>" for tag, text in parts.items())

    assert boxed(f"<conditional>{body}</conditional>") == expected


@pytest.mark.parametrize(
    ("items", "match", "expected"),
    [
        ("[1, 2, 3]", "item > 1", [2, 3]),
        ("[{a: 1}, {a: 2}]", "a = 2", [{"a": 2}]),
        ("[1, null]", "item > 0", [1]),
        ("[1]", '"yes"', None),
        ("[1..3]", "item > 1", [2, 3]),
        ("5", "true", [5]),
        ("null", "true", None),
        ('["a".."c"]', "true", None),
    ],
)
def test_filter_keeps_what_matches(items: str, match: str, expected: Any):
    body = f"<filter><in>{literal(items)}</in><match>{literal(match)}</match></filter>"

    assert boxed(body) == expected


@pytest.mark.parametrize(
    ("kind", "items", "body", "expected"),
    [
        ("for", "[1, 2]", "i * 2", [2, 4]),
        ("for", "[1, 2, 3]", "if count(partial) = 0 then i else partial[-1] + i", [1, 3, 6]),
        ("for", "null", "i", None),
        ("some", "[1, 2]", "i > 1", True),
        ("some", "[1, 2]", "i > 2", False),
        ("some", "[]", "i > 2", False),
        ("some", "[1, null]", "i > 2", None),
        ("some", "[3, null]", "i > 2", True),
        ("some", "[1, 2]", 'if i = 1 then true else "no"', None),
        ("some", "null", "true", None),
        ("every", "[1, 2]", "i > 0", True),
        ("every", "[1, 2]", "i > 1", False),
        ("every", "[]", "false", True),
        ("every", "[1, null]", "i > 0", None),
        ("every", "[1, null]", "i > 1", False),
    ],
)
def test_loop_goes_through_the_items(kind: str, items: str, body: str, expected: Any):
    assert boxed(loop(kind, items, body)) == expected


def test_loop_over_a_table_reads_what_came_before():
    body = table(["i"], [["-", "count(partial)"]])
    logic = f"<for iteratorVariable='i'><in>{literal('[5, 5]')}</in><return>{body}</return></for>"

    assert boxed(logic) == [0, 1]


def test_loop_without_reading_what_came_before():
    body = f"<list>{table(['i'], [['-', 'i + 1']])}<literalExpression/></list>"
    logic = f"<for iteratorVariable='i'><in>{literal('[5]')}</in><return>{body}</return></for>"

    assert boxed(logic) == [[6, None]]


def test_missing_parts_are_null():
    assert boxed("<conditional/>") is None
    assert boxed("<for iteratorVariable='i'/>") is None
    assert boxed("<literalExpression/>") is None
    assert boxed("<context><contextEntry/></context>") is None


def test_text_that_cannot_be_read_is_null_with_its_place():
    found = dmn.evaluate(model(decision("d", literal("1 +\n )"))), "d", {})

    assert found.value is None
    assert [(each.code, each.line) for each in found.warnings] == [("feel_syntax", 2)]


def test_names_with_signs_are_known_from_the_model():
    body = given("order-id") + decision("d", literal("order-id + 1"), inputs=["order-id"])

    assert value(model(body), **{"order-id": 4}) == 5
