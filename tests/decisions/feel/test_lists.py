"""Functions that make lists of lists."""

import pytest

from tests.decisions.feel.evaluating import ids, written

LIST_FUNCTIONS_FOLLOW_THE_STANDARD = [
    ("append([1], 2, 3)", "[1, 2, 3]"),
    ("append(1, 2)", "[1, 2]"),
    ("append([1], null)", "[1, null]"),
    ("append(null, 1)", "null"),
    ("append(list: [1], item: 2)", "[1, 2]"),
    ("append(list: [1], item: [2, 3])", "[1, 2, 3]"),
    ("concatenate([1, 2], [3])", "[1, 2, 3]"),
    ("concatenate([1], null)", "null"),
    ("concatenate([1], 2)", "[1, 2]"),
    ("insert before([1, 3], 1, 2)", "[2, 1, 3]"),
    ("insert before([1, 3], -1, 2)", "[1, 2, 3]"),
    ("insert before([1, 3], 0, 2)", "null"),
    ("insert before([1, 3], 3, 2)", "null"),
    ("insert before([], 1, 2)", "null"),
    ("remove([1, 2, 3], 2)", "[1, 3]"),
    ("remove([1, 2, 3], -1)", "[1, 2]"),
    ("remove([1], 5)", "null"),
    ("list replace([2, 4, 7, 8], 3, 6)", "[2, 4, 6, 8]"),
    ("list replace([2, 4, 7, 8], -4, 1)", "[1, 4, 7, 8]"),
    ("list replace([1, 2], 0, 6)", "null"),
    ("list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5)", "[5, 5, 7, 8]"),
    ('list replace([1, 2], function(item, newItem) "x", 5)', "null"),
    ("list replace([1, 2], function(item) true, 5)", "null"),
    ("list replace(list: [1, 2], position: 1, newItem: null)", "[null, 2]"),
    ("reverse([1, 2, 3])", "[3, 2, 1]"),
    ("flatten([[1, 2], [[3]], 4])", "[1, 2, 3, 4]"),
    ("distinct values([1, 2, 3, 2, 1])", "[1, 2, 3]"),
    ('distinct values([1, true, "1", null, null, 1.0])', '[1, true, "1", null]'),
    ("distinct values([{a: 1}, {a: 1}, [1], [1], {a: 2}])", "[{a: 1}, [1], {a: 2}]"),
    ('distinct values([@"10:00:00Z", @"12:00:00+02:00", @"10:00:00"])', "[10:00:00Z, 10:00:00]"),
    ("union([1, 2], [2, 3])", "[1, 2, 3]"),
    ("union([1], null)", "null"),
    ("sort([3, 1, 4, 2], function(x, y) x < y)", "[1, 2, 3, 4]"),
    ('sort(list: ["b", "a"], precedes: function(x, y) x < y)', '["a", "b"]'),
    ('sort([{n: 2, v: "b"}, {n: 1, v: "a"}], function(x, y) x.n < y.n).v', '["a", "b"]'),
    ("sort([1, 2], function(x, y) x > y)", "[2, 1]"),
    ("sort([2, 2, 1], function(x, y) x < y)", "[1, 2, 2]"),
    ("sort([3, 1, 3, 2])", "[1, 2, 3, 3]"),
    ("sort([])", "[]"),
    ('sort([1, "a"])', "null"),
    ("sort(null)", "null"),
]


@pytest.mark.parametrize(("text", "expected"), LIST_FUNCTIONS_FOLLOW_THE_STANDARD, ids=ids)
def test_list_functions_follow_the_standard(text: str, expected: str) -> None:
    assert written(text) == expected
