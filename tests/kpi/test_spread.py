"""How values lie."""

import pytest

from kpi.spread import Spread, pack, percentile, spread, unpack


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([7], 90, 7.0),
        ([1, 2], 50, 1.5),
        ([1, 2, 3], 50, 2.0),
        ([1, 2, 3, 4, 5], 90, 4.6),
        ([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100], 90, 90.0),
    ],
)
def test_percentile_is_that_of_spreadsheets(values, percent, expected):
    assert percentile(values, percent) == pytest.approx(expected)


def test_spread_of_values_in_any_order():
    assert spread([5, 1, 4, 2, 3]) == Spread(5, 3.0, 4.6, 3.0)


def test_fewer_than_five_values_are_hidden():
    assert spread([1, 2, 3, 4]) == Spread(4)
    assert spread([]) == Spread(0)


def test_packed_values_come_back():
    packed = [pack([3, 1]), pack([]), pack([2**40, 2])]

    assert packed[0] == b"\x01\0\0\0\x03\0\0\0"
    assert unpack(packed) == [1, 3, 2, 2**32 - 1]
