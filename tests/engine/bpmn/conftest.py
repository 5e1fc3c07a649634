"""Every execution test runs twice: straight, and saved and loaded after each step of a token."""

import functools

import pytest

from tests.engine.bpmn.play import Play


@pytest.fixture(params=[False, True], ids=["straight", "stepwise"])
def play(request):
    """Play a process; see play.py."""
    return functools.partial(Play, stepwise=request.param)
