"""Python expressions: as closures where they are plain, and always with Python's results."""

import ast
import datetime
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.bpmn.expressions import ExpressionError, UnknownVariableError, compile_expression
from engine.ports import ScriptError
from tests.engine.bpmn.expressions.conftest import NoRunner, PythonRunner

WHEN = datetime.datetime(2026, 1, 2, 3, 4, 5, tzinfo=datetime.UTC)
GIVEN = {
    "n": 3,
    "f": 2.5,
    "s": "bob",
    "t": True,
    "z": None,
    "l": [1, 2, 3],
    "d": {"a": 1, "b": {"c": [5, {"e": "x"}]}, "size": 7},
    "when": WHEN,
    "span": datetime.timedelta(days=1, seconds=2),
    "money": Decimal("10.50"),
    "big": "x" * 6000,
}
PLAIN = {
    "n": 3,
    "t == True": True,
    "not t": False,
    "n > 1 and s == 'bob'": True,
    "z or s": "bob",
    "n and z": None,
    "s or missing": "bob",
    "z and missing": None,
    "3 * 'ab' + True * 'c'": "abababc",
    "1 < n <= 3 < 9": True,
    "1 < n < 3 < missing": False,
    "n in [1, 2, 3]": True,
    "s not in ('a', 'b')": True,
    "'a' in d": True,
    "'o' in s": True,
    "z is None": True,
    "s is not None": True,
    "d.a": 1,
    "d.b.c[1].e": "x",
    'd["b"]["c"][0]': 5,
    "d.size": 7,
    "l[-1]": 3,
    "l[1:]": [2, 3],
    "s[::-1]": "bob",
    "s[0]": "b",
    "len(l) + len(s) + len(d)": 9,
    "min(l) + max(1, 2) + sum(l)": 9,
    "abs(-n)": 3,
    "round(f)": 2,
    "round(2.345, 2)": 2.35,
    "int('7') + int(f)": 9,
    "float('1.5')": 1.5,
    "str(n) + str(z)": "3None",
    "bool(l)": True,
    "n + f * 2 - 1": 7.0,
    "n / 2": 1.5,
    "7 // 2 + 7 % 4 - -1": 7,
    "2 ** 10": 1024,
    "2 ** -1": 0.5,
    "'a' * 3 + s": "aaabob",
    "[1] * 2 + [3]": [1, 1, 3],
    "'yes' if t else missing": "yes",
    "missing if not t else 'yes'": "yes",
    "(n, [s, {'k': f}])": (3, ["bob", {"k": 2.5}]),
    "()": (),
    "f'{s}: {n}/{t!s}'": "bob: 3/True",
    "when.year": 2026,
    "span.days": 1,
    "when + span > when": True,
    "money > 10": True,
    "money == 10.5": True,
    "business_key": "B-1",
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.items(), ids=PLAIN)
def test_plain_expression_needs_no_interpreter(text, expected):
    result = compile_expression(text).evaluate(GIVEN, NoRunner(), {"business_key": "B-1"})

    assert (type(result), result) == (type(expected), expected)


OTHERS = {
    "sum(i for i in l)": 6,
    "[i.e for i in d.b.c if i != 5]": ["x"],
    "any(i > 2 for i in l)": True,
    "s.upper()": "BOB",
    "d.b.get('c')[0]": 5,
    "d.get('x', n)": 3,
    "sorted(l, key=lambda i: -i)": [3, 2, 1],
    "(lambda q: q + n)(1)": 4,
    "n & 1": 1,
    "n << 2": 12,
    "{n, 3}": {3},
    "'%s-%03d' % (s, n)": "bob-003",
    "f'{n:>4}'": "   3",
    "f'{s!r}'": "'bob'",
    "str(l)": "[1, 2, 3]",
    "l + l + l * 5000 == 1": False,
    "len('a' * 20_000)": 20000,
    "10 ** 70 > 10 ** 69": True,
    "max(l, default=0)": 3,
    "[*l, 4]": [1, 2, 3, 4],
    "{**d.b, 'q': 1}['q']": 1,
    "money + 1": Decimal("11.50"),
    "int('0x1f', 16)": 31,
    "isinstance(n, int)": True,
    "when.isoformat()": "2026-01-02T03:04:05+00:00",
    "(q := n) + q": 6,
    "sum(l, 4)": 10,
    "str() + str(b'a', 'utf-8')": "a",
    "b'a' in [b'a']": True,
    "~n": -4,
    "money - 1": Decimal("9.50"),
    "2**64 * 2**64 * 2**64 * 2**64 > 1": True,
    "2**256 - n > 2**255": True,
    "len(f'{big}{big}')": 12000,
    "max(l, key=lambda i: -d.a * i)": 1,
    f"len([{'1, ' * 1000}1])": 1001,
    "int() + float() + bool()": 0.0,
    "-t": -1,
}


