"""Errors cross the border between processes with all they tell."""

import pickle

import pytest

from decisions import DecisionsError, dmn, feel


def raised(act: object) -> DecisionsError:
    with pytest.raises(DecisionsError) as caught:
        act()  # type: ignore[operator]
    return caught.value


ACTS = [
    lambda: feel.parse("1 +"),
    lambda: feel.parse("for i in 1..100 return i").evaluate({}, limits=feel.Limits(steps=5)),
    lambda: dmn.read(b"<a/>"),
]


@pytest.mark.parametrize("act", ACTS, ids=["syntax", "limit", "file"])
def test_errors_are_pickled(act: object) -> None:
    error = raised(act)

    again = pickle.loads(pickle.dumps(error))

    assert type(again) is type(error)
    assert (str(again), vars(again)) == (str(error), vars(error))
