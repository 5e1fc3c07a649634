"""Functions that look into lists."""

import pytest

from tests.decisions.feel.evaluating import ids, written

LISTS_ARE_LOOKED_INTO = [
    ("list contains([1, 2, 3], 2)", "true"),
    ("list contains([1, 2, null], null)", "true"),
    ('list contains([1, 2], "1")', "false"),
    ("list contains([[1]], [1])", "true"),
    ("list contains(null, 1)", "null"),
    ("list contains(list: [1], element: 1)", "true"),
    ("index of([1, 2, 3, 2], 2)", "[2, 4]"),
    ("index of([1, null], null)", "[2]"),
    ("index of([1], 5)", "[]"),
    ("count([1, 2, 3])", "3"),
    ("count([])", "0"),
    ("count(null)", "null"),
    ("count(1)", "1"),
    ("count([[], [1]])", "2"),
    ("sublist([1, 2, 3], 2)", "[2, 3]"),
    ("sublist([4, 5, 6], 1, 2)", "[4, 5]"),
    ("sublist([4, 5, 6], -2, 1)", "[5]"),
    ("sublist([4, 5, 6], 0)", "null"),
    ("sublist([4, 5, 6], 4)", "null"),
    ("sublist([4, 5, 6], 2, 5)", "null"),
    ("sublist([4, 5, 6], 2, 0)", "[]"),
    ("sublist([4, 5, 6], 2, null)", "[5, 6]"),
]


@pytest.mark.parametrize(("text", "expected"), LISTS_ARE_LOOKED_INTO, ids=ids)
def test_lists_are_looked_into(text: str, expected: str) -> None:
    assert written(text) == expected
