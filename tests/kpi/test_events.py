"""The door to the event log."""

import pytest
from sqlalchemy import text

from engine.queries import events


@pytest.fixture
def filled(session, log):
    log.add("a", "created", 0)
    log.add("b", "created", 1)
    log.add(None, "failed", 1)
    log.add("a", "completed", 2)
    log.add("b", "completed", 3)
    log.write(session)
    return session


def test_entries_of_a_case_are_in_order(filled):
    assert [(e.seq, e.lifecycle) for e in events.entries(filled, "a")] == [
        (1, "created"),
        (4, "completed"),
    ]
    assert events.entries(filled, "none") == []


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
def test_a_page_holds_whole_cases(filled, limit):
    found, after = [], ""
    while page := events.entries_by_case(filled, after, limit):
        found.append([entry.seq for entry in page])
        after = page[-1].instance_id

    assert [seq for page in found for seq in page] == [1, 4, 2, 5]
    assert all(page in ([1, 4], [2, 5], [1, 4, 2, 5]) for page in found)


def test_sightings_tell_what_is_there(filled):
    assert events.sightings(filled, 2, 4) == [(2, "b"), (3, None), (4, "a")]
    assert events.sightings(filled, 2, limit=1) == [(2, "b")]
    assert events.last_seq(filled) == 5


def test_missing_numbers_are_found(filled):
    filled.execute(text("DELETE FROM event_log WHERE seq IN (1, 3, 4)"))

    assert events.missing(filled, 5) == [(1, 1), (3, 4)]
    assert events.missing(filled, 2) == [(1, 1)]


def test_sqlite_knows_no_other_writers(filled):
    assert events.oldest_writer(filled) is None
    assert events.next_writer(filled) is None


def test_empty_log_has_no_last_number(session):
    assert events.last_seq(session) == 0
    assert events.missing(session, 0) == []
