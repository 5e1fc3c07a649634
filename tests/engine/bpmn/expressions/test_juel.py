"""JUEL: syntax, conversions and operators as EL 2.2 specifies them."""

import datetime
from decimal import Decimal

import pytest

from engine.bpmn.expressions import ExpressionError, UnknownVariableError, compile_expression
from engine.ports import ScriptError
from tests.engine.bpmn.expressions.conftest import NoRunner

GIVEN = {
    "n": 3,
    "f": 2.5,
    "dec": Decimal("1.50"),
    "s": "bob",
    "seven": "7",
    "half": "0.5",
    "yes": True,
    "no": False,
    "nothing": None,
    "blank": "",
    "items": [{"name": "pen", "price": 2}, {"name": "ink", "price": 5}],
    "order": {"total": 40, "lines": [], "empty": 1, "a-b": 2},
    "day": datetime.date(2026, 3, 31),
    "moment": datetime.datetime(2026, 1, 31, 12, tzinfo=datetime.UTC),
    "بررسی": "ok",
    "raw": b"x",
    "huge": 10**400,
}

VALUES = {
    # literals and paths
    "${1}": 1,
    "${1.5}": 1.5,
    "${.5e1}": 5.0,
    "${1e3}": 1000.0,
    "${'a'}": "a",
    '${"it\'s"}': "it's",
    "${'it\\'s \\\\'}": "it's \\",
    "${'}'}": "}",
    "${true}": True,
    "${null}": None,
    "#{n}": 3,
    "${ n }": 3,
    "${بررسی}": "ok",
    "${order.total}": 40,
    "${order['total']}": 40,
    '${order["a-b"]}': 2,
    "${order.empty}": 1,
    "${items[0].name}": "pen",
    "${items['1'].price}": 5,
    "${items[n - 2].name}": "ink",
    "${items[9]}": None,
    "${order.missing}": None,
    "${nothing.x.y}": None,
    "${items[nothing]}": None,
    # comparison
    "${n == 3}": True,
    "${n eq 3}": True,
    "${n == '3'}": True,
    "${n == 3.0}": True,
    "${seven == 7}": True,
    "${seven > 10}": False,
    "${half < 1}": True,
    "${dec == 1.5}": True,
    "${dec == '1.50'}": True,
    "${n != 3}": False,
    "${n ne 4}": True,
    "${2 < n}": True,
    "${n lt 4 and n gt 2 and n le 3 and n ge 3}": True,
    "${'b' > 'a'}": True,
    "${'10' < '9'}": True,
    "${n < nothing}": False,
    "${nothing <= nothing}": True,
    "${nothing < nothing}": False,
    "${nothing == null}": True,
    "${blank == null}": False,
    "${null == ''}": False,
    "${nothing == no}": False,
    "${yes == 'true'}": True,
    "${yes == 'TRUE'}": True,
    "${yes == 'yes'}": False,
    "${no == ''}": True,
    "${s == 'bob'}": True,
    "${s == 'Bob'}": False,
    "${day == '2026-03-31'}": True,
    "${day > '2026-01-01'}": True,
    "${moment <= moment}": True,
    "${moment < day}": True,
    "${day == moment}": False,
    "${order == order}": True,
    "${items == order}": False,
    "${yes == yes}": True,
    # logic
    "${yes && no}": False,
    "${yes and not no}": True,
    "${no || yes}": True,
    "${no or nothing}": False,
    "${!no}": True,
    "${!nothing}": True,
    "${!blank}": True,
    "${not 'true'}": False,
    "${!'no'}": True,
    "${!!yes}": True,
    "${no && missing}": False,
    "${yes || missing}": True,
    "${yes && 'true'}": True,
    # empty
    "${empty nothing}": True,
    "${empty blank}": True,
    "${empty order.lines}": True,
    "${empty items}": False,
    "${empty 0}": False,
    "${not empty s}": True,
    "${empty missing}": True,
    "${empty missing.path[0]}": True,
    "${missing == null}": True,
    "${null != missing}": False,
    "${missing.path != null}": False,
    "${missing == null || missing.x > 1}": True,
    # arithmetic
    "${n + 2 * 3 - 1}": 8,
    "${(n + 2) * 3}": 15,
    "${n + '4'}": 7,
    "${n + f}": 5.5,
    "${n + half}": 3.5,
    "${dec + 1}": Decimal("2.50"),
    "${dec * f}": Decimal("3.750"),
    "${dec - '0.5'}": Decimal("1.00"),
    "${nothing + nothing}": 0,
    "${nothing + 1}": 1,
    "${blank + 1}": 1,
    "${7 / 2}": 3.5,
    "${6 div 3}": 2.0,
    "${nothing / nothing}": 0,
    "${dec / 2}": Decimal("0.75"),
    "${7 % 3}": 1,
    "${-7 % 3}": -1,
    "${-7 mod 2.5}": -2.0,
    "${dec % 1}": 0.5,
    "${-n}": -3,
    "${-seven}": -7,
    "${-half}": -0.5,
    "${- - n}": 3,
    "${-nothing}": 0,
    "${n - -1}": 4,
    "${1 / 0 > 5}": True,
    "${-1 / 0 < 5}": True,
    "${5 % 0.0 == 5}": False,
    # choice
    "${yes ? 'a' : 'b'}": "a",
    "${nothing ? 'a' : 'b'}": "b",
    "${no ? 1 : yes ? 2 : 3}": 2,
    "${yes ? no ? 1 : 2 : 3}": 2,
    "${yes?n:s}": 3,
    "${yes ? n : missing}": 3,
    "${yes ? items : order}": GIVEN["items"],
}


