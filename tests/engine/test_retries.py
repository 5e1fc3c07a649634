"""Retry cycles."""

from datetime import timedelta

import pytest

from engine import retries

MINUTES = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "tries", "pauses"),
    [
        ("R3/PT10M", 3, [10, 10, 10]),
        (" R5/PT30M ", 5, [30, 30]),
        ("PT10M,PT17M,PT20M", 4, [10, 17, 20, 20]),
        ("PT5M", 2, [5, 5]),
        ("R1/P1DT1H", 1, [25 * 60]),
        ("R2/P1W", 2, [7 * 24 * 60]),
        ("R2/PT30,5S", 2, [30.5 / 60]),
        ("R2/P1Y2M", 2, [425 * 24 * 60]),
        ("R0/PT1M", 1, [1]),
    ],
)
def test_cycle_gives_tries_and_pauses(text, tries, pauses):
    cycle = retries.parse(text)

    assert cycle.tries == tries == retries.first_retries(text)
    assert [cycle.pause(n) for n in range(1, len(pauses) + 1)] == [p * MINUTES for p in pauses]


@pytest.mark.parametrize(
    "text",
    ["", "P", "PT", "R3", "R/PT1M", "R3/", "10 minutes", "PT10M,", "R3/PT1M,PT2M", "P99999999999D"],
)
def test_nonsense_is_refused(text):
    with pytest.raises(ValueError, match=r"retry cycle|too long"):
        retries.parse(text)


def test_default_doubles_its_pause():
    cycle = retries.cycle(None)

    assert cycle.tries == 3
    assert [cycle.pause(n).total_seconds() for n in (1, 2, 3)] == [30, 60, 120]


def test_pause_stays_bounded():
    assert retries.cycle(None).pause(10_000) == retries.LONGEST


def test_cycle_an_expression_got_wrong_is_the_default(caplog):
    assert retries.cycle("often") == retries.DEFAULT
    assert "'often' is no retry cycle" in caplog.text
