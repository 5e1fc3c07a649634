"""Functions that make a value of one type from another."""

import pytest

from tests.decisions.feel.evaluating import ids, written

VALUES_ARE_CONVERTED = [
    ('number("1 000.5", " ", ".")', "1000.5"),
    ('number("1.000,5", ".", ",")', "1000.5"),
    ('number("1,000", ",")', "1000"),
    ('number("01")', "1"),
    ('number("-1.5E2")', "-150"),
    ('number("+1")', "null"),
    ('number("1.5.5")', "null"),
    ('number("")', "null"),
    ('number("۱۲")', "null"),
    ('number("1", null, null)', "1"),
    ('number("1", "x", ".")', "null"),
    ('number("1", ",", ",")', "null"),
    ('number("1", ",", "x")', "null"),
    ('number("1E9999999")', "null"),
    ("number(1)", "1"),
    ("number(null)", "null"),
    ('number(from: "1,5", grouping separator: ".", decimal separator: ",")', "1.5"),
    ("string(1.10)", '"1.1"'),
    ('string("a")', '"a"'),
    ("string(null)", "null"),
    ('string([1, "a", null])', '"[1, \\"a\\", null]"'),
    ('string({a: 1, "b c!": "x"})', '"{a: 1, \\"b c!\\": \\"x\\"}"'),
    ('string(@"2020-01-01")', '"2020-01-01"'),
    ("string(true)", '"true"'),
    ("string([1..2))", '"[1..2)"'),
    ("string(from: 1)", '"1"'),
    ('duration("P1DT2H")', "P1DT2H"),
    ('duration("P1Y2M")', "P1Y2M"),
    ('duration("P1Y1D")', "null"),
    ('duration("x")', "null"),
    ('duration(@"P1D")', "P1D"),
    ("duration(null)", "null"),
    ("is(1, 1.0)", "true"),
    ('is(@"10:00:00Z", @"10:00:00+00:00")', "true"),
    ('is(@"10:00:00Z", @"12:00:00+02:00")', "false"),
    ('is(@"2020-01-01", @"2020-01-01T00:00:00Z")', "false"),
    ("is([1, {a: 2}], [1, {a: 2}])", "true"),
    ("is(null, null)", "true"),
    ("is(value1: 1, value2: 2)", "false"),
]


@pytest.mark.parametrize(("text", "expected"), VALUES_ARE_CONVERTED, ids=ids)
def test_values_are_converted(text: str, expected: str) -> None:
    assert written(text) == expected
