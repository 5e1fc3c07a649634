"""Which language an expression is in."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.bpmn.expressions import (
    ExpressionError,
    FeelError,
    NoAnswerError,
    UnknownVariableError,
    compile_expression,
)
from engine.ports import ScriptError
from tests.engine.bpmn.expressions.conftest import PythonRunner


@pytest.mark.parametrize(
    ("text", "language", "default", "expected"),
    [
        ("${a}", None, "python", "juel"),
        ("#{a}", None, "text", "juel"),
        ("\n  ${a}\n ", None, "python", "juel"),
        ("${a}", "http://www.w3.org/1999/XPath", "python", "juel"),
        ("${a}", "FEEL", "python", "juel"),
        ("Dear ${a}", None, "text", "juel"),
        ("=a", None, "text", "feel"),
        ("= a > 1", None, "python", "feel"),
        ("a > 1", "FEEL", "python", "feel"),
        ("a > 1", "http://www.omg.org/spec/DMN/20180521/FEEL/", "text", "feel"),
        ("== a", None, "text", "text"),
        ("a > 1", None, "python", "python"),
        ("a > 1", "", "python", "python"),
        ("a > 1", "python", "text", "python"),
        ("a > 1", "text/python", "python", "python"),
        ("a > 1", "http://www.w3.org/1999/XPath", "python", "python"),
        ("a > 1", None, "text", "text"),
        ("approved", "juel", "python", "text"),
        ("accounting", None, "text", "text"),
        ("", None, "text", "text"),
        ("costs $5 {net}", None, "text", "text"),
        ("== Heading", None, "text", "text"),
        ("\\${a}", None, "text", "text"),
    ],
)
def test_language_is_found(text, language, default, expected):
    expression = compile_expression(text, language, default=default)

    assert (expression.language, expression.text) == (expected, text)


@pytest.mark.parametrize(
    ("text", "language", "default"),
    [
        ("= a > ", None, "python"),
        ("=a +", None, "text"),
        ("a > ", "FEEL", "python"),
        ("a >= [", "http://www.omg.org/spec/DMN/20180521/FEEL/", "text"),
    ],
)
def test_what_is_no_feel_is_refused_as_such(text, language, default):
    with pytest.raises(FeelError):
        compile_expression(text, language, default=default)


@pytest.mark.parametrize("language", ["groovy", "javascript", "MVEL"])
def test_other_language_is_refused(language):
    with pytest.raises(ExpressionError, match=language):
        compile_expression("a", language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("accounting", "accounting"), ("a \\${b}", "a ${b}"), ("a\\b", "a\\b"), ("", "")],
)
def test_text_means_itself(value, text, expected):
    expression = compile_expression(text, default="text")

    assert expression.evaluate({}, None, {}) == expected
    assert expression.names == frozenset()


def test_error_of_an_expression_is_an_error_of_scripts():
    assert issubclass(ExpressionError, ScriptError)
    assert issubclass(FeelError, ExpressionError)
    assert issubclass(NoAnswerError, ScriptError)
    assert issubclass(UnknownVariableError, ScriptError)


def test_equal_texts_are_compiled_once():
    assert compile_expression("a > 41") is compile_expression("a > 41")
    assert compile_expression("a > 41") is not compile_expression("a > 41", default="text")


def test_compiled_expression_cannot_be_changed():
    with pytest.raises(AttributeError):
        compile_expression("a > 1").text = "a > 2"


@pytest.mark.parametrize("text", ["a", "${a}", "a.lower()"])
def test_unknown_variable_is_named_with_its_expression(sandbox, text):
    with pytest.raises(UnknownVariableError) as caught:
        compile_expression(text).evaluate({}, sandbox, {})

    assert caught.value.name == "a"
    assert str(caught.value) == f"There is no variable 'a' in the expression {text}."


def test_long_expression_is_shortened_in_its_error(value):
    with pytest.raises(UnknownVariableError) as caught:
        value(f"nowhere == '{'x' * 500}'")

    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("text", ["case_no", "${caseNo}", "${case_no}", "case_no.strip()"])
def test_facts_are_known_and_variables_win(sandbox, text):
    expression = compile_expression(text)

    assert expression.evaluate({}, sandbox, {"case_no": "C-1"}) == "C-1"
    name = "caseNo" if "caseNo" in text else "case_no"
    assert expression.evaluate({name: "mine"}, sandbox, {"case_no": "C-1"}) == "mine"


class Costly(dict):
    """Facts of which one must not be asked for without need."""

    def __getitem__(self, name):
        raise AssertionError(f"{name} was asked for")


def test_facts_are_read_only_when_named(sandbox):
    facts = Costly(case_no="C-1")

    assert compile_expression("a").evaluate({"a": 1}, sandbox, facts) == 1
    assert compile_expression("a.strip()").evaluate({"a": "x "}, sandbox, facts) == "x"
    assert compile_expression("${a}").evaluate({"a": 1}, sandbox, facts) == 1


def test_one_expression_serves_many_threads(python):
    expression = compile_expression("${a + b}")
    wrong = []

    def work(base):
        for i in range(500):
            if expression.evaluate({"a": base, "b": i}, python, {}) != base + i:
                wrong.append((base, i))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []


SIGNS = st.sampled_from(
    [*"${}#'\\\"ab.1[]()!&|=<>?:+-*/%, \n", "${", "empty ", " and ", "a.b", "'x'"]
)
VALUES = {"a": {"b": [1, "x", None]}, "b": 2.5, "ab": "text"}


def reason(text, default):
    """Why a text is refused or fails; empty if it has a value. Any other error goes through."""
    try:
        compile_expression(text, default=default).evaluate(VALUES, PythonRunner(), {})
    except ScriptError as error:
        return str(error)
    return ""


@settings(max_examples=300, deadline=None)
@given(st.lists(SIGNS, max_size=25).map("".join), st.sampled_from(["python", "text"]))
@pytest.mark.filterwarnings("ignore::SyntaxWarning", "ignore::DeprecationWarning")
def test_any_text_has_a_value_or_a_reason(text, default):
    assert len(reason(text, default)) < 1000
    assert len(reason(f"${{{text}}}", default)) < 1000
