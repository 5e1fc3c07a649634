"""A sample of `make chaos`: the server is killed amid running cases."""

import pytest

from bench import chaos


@pytest.mark.slow
def test_nothing_is_lost_or_doubled_by_kill_9():
    report = chaos.trial(cases=6, kills=2, rounds=1, seed=20)

    assert "2 kills, 6 cases of 1 rounds" in report
    assert "6 mails, none twice" in report


@pytest.mark.slow
@pytest.mark.postgres
def test_nothing_is_lost_or_doubled_on_postgresql(postgres):
    assert "none twice" in chaos.trial(cases=6, kills=1, rounds=1, seed=21, url=postgres())