@pytest.mark.parametrize(("text", "expected"), VALUES.items(), ids=VALUES)
def test_value(text, expected):
    result = compile_expression(text).evaluate(GIVEN, NoRunner(), {})

    assert (type(result), result) == (type(expected), expected)


TEXTS = {
    "Dear ${s}, case ${caseNo}": "Dear bob, case C-1",
    "${s}${n}": "bob3",
    "${s} ": "bob",
    "${n} of ${f}": "3 of 2.5",
    "[${nothing}]": "[]",
    "${yes}/#{no}": "true/false",
    "\\${s} is ${s}": "${s} is bob",
    "\\#{s} ${s}": "#{s} bob",
    "${items} ${order.lines}": "[{name=pen, price=2}, {name=ink, price=5}] []",
    "from ${day} at ${moment}": "from 2026-03-31 at 2026-01-31T12:00:00+00:00",
    "${dec} Euro, $5 {x}": "1.50 Euro, $5 {x}",
    "a\n${s}\nb": "a\nbob\nb",
    "${'[' }${null}]": "[]",
    "list ${order['x']}": "list ",
}


@pytest.mark.parametrize(("text", "expected"), TEXTS.items(), ids=TEXTS)
def test_text_with_values(text, expected):
    expression = compile_expression(text, default="text")

    assert expression.evaluate(GIVEN, NoRunner(), {"case_no": "C-1"}) == expected


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("${", "'${' is not closed by '}'.", 1, 1),
        ("Dear ${name, bye", "'${' is not closed by '}'.", 1, 6),
        ("${}", "The expression is empty.", 1, 3),
        ("${a b}", "Unexpected 'b'.", 1, 5),
        ("${a == }", "Expected a value, found the end.", 1, 8),
        ("x\n  ${a &&\n   * b}", "Expected a value, found '*'.", 3, 4),
        ("${a = 1}", "Unexpected '='.", 1, 5),
        ("${a; b}", "Unexpected ';'.", 1, 4),
        ("${a & b}", "Unexpected '&'.", 1, 5),
        ("${x -> x}", "Unexpected '->'.", 1, 5),
        ("${a += b}", "Unexpected '+='.", 1, 5),
        ("${(a}", "Expected ')', found the end.", 1, 5),
        ("${a[1}", "Expected ']', found the end.", 1, 6),
        ("${a ? b}", "Expected ':', found the end.", 1, 8),
        ("${a.}", "Expected 'name', found the end.", 1, 5),
        ("${a.1}", "Unexpected '.1'.", 1, 4),
        ("${'a}", 'Unexpected "\'".', 1, 3),
        ("${a instanceof b}", "Unexpected 'instanceof'.", 1, 5),
        ("${fn:length(a)}", "There are no functions fn:....", 1, 5),
        ("${99999999999999999999}", "The number 99999999999999999999 is too large.", 1, 3),
        ("${" + "(" * 50 + "a" + ")" * 50 + "}", "The expression is nested too deeply.", 1, None),
        ("${" + "!" * 50 + "a}", "The expression is nested too deeply.", 1, None),
        ("${a" + ".b" * 50 + "}", "The path is too long.", 1, None),
        ("${1" + "+1" * 300 + "}", "The expression is too long.", 1, None),
        ("${1" + "*1" * 80 + "+1" * 80 + "}", "The expression is too long.", 1, None),
        ("${a['get'](1)}", "A method is called by its name, after a dot.", 1, 11),
        ("${a" + " " * 70_000 + "}", "The expression is longer than 65536 characters.", 1, 1),
    ],
)
def test_wrong_syntax_is_found_when_compiled(text, message, line, column):
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)

    assert (str(caught.value), caught.value.line) == (message, line)
    assert column is None or caught.value.column == column


