"""Functions of texts."""

import pytest

from tests.decisions.feel.evaluating import ids, written

TEXT_FUNCTIONS_FOLLOW_THE_STANDARD = [
    ('substring("foobar", 3)', '"obar"'),
    ('substring("foobar", 3, 3)', '"oba"'),
    ('substring("foobar", -2, 1)', '"a"'),
    ('substring("foobar", -9, 2)', '"fo"'),
    ('substring("foobar", 0)', "null"),
    ('substring("foobar", 3, 0)', "null"),
    ('substring("foobar", 3, null)', '"obar"'),
    ('substring("foobar", 9)', '""'),
    ('substring("\\U01F40Eab", 2)', '"ab"'),
    ('substring(string: "foobar", start position: 3, length: 2)', '"ob"'),
    ('substring(text: "foobar", start position: 3)', "null"),
    ("substring(null, 1)", "null"),
    ('string length("سلام")', "4"),
    ('string length("\\U01F40E")', "1"),
    ("string length(null)", "null"),
    ('upper case("aBc4")', '"ABC4"'),
    ('lower case("aBc4")', '"abc4"'),
    ('substring before("foobar", "bar")', '"foo"'),
    ('substring before("foobar", "xyz")', '""'),
    ('substring before("foobar", "")', '""'),
    ('substring after("foobar", "ob")', '"ar"'),
    ('substring after("foobar", "xyz")', '""'),
    ('substring after("foobar", "")', '"foobar"'),
    ('contains("foobar", "of")', "false"),
    ('contains("foobar", "ob")', "true"),
    ('starts with("foobar", "fo")', "true"),
    ('ends with("foobar", "r")', "true"),
    ('ends with("foobar", 1)', "null"),
    ('string join(["a","b","c"], "_and_")', '"a_and_b_and_c"'),
    ('string join(["a",null,"c"], "-")', '"a-c"'),
    ('string join(["a","b"])', '"ab"'),
    ('string join(["a","b"], null)', '"ab"'),
    ("string join([])", '""'),
    ('string join("a", "-")', '"a"'),
    ('string join(["a", 1], "-")', "null"),
    ('string join(list: ["a","b"], delimiter: "X")', '"aXb"'),
    ('"a" + "b"', '"ab"'),
    ('"a" - "b"', "null"),
]


@pytest.mark.parametrize(("text", "expected"), TEXT_FUNCTIONS_FOLLOW_THE_STANDARD, ids=ids)
def test_text_functions_follow_the_standard(text: str, expected: str) -> None:
    assert written(text) == expected
