"""Unary tests, and the operator `in`."""

from typing import Any

import pytest

from decisions import feel
from tests.decisions.feel.evaluating import codes, ids, passes, written

UNARY_TESTS: list[tuple[str, Any, bool]] = [
    ("-", 5, True),
    ("-", None, True),
    ("5", 5, True),
    ("5", 6, False),
    ("5", "5", False),
    ("< 5", 4, True),
    ("< 5", None, False),
    (">= 5, < 2", 1, True),
    (">= 5, < 2", 3, False),
    ("!= 5", 3, True),
    ("= 5", 5, True),
    ("[1..5)", 5, False),
    ("]1..5[", 3, True),
    ('"a", "b"', "b", True),
    ('not("a", "b")', "b", False),
    ('not("a", "b")', "c", True),
    ("not(< 5)", None, True),
    ("not(true) = false", True, True),
    ("not(? = 5)", 6, True),
    ("null", None, True),
    ("null", 1, False),
    ("true", True, True),
    ("true", False, False),
    ("true", 5, True),
    ("? > 3 and ? < 10", 5, True),
    ("? > 3 and ? < 10", 15, False),
    ("? = true", False, False),
    ("count(?) = 2", [1, 2], True),
    ("[1, 2, 3]", 2, True),
    ("[1, 2, 3]", [1, 2, 3], True),
    ("[[1..3], 7]", 2, True),
    ("[[1..3], 7]", 5, False),
    ("list contains([1, 2], ?)", 2, True),
    ('if ? = "x" then "a" else "b"', "b", True),
    ('contains(?, "a")', None, False),
    ("? + 1", None, False),
    ("limit", 7, True),
    ("limits", 7, True),
    ("missing", None, True),
    ("[null..5]", 3, False),
]


@pytest.mark.parametrize(("text", "value", "expected"), UNARY_TESTS, ids=ids)
def test_input_passes(text: str, value: Any, expected: bool) -> None:
    assert passes(text, value, limit=7, limits=[7, 8]) is expected


IN = [
    ("5 in (1, 5)", "true"),
    ("5 in 5", "true"),
    ("5 in > 3", "true"),
    ("5 in (> 3)", "true"),
    ("5 in (< 3, > 7)", "false"),
    ("5 in [1..10]", "true"),
    ("5 in (5..10]", "false"),
    ("5 in (1..10)", "true"),
    ("5 in ]1..10[", "true"),
    ("5 in [[1..3], [4..6]]", "true"),
    ("5 in ([1..3], [4..6])", "true"),
    ("[1..3] in [[1..3]]", "true"),
    ("[1..3] in [1..3]", "true"),
    ('5 in "a"', "null"),
    ('5 in ("a", "b")', "false"),
    ("null in [1..3]", "null"),
    ("5 in (null..10]", "null"),
    ('5 in ["a".."c"]', "null"),
    ("5 in (list)", "true"),
    ("5 in (list)[1]", "false"),
    ("5 in (1 + 4)", "true"),
    ("5 in (1) + 4", "true"),
    ("5 in -(-5)", "true"),
    ("5 in [1, 5][2]", "true"),
    ('"a" in ("a")', "true"),
    ("5 in (> 1) and 2 in (1, 2)", "true"),
    ("5 in null", "false"),
    ('@"2020-01-05" in [@"2020-01-01"..@"2020-01-31"]', "true"),
]


@pytest.mark.parametrize(("text", "expected"), IN, ids=ids)
def test_in_takes_tests(text: str, expected: str) -> None:
    assert written(text, list=[4, 5]) == expected


def test_incomparable_input_is_told() -> None:
    assert codes('5 in "a"') == ["not_comparable"]


def test_tests_see_the_input_from_an_outer_scope() -> None:
    run = feel.Run()
    scope = feel.Scope({"?": feel.from_python(5)}, None, run).inner({"x": feel.from_python(5)})

    assert feel.parse_tests("x").evaluator(scope) is True
    assert feel.parse_tests("x").evaluator(feel.Scope({}, None, run)) is True
