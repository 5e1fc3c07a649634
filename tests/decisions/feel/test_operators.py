"""Comparisons, and logic with three values."""

import pytest

from tests.decisions.feel.evaluating import ids, written

VALUES_ARE_COMPARED = [
    ("1 = 1.0", "true"),
    ("[1, 2][1] < [1, 2][2]", "true"),
    ('["a"][1] = ["a"][1]', "true"),
    ('1 = "1"', "null"),
    ('1 != "1"', "null"),
    ("1 != 2", "true"),
    ('"a" = "a"', "true"),
    ('"a" != "b"', "true"),
    ('"a" < "b"', "true"),
    ('"b" <= "a"', "false"),
    ("2 >= 2", "true"),
    ('2 > "1"', "null"),
    ("null = null", "true"),
    ("null != null", "false"),
    ("null = 1", "false"),
    ("1 != null", "true"),
    ("null < 1", "null"),
    ("true = true", "true"),
    ("true < false", "null"),
    ("[1, 2] = [1, 2]", "true"),
    ("[1, 2] = [1]", "false"),
    ('[1, "a"] = [1, 2]', "false"),
    ("[1, 3] = [1, 2]", "false"),
    ("[[1]] = [[1]]", "true"),
    ("{a: 1, b: 2} = {b: 2, a: 1}", "true"),
    ("{a: 1} = {b: 1}", "false"),
    ('{a: 1} = {a: "1"}', "false"),
    ("{a: 1} = [1]", "null"),
    ("count = count", "true"),
    ("count = sum", "false"),
    ('@"10:30:00.1" = @"10:30:00.2"', "true"),
    ('@"10:30:00" = @"10:30:00Z"', "false"),
    ('@"10:30:00" < @"11:30:00Z"', "null"),
    ('@"10:30:00" < @"11:30:00"', "true"),
    ('@"10:30:00" >= @"10:30:00"', "true"),
    ('@"2020-01-01" < @"2020-01-02"', "true"),
    ('@"2020-01-01" <= @"2020-01-01"', "true"),
    ('@"2020-01-01" = @"2020-01-01T00:00:00Z"', "null"),
    ('@"P1D" = @"PT24H"', "true"),
    ('@"P1D" < @"PT25H"', "true"),
    ('@"P1Y" >= @"P12M"', "true"),
    ('@"P1Y" = @"P365D"', "null"),
    ("[1] < [2]", "null"),
    ("1 between 0 and 2", "true"),
    ("1 between 2 and 3", "false"),
    ("1 between null and 3", "null"),
    ('1 between 0 and "a"', "null"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES_ARE_COMPARED, ids=ids)
def test_values_are_compared(text: str, expected: str) -> None:
    assert written(text) == expected


LOGIC_HAS_THREE_VALUES = [
    ("true and true", "true"),
    ("true and false", "false"),
    ("false and null", "false"),
    ("null and false", "false"),
    ("true and null", "null"),
    ("null and null", "null"),
    ("true and 1", "null"),
    ("true and true and false", "false"),
    ("true or null", "true"),
    ("null or true", "true"),
    ("false or null", "null"),
    ("false or false", "false"),
    ('false or "x"', "null"),
    ("false or false or true", "true"),
    ("true or false and false", "true"),
    ("if true then 1 else 2", "1"),
    ("if false then 1 else 2", "2"),
    ("if null then 1 else 2", "2"),
    ('if "x" then 1 else 2', "2"),
    ('if 1 > 0 then "a" else if true then "b" else "c"', '"a"'),
]


@pytest.mark.parametrize(("text", "expected"), LOGIC_HAS_THREE_VALUES, ids=ids)
def test_logic_has_three_values(text: str, expected: str) -> None:
    assert written(text) == expected


TYPES_ARE_TOLD = [
    ("1 instance of number", "true"),
    ('"a" instance of number', "false"),
    ("null instance of number", "false"),
    ("null instance of Null", "true"),
    ("null instance of null", "true"),
    ("1 instance of Null", "false"),
    ("1 instance of Any", "true"),
    ("null instance of Any", "false"),
    ("[1, null] instance of list<number>", "true"),
    ('[1, "a"] instance of list<number>', "false"),
    ("1 instance of list<number>", "false"),
    ("[] instance of list", "true"),
    ("{a: 1} instance of context", "true"),
    ("{a: 1, b: 2} instance of context<a: number>", "true"),
    ("{a: null} instance of context<a: number>", "true"),
    ("{b: 1} instance of context<a: number>", "false"),
    ("1 instance of context<a: number>", "false"),
    ("[1..2] instance of range<number>", "true"),
    ("(> 1) instance of range<number>", "true"),
    ('["a".."b"] instance of range<number>', "false"),
    ("1 instance of range<number>", "false"),
    ("[1..2] instance of range", "true"),
    ("count instance of function", "true"),
    ("count instance of function<list> -> number", "true"),
    ("(function(a) a) instance of function<number> -> number", "true"),
    ("(function(a) a) instance of function<number, number> -> number", "false"),
    ("1 instance of function<number> -> number", "false"),
    ('@"P1D" instance of days and time duration', "true"),
    ('@"P1Y" instance of years and months duration', "true"),
    ('@"2020-01-01T00:00:00" instance of date and time', "true"),
    ("1 instance of tUnknown", "false"),
    ("(-1) instance of number", "true"),
]


@pytest.mark.parametrize(("text", "expected"), TYPES_ARE_TOLD, ids=ids)
def test_types_are_told(text: str, expected: str) -> None:
    assert written(text) == expected