@pytest.mark.parametrize(("text", "expected"), OTHERS.items(), ids=lambda v: str(v)[:40])
def test_other_expression_goes_to_the_interpreter(sandbox, text, expected):
    result = compile_expression(text).evaluate(GIVEN, sandbox, {})

    assert (type(result), result) == (type(expected), expected)


@pytest.mark.parametrize("text", PLAIN, ids=PLAIN)
def test_interpreter_agrees_with_the_closures(sandbox, text):
    expression = compile_expression(text)

    closed = expression.evaluate(GIVEN, NoRunner(), {"business_key": "B-1"})
    interpreted = sandbox.evaluate(expression._script, {**GIVEN, "business_key": "B-1"})

    assert (type(interpreted), interpreted) == (type(closed), closed)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("s + n", "TypeError"),
        ("n < s", "TypeError"),
        ("l[9]", "IndexError"),
        ("d.x", "KeyError"),
        ("d['x']", "KeyError"),
        ("n.x", "AttributeError"),
        ("n[0]", "TypeError"),
        ("int('x')", "ValueError"),
        ("int('۱۲')", "ValueError"),
        ("n in n", "TypeError"),
        ("len(n)", "TypeError"),
        ("len()", "TypeError"),
        ("min()", "TypeError"),
        ("sum(['a'])", "TypeError"),
        ("-s", "TypeError"),
        ("+s", "TypeError"),
        ("s - n", "TypeError"),
        ("2.5 ** 5000", "OverflowError"),
        ("n()", "TypeError"),
        ("len.x", "AttributeError"),
        ("d.__class__", "KeyError"),
        ("n.__class__", "AttributeError"),
        ("{[1]: 2}", "TypeError"),
        ("when > 1", "TypeError"),
    ],
)
def test_failure_is_a_script_error(sandbox, text, reason):
    with pytest.raises(ScriptError, match=rf"^{reason}"):
        compile_expression(text).evaluate(GIVEN, sandbox, {})


@pytest.mark.parametrize(
    "text",
    [
        "9**9**9",
        "10**10**8",
        "'a' * 10**10",
        "[0] * 10**10",
        "'%1000000000d' % 1",
        "f'{1:>1000000000}'",
        "1 << 10**10",
        "2**64",
        "0 - 2**63 - 1",
        "[2**64]",
        "{'a': 1e308 * 10}",
        "float('nan')",
        "float('inf')",
        "lambda: 1",
        "len",
        "(i for i in l).gi_frame",
        "print",
    ],
)
def test_large_and_odd_results_are_refused(sandbox, text):
    with pytest.raises(ScriptError):
        compile_expression(text).evaluate(GIVEN, sandbox, {})


def test_variable_may_have_the_name_of_a_function(sandbox):
    given = {"len": 5, "max": [1], "type": "t"}

    for text, expected in {"max[0]": 1, "len == 5": True, "type == 't'": True}.items():
        assert compile_expression(text).evaluate(given, sandbox, {}) == expected
    with pytest.raises(ScriptError, match="not callable"):
        compile_expression("len('abc')").evaluate(given, sandbox, {})


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a > b.c and d['e'] == len(f)", "abdf"),
        ("[i for i in a if i > b]", "ab"),
        ("(lambda x, *y: x + z)(a)", "az"),
        ("f'{a}'", "a"),
        ("1 == True", ""),
        ("max(a, key=b)", "ab"),
    ],
)
def test_names_are_the_variables_it_reads(text, names):
    assert compile_expression(text).names == frozenset(names)


@pytest.mark.parametrize(
    ("text", "message", "line", "column"),
    [
        ("a > > 1", "SyntaxError: invalid syntax", 1, 5),
        ("(a ==\n 1", "SyntaxError: '(' was never closed", 1, 1),
        ("a = 1", "SyntaxError: ", 1, None),
        ("import os", "SyntaxError: invalid syntax", 1, None),
        ("bpmn:getDataObject('a') = 'yes'", "SyntaxError: invalid syntax", 1, 5),
        ("", "The expression is empty.", 1, 1),
        ("  \n", "The expression is empty.", 1, 1),
        ("a\0", "SyntaxError: ", 1, None),
        ("'\ud800'", "SyntaxError: ", 1, 1),
        ("-" * 10_000 + "1", "The expression is nested too deeply.", 1, 1),
        ("(" * 300 + "1" + ")" * 300, "SyntaxError: too many nested parentheses", 1, None),
        ("a" * 70_000, "The expression is longer than 65536 characters.", 1, 1),
    ],
)
def test_wrong_syntax_is_found_when_compiled(text, message, line, column):
    with pytest.raises(ExpressionError) as caught:
        compile_expression(text)

    assert str(caught.value).startswith(message)
    assert caught.value.line == line
    assert column is None or caught.value.column == column


@pytest.mark.parametrize(
    "text", ["a" + ".b" * 60, "+".join(["1"] * 900), "[" * 45 + "1" + "]" * 45]
)
def test_deep_expression_is_left_to_the_interpreter(python, text):
    values: object = 1
    for _ in range(60):
        values = {"b": values}

    compile_expression(text).evaluate({"a": values}, python, {})

    assert python.ran