FAILURES = {
    "${missing}": "There is no variable 'missing' in the expression ${missing}.",
    "${missing.x}": "There is no variable 'missing'",
    "${missing > 1}": "There is no variable 'missing'",
    "${!missing}": "There is no variable 'missing'",
    "${empty items[missing]}": "There is no variable 'missing'",
    "${s.x}": "Unknown property 'x': the text 'bob' has none of that name.",
    "${n.x}": "Unknown property 'x': the number 3 has none",
    "${'a' + 'b'}": "Expected a number, found the text 'a'.",
    "${s == 5}": "Expected a number, found the text 'bob'.",
    "${yes + 1}": "Expected a number, found true or false.",
    "${yes == 1}": "Expected a number, found true or false.",
    "${yes < 1}": "Expected a number",
    "${items + 1}": "Expected a number, found a list.",
    "${n && yes}": "Expected true or false, found the number 3.",
    "${n ? 1 : 2}": "Expected true or false, found the number 3.",
    "${!items}": "Expected true or false, found a list.",
    "${items < order}": "a list and a dict cannot be compared.",
    "${order < order.total}": "Expected a number, found a dict.",
    "${yes < no}": "true or false and true or false cannot be compared.",
    "${5 % 0}": "Division by zero.",
    "${dec / 0}": "Division by zero.",
    "${items[1 / 0]}": "Expected a whole number, found the number inf.",
    "${huge + 1.5}": "The number is too large",
    "${'' + raw} ": "Expected a number, found a bytes.",
    "a ${raw}": "A bytes has no text.",
    "${1 / 0}": "The result is no number: something was divided by zero.",
    "${9223372036854775807 * 5}": "The result is too large a number.",
    "${items['x']}": "Expected a number, found the text 'x'.",
    "${'۱۲' + 1}": "Expected a number, found the text '۱۲'.",
    "${moment == 5}": "Expected a number, found a datetime.",
}


@pytest.mark.parametrize(("text", "message"), FAILURES.items(), ids=FAILURES)
def test_failure_says_what_was_expected(text, message):
    with pytest.raises(ScriptError) as caught:
        compile_expression(text).evaluate(GIVEN, NoRunner(), {})

    assert message in str(caught.value)


def test_unknown_variable_is_told_by_name():
    with pytest.raises(UnknownVariableError) as caught:
        compile_expression("Dear ${s}, ${unknown.x}").evaluate(GIVEN, NoRunner(), {})

    assert caught.value.name == "unknown"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("${a.b['c'] == d || empty e[f]}", "abdef"),
        ("Dear ${a}, ${b ? c : 'x'}", "abc"),
        ("${execution.getVariable('a')}", "a"),
        ("${execution.getVariable(a)}", "a"),
        ("${now().plusDays(a)}", "a"),
        ("${execution.businessKey}", ""),
    ],
)
def test_names_are_the_variables_it_reads(text, names):
    expected = set(names) - ({"b"} if "a.b" in text else set())

    assert compile_expression(text).names == expected


def test_long_texts_are_bounded():
    given = {"s": "x" * 900_000}

    with pytest.raises(ScriptError, match="longer than 4194304 characters"):
        compile_expression("${s}" * 5).evaluate(given, NoRunner(), {})
    with pytest.raises(ScriptError, match="longer than 1000000 characters"):
        compile_expression("${s.concat(s)}").evaluate(given, NoRunner(), {})
    with pytest.raises(ScriptError, match="longer than 1000000 characters"):
        compile_expression("${s.concat('a').equals(l)} ${l}").evaluate(
            {"s": "a", "l": [given["s"]] * 2}, NoRunner(), {}
        )


def test_backslashes_are_read_once():
    text = "\\" * 300_000

    assert compile_expression(text, default="text").evaluate({}, NoRunner(), {}) == text


def test_largest_expressions_run():
    deep = "${" + "(" * 29 + "a" + ")" * 29 + " + 1" * 150 + "}"

    assert compile_expression(deep).evaluate({"a": 1}, NoRunner(), {}) == 151
