"""The collector leaves alone what the program has loaded."""

import gc

import pytest

from web.memory import settle


@pytest.fixture
def collector():
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_settled_program_is_not_collected_again(collector):
    settle()

    assert gc.get_freeze_count() > 10_000
    assert gc.get_threshold()[0] > 10_000
