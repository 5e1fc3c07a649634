"""Functions that relate points and ranges, and ranges themselves."""

import pytest

from tests.decisions.feel.evaluating import ids, written

RELATIONS_FOLLOW_THE_TABLE = [
    ("before(1, 10)", "true"),
    ("before(10, 1)", "false"),
    ("before(1, [1..10])", "false"),
    ("before(1, (1..10])", "true"),
    ("before([1..5), 5)", "true"),
    ("before([1..5], (5..10])", "true"),
    ("before([1..5], [5..10])", "false"),
    ("before((> 5), 10)", "false"),
    ('before(1, "a")', "null"),
    ("before(point1: 1, point2: 2)", "true"),
    ("before(range1: [1..2], range2: [3..4])", "true"),
    ("before(point: 1, range: [3..4])", "true"),
    ("after(12, [1..10])", "true"),
    ("after([11..20], 10)", "true"),
    ("after(range: [11..20], point: 12)", "false"),
    ("meets([1..5], [5..10])", "true"),
    ("meets([1..5), [5..10])", "false"),
    ("meets([1..5], (> 5))", "false"),
    ("meets((>= 1), [5..10])", "false"),
    ("met by([5..10], [1..5])", "true"),
    ("met by(range1: [5..10], range2: [1..5))", "false"),
    ("overlaps([1..5], [3..8])", "true"),
    ("overlaps([1..5], [5..8])", "true"),
    ("overlaps([1..5), [5..8])", "false"),
    ("overlaps([6..8], [1..5])", "false"),
    ("overlaps before([1..5], [3..8])", "true"),
    ("overlaps before([1..5), (1..5])", "true"),
    ("overlaps before([3..8], [1..5])", "false"),
    ("overlaps after([3..8], [1..5])", "true"),
    ("overlaps after((1..5], [1..5))", "true"),
    ("finishes(10, [1..10])", "true"),
    ("finishes(10, [1..10))", "false"),
    ("finishes([5..10], [1..10])", "true"),
    ("finishes((1..10], [1..10])", "true"),
    ("finishes([1..10], (1..10])", "false"),
    ("finished by([1..10], 10)", "true"),
    ("finished by([1..10], [5..10])", "true"),
    ("includes([1..10], 5)", "true"),
    ("includes((1..10], 1)", "false"),
    ("includes([1..10], [1..10))", "true"),
    ("includes((1..10], [1..10])", "false"),
    ("includes(5, [1..10])", "null"),
    ("during(5, [1..10])", "true"),
    ("during([4..6], [1..10])", "true"),
    ("starts(1, [1..10])", "true"),
    ("starts(1, (1..10])", "false"),
    ("starts([1..5], [1..10])", "true"),
    ("starts([1..10], [1..10))", "false"),
    ("started by([1..10], 1)", "true"),
    ("started by([1..10], [1..5))", "true"),
    ("coincides(1, 1)", "true"),
    ("coincides([1..5], [1..5))", "false"),
    ('coincides(@"2020-01-01", @"2020-01-01")', "true"),
    ("coincides([1..5], 5)", "null"),
]


@pytest.mark.parametrize(("text", "expected"), RELATIONS_FOLLOW_THE_TABLE, ids=ids)
def test_relations_follow_the_table(text: str, expected: str) -> None:
    assert written(text) == expected


RANGES_ARE_READ_FROM_TEXTS = [
    ('range("[1..3]")', "[1..3]"),
    ('range("]1..3[")', "(1..3)"),
    ('range("(-3..-1.5)")', "(-3..-1.5)"),
    ('range("[\\"a\\"..\\"c\\"]")', '["a".."c"]'),
    ('range("[@\\"2020-01-01\\"..@\\"2020-01-02\\"]")', "[2020-01-01..2020-01-02]"),
    ('range("[date(2020,1,1)..date(\\"2020-01-02\\")]")', "[2020-01-01..2020-01-02]"),
    ('range("(null..3]")', "(null..3]"),
    ('range("[1..null)")', "[1..null)"),
    ('range("[null..3]")', "null"),
    ('range("(null..null)")', "null"),
    ('range("[1..null]")', "null"),
    ('range("[3..1]")', "null"),
    ('range("[1..\\"a\\"]")', "null"),
    ('range("[true..false]")', "null"),
    ('range("[1+1..3]")', "null"),
    ('range("[date(string(1))..@\\"2020-01-01\\"]")', "null"),
    ('range("[foo(1)..3]")', "null"),
    ('range("[a..b]")', "null"),
    ('range("1")', "null"),
    ('range("[1..")', "null"),
    ("range([1..3])", "null"),
]


@pytest.mark.parametrize(("text", "expected"), RANGES_ARE_READ_FROM_TEXTS, ids=ids)
def test_ranges_are_read_from_texts(text: str, expected: str) -> None:
    assert written(text) == expected


RANGES_ARE_VALUES = [
    ("[1..5] = [1..5]", "true"),
    ("[1..5] = [1..5)", "false"),
    ("[1..5] = [1..6]", "false"),
    ("(> 5) = (5..6)", "false"),
    ("(> 5) = (> 5)", "true"),
    ("(>= 5)", "(>= 5)"),
    ("(< 5)", "(< 5)"),
    ("(<= 5).end included", "true"),
    ("(= 5)", "(= 5)"),
    ("(= 5).start", "5"),
    ("(!= 5)", "null"),
    ("[5..1]", "null"),
    ('[1.."a"]', "null"),
    ("[null..5]", "null"),
    ("[1..5](3)", "true"),
    ("(< 5)(3)", "true"),
    ("(> 5)(3)", "false"),
    ("[1..5](7)", "false"),
    ("[1..5](x: 3)", "null"),
]


@pytest.mark.parametrize(("text", "expected"), RANGES_ARE_VALUES, ids=ids)
def test_ranges_are_values(text: str, expected: str) -> None:
    assert written(text) == expected
