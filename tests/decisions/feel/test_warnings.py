"""Why something is null is told."""

import pytest

from tests.decisions.feel.evaluating import codes, ids

WARNED = [
    ("x", ["unknown_name"]),
    ("1 / 0", ["division_by_zero"]),
    ("10 ** 9999", ["out_of_range"]),
    ("0 ** -1", ["out_of_range"]),
    ("1E99999", ["out_of_range"]),
    ('1 + "a"', ["no_result"]),
    ('-"a"', ["no_result"]),
    ('1 < "a"', ["not_comparable"]),
    ('"a" < 1', ["not_comparable"]),
    ("1 between 2 and null", ["not_comparable"]),
    ("true and 1", ["not_boolean"]),
    ("true and null", []),
    ("if 1 then 2 else 3", ["not_boolean"]),
    ('[1, 2]["a"]', ["not_boolean"]),
    ("[1][5]", ["no_such_position"]),
    ("{a: 1}.b", ["unknown_property"]),
    ("null.b", ["unknown_property"]),
    ('@"x"', ["no_value"]),
    ("{a: 1, a: 2}", ["duplicate_key"]),
    ("[2..1]", ["descending_range"]),
    ("[null..1]", ["not_comparable"]),
    ("(!= 1)", ["no_value"]),
    ("for i in null return i", ["not_iterable"]),
    ("some i in null satisfies i", ["not_iterable"]),
    ("every i in [1] satisfies i", ["not_boolean"]),
    ('substring("a")', ["wrong_arguments"]),
    ('substring(text: "a")', ["wrong_arguments"]),
    ('substring("a", 0)', ["no_value"]),
    ('substring(string: "a")', ["wrong_arguments"]),
    ("exp(1E6000)", ["no_value"]),
    ("date(2021, 2, 29)", ["no_value"]),
    ("(function(a) a)()", ["wrong_arguments"]),
    ('(function(a: number) a)("x")', ["wrong_type"]),
    ("1(2)", ["not_a_function"]),
    ("null(2)", []),
    ("function() external {}", ["external_function"]),
    ('get value({a: 1}, "b")', []),
]


@pytest.mark.parametrize(("text", "expected"), WARNED, ids=ids)
def test_cause_of_null_is_told(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