@pytest.mark.parametrize("text", ["a" + ".b" * 5000, "a" + ".b" * 250, "any(a.b)" + ".c" * 250])
def test_very_deep_path_is_refused(text):
    with pytest.raises(ExpressionError, match="nested too deeply"):
        compile_expression(text)


def test_unknown_variable_in_a_plain_expression(value):
    with pytest.raises(UnknownVariableError) as caught:
        value("n > 1 and missing.x > 2", n=2)

    assert caught.value.name == "missing"


# names: whole numbers i j, float f, texts s t, truth b, nothing z, list l, mapping d
VALUES = st.fixed_dictionaries(
    {
        "i": st.integers(-10, 10),
        "j": st.integers(-(2**63), 2**63),
        "f": st.floats(-1e6, 1e6),
        "s": st.text("ab", max_size=3),
        "t": st.sampled_from(["", "a", "7", "-3", "1.5", "yes"]),
        "b": st.booleans(),
        "z": st.none(),
        "l": st.lists(st.one_of(st.integers(-5, 5), st.text("ab", max_size=2)), max_size=4),
        "d": st.fixed_dictionaries({"a": st.integers(-5, 5), "b": st.text("ab", max_size=2)}),
    }
)
LEAVES = st.sampled_from([*"ijfstbzld", "0", "1", "2", "-1", "2.5", "'a'", "''", "True", "None"])
BINARY = ["+", "-", "*", "/", "//", "%", "**", "and", "or", "==", "!=", "<", "<=", ">", ">=", "in"]
BINARY += ["not in", "is", "is not"]
FUNCTIONS = ["len", "abs", "sum", "round", "int", "float", "str", "bool", "min", "max"]


def _larger(parts):
    three = st.tuples(parts, parts, parts)
    operators = st.sampled_from(BINARY)
    return st.one_of(
        st.builds("({} {} {})".format, parts, operators, parts),
        st.builds("({0[0]} < {0[1]} <= {0[2]})".format, three),
        st.builds("({0[0]} if {0[1]} else {0[2]})".format, three),
        st.builds("({}({}))".format, st.sampled_from(["not ", "-", "+"]), parts),
        st.builds("{}[{}]".format, st.sampled_from(["l", "d", "s"]), parts),
        st.builds("{}[{}:{}]".format, st.sampled_from(["l", "s"]), parts, parts),
        st.builds(
            "{}({})".format,
            st.sampled_from(FUNCTIONS),
            parts,
        ),
        st.builds("{}({}, {})".format, st.sampled_from(["min", "max", "round"]), parts, parts),
        st.builds("[{}, {}]".format, parts, parts),
        st.builds("({},)".format, parts),
        st.builds("{{{}: {}}}".format, parts, parts),
    )


PYTHONS = (ArithmeticError, AttributeError, LookupError, NameError, TypeError, ValueError)
EXPRESSIONS = st.recursive(LEAVES, _larger, max_leaves=8)


def outcome(function):
    try:
        result = function()
    except ScriptError as error:
        return str(error).partition(":")[0]
    except PYTHONS as error:
        return type(error).__name__
    return type(result), repr(result)


def _bounded(text):
    """Without towers of powers and other things that Python itself would choke on."""
    return text.count("**") <= 1 and text.count("*") <= 4


@settings(max_examples=200, deadline=None)
@given(EXPRESSIONS.filter(_bounded), VALUES)
@example("(i ** j)", {"i": 2, "j": -3})
@example("([1, 'a'] < l <= l)", {"l": [1, 2]})
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_closures_agree_with_python(text, values):
    expression = compile_expression(text)
    if "**" in text and abs(values.get("j", 0)) > 100:
        values = {**values, "j": 5}

    ours = outcome(lambda: expression.evaluate(values, PythonRunner(), {}))
    pythons = outcome(lambda: eval(text, {}, dict(values)))

    assert ours == pythons


@settings(max_examples=60, deadline=None)
@given(EXPRESSIONS.filter(_bounded), VALUES)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_closures_agree_with_the_interpreter(sandbox, text, values):
    expression = compile_expression(text)
    if "**" in text and abs(values["j"]) > 100:
        values = {**values, "j": 5}

    ours = outcome(lambda: expression.evaluate(values, sandbox, {}))
    interpreters = outcome(lambda: sandbox.evaluate(text, values))

    assert ours == interpreters


@settings(deadline=None)
@given(EXPRESSIONS)
@pytest.mark.filterwarnings("ignore::SyntaxWarning")
def test_generated_expressions_are_plain(text):
    """Or the two tests above would compare Python with itself."""
    identity = any(isinstance(node, ast.Is | ast.IsNot) for node in ast.walk(ast.parse(text)))

    assert compile_expression(text)._closure is not None or identity
