"""Functions with regular expressions."""

import pytest

from decisions import feel
from decisions.feel.functions.pattern_size import unrolled_size
from tests.decisions.feel.evaluating import ids, written

PATTERNS_ARE_THOSE_OF_XPATH = [
    ('matches("foobar", "^fo*b")', "true"),
    ('matches("foobar", "^Fo*bar", "i")', "true"),
    ('matches("foobar", "f o o", "x")', "true"),
    ('matches("foo bar", "foo[ ]bar", "x")', "true"),
    ('matches("a\\nb", "a.b", "s")', "true"),
    ('matches("a\\nb", "^b", "m")', "true"),
    ('matches("a\\nb", "a.b")', "false"),
    ('matches("a.b", "a.b", "q")', "true"),
    ('matches("aXb", "a.b", "q")', "false"),
    ('matches("foobar", "fo", null)', "true"),
    ('matches("foobar", "fo", "w")', "null"),
    ('matches("foobar", "(")', "null"),
    ('matches("foobar", "a{5001}b{50000}")', "null"),
    ('matches(null, "a")', "null"),
    ('matches("a1-b", "[\\\\d]-[a-z-[aeiou]]")', "true"),
    ('matches("helloabc", "\\\\p{L}+")', "true"),
    ('matches(input: "foobar", pattern: "bar$")', "true"),
    ('replace("banana", "a", "o")', '"bonono"'),
    ('replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")', '"[1=ab][2=]cd"'),
    ('replace("abracadabra", "a.*?a", "*")', '"*c*bra"'),
    ('replace("abc", "(b)", "<$0$12>")', '"a<bb2>c"'),
    ('replace("abc", "b", "$3")', '"ac"'),
    ('replace("abc", "b", "\\\\$1")', '"a$1c"'),
    ('replace("abc", "b", "\\\\\\\\")', '"a\\\\c"'),
    ('replace("abc", "b", "\\\\x")', "null"),
    ('replace("abc", "b", "$x")', "null"),
    ('replace("a$b", "(\\\\$)", "<$1>")', '"a<$>b"'),
    ('replace("abc", "x*", "-")', "null"),
    ('replace("a.c", ".", "$1", "q")', '"a$1c"'),
    ('replace("ABC", "b", "-", "i")', '"A-C"'),
    ('replace(input: "abc", pattern: "[a-z]", replacement: "#")', '"###"'),
    ('split("John Doe", "\\\\s")', '["John", "Doe"]'),
    ('split("a;b;c;;", ";")', '["a", "b", "c", "", ""]'),
    ('split("a1b2c", "([0-9])")', '["a", "b", "c"]'),
    ('split("abc", "")', "null"),
    ('split("abc", "x*")', "null"),
    ('split("ab", "[")', "null"),
]


@pytest.mark.parametrize(("text", "expected"), PATTERNS_ARE_THOSE_OF_XPATH, ids=ids)
def test_patterns_are_those_of_xpath(text: str, expected: str) -> None:
    assert written(text) == expected


def test_slow_pattern_is_stopped() -> None:
    expression = feel.parse('matches(text, "(a|aa)+$")')

    with pytest.raises(feel.LimitExceededError) as caught:
        expression.evaluate({"text": "a" * 50 + "b"}, limits=feel.Limits(seconds=0.05))

    assert caught.value.limit == "seconds"


def test_many_parts_are_stopped() -> None:
    expression = feel.parse('split(text, ",")')

    with pytest.raises(feel.LimitExceededError, match="more than 10 items"):
        expression.evaluate({"text": "," * 50}, limits=feel.Limits(items=10))


@pytest.mark.parametrize(
    ("pattern", "size"),
    [
        ("abc", 3),
        ("(ab){3}", 9),
        ("[a-z]{2,5}x", 6),
        ("a{2,}", 2),
        (r"\{3}", 3),
        ("a)", 2),
        ("a+?", 1),
    ],
    ids=ids,
)
def test_size_of_pattern_is_estimated(pattern: str, size: int) -> None:
    assert unrolled_size(pattern) == size
