"""Literals: what costs no evaluation."""

import pytest

from forms import expressions
from forms.expressions import MISSING


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        (" false ", False),
        ("null", None),
        ("5", 5),
        ("-1.5", -1.5),
        (".5", 0.5),
        ('"a \\" b"', 'a " b'),
        ('"a" + "b"', MISSING),
        ('"open', MISSING),
        ("1 + 1", MISSING),
        ("name", MISSING),
        ("", MISSING),
    ],
)
def test_literals_need_no_feel(text, value):
    assert expressions.literal(text) == value
