"""Functions that draw one value from many."""

import pytest

from tests.decisions.feel.evaluating import ids, written

AGGREGATES_FOLLOW_THE_STANDARD = [
    ("min([3, 1, 2])", "1"),
    ("min(3, 1, 2)", "1"),
    ('min("b", "a")', '"a"'),
    ("min([])", "null"),
    ('min([1, "a"])', "null"),
    ("min([true, false])", "null"),
    ("min()", "null"),
    ("min(null)", "null"),
    ('max([@"P1D", @"PT36H"])', "P1DT12H"),
    ('max([@"2020-01-01", @"2021-01-01"])', "2021-01-01"),
    ("max(1, 3, 2)", "3"),
    ("max([[1]])", "null"),
    ("sum([1, 2, 3])", "6"),
    ("sum(1, 2, 3)", "6"),
    ("sum([])", "null"),
    ("sum([1, null])", "null"),
    ('sum([@"P1D", @"PT12H"])', "P1DT12H"),
    ('sum([@"P1M", @"P1Y"])', "P1Y1M"),
    ('sum([@"P1D", @"P1Y"])', "null"),
    ('sum([@"P1D", @"2020-01-01"])', "null"),
    ('sum("a")', "null"),
    ("mean([1, 2, 3])", "2"),
    ("mean(1, 2)", "1.5"),
    ("mean([])", "null"),
    ('mean([1, "a"])', "null"),
    ("product([2, 3, 4])", "24"),
    ("product(2, null)", "null"),
    ("product([])", "null"),
    ("median(8, 2, 5, 3, 4)", "4"),
    ("median([6, 1, 2, 3])", "2.5"),
    ("median([])", "null"),
    ("stddev(2, 4, 7, 5)", "2.081665999466132735282297706979931"),
    ("stddev([47])", "null"),
    ('stddev(1, "a")', "null"),
    ("mode(6, 3, 9, 6, 6)", "[6]"),
    ("mode([6, 1, 9, 6, 1])", "[1, 6]"),
    ("mode([])", "[]"),
    ("mode([1, null])", "null"),
    ("all([true, false])", "false"),
    ("all([true, null])", "null"),
    ("all([null, false])", "false"),
    ("all([])", "true"),
    ("all(true, true)", "true"),
    ("all(0)", "null"),
    ("all()", "null"),
    ("any([false, true])", "true"),
    ("any([false, null])", "null"),
    ("any([null, true])", "true"),
    ("any([])", "false"),
    ("any(false, false)", "false"),
    ("any()", "null"),
    ("not(true)", "false"),
    ("not(null)", "null"),
    ('not("true")', "null"),
    ("not(negand: false)", "true"),
]


@pytest.mark.parametrize(("text", "expected"), AGGREGATES_FOLLOW_THE_STANDARD, ids=ids)
def test_aggregates_follow_the_standard(text: str, expected: str) -> None:
    assert written(text) == expected
