"""Numbers that were passed over."""

from datetime import timedelta

import pytest

from engine.queries.events import Sighting
from kpi.gaps import Gap, holes, remaining
from tests.kpi.logs import START

GAP = Gap(10, 14, writer=100, noticed_at=START)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("there", "expected"),
    [
        ([], [(10, 14)]),
        ([10], [(11, 14)]),
        ([12], [(10, 11), (13, 14)]),
        ([14], [(10, 13)]),
        ([10, 11, 12, 13, 14], []),
        ([11, 13], [(10, 10), (12, 12), (14, 14)]),
    ],
)
def test_holes_are_what_is_not_there(there, expected):
    assert holes(10, 14, there) == expected


@pytest.mark.parametrize(
    ("oldest_writer", "later", "left"),
    [(99, MINUTE, True), (100, MINUTE / 2, True), (100, MINUTE, False), (None, MINUTE, False)],
    ids=["its writer may live", "too soon", "nobody is left", "one writer at a time"],
)
def test_gap_is_given_up_when_nobody_can_fill_it(oldest_writer, later, left):
    assert bool(remaining({GAP: []}, oldest_writer, START + later)) is left


def test_what_appeared_is_no_gap_any_more():
    found = remaining({GAP: [Sighting(12, "a")]}, 5, START)

    assert [(gap.first_seq, gap.last_seq) for gap in found] == [(10, 11), (13, 14)]
    assert {gap.writer for gap in found} == {100}
