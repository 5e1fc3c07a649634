"""Reading the log into the roll-ups: whatever the order, they are what reading it at once gives."""

import random
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import sessionmaker

from engine.base import Base, open_database, table
from engine.queries import events
from engine.tables import Event
from kpi import LogReadAtOnceError, state, tables
from tests.kpi.conftest import Reader
from tests.kpi.logs import START, random_log

DERIVED = (
    tables.KpiCase,
    tables.KpiActivity,
    tables.KpiIncident,
    tables.KpiCaseDay,
    tables.KpiActivityDay,
    tables.KpiPersonDay,
)


def rolled_up(session):
    return {
        entity.__tablename__: sorted(session.execute(select(table(entity))).all(), key=str)
        for entity in DERIVED
    }


def recomputed(sessions):
    """What the roll-ups are when the whole log is read at once."""
    reader = Reader(sessions)
    reader.rebuild()
    reader.all(limit=100_000)
    with sessions() as session:
        return rolled_up(session)


def test_empty_log_is_read(memory, reader):
    with memory() as session:
        assert not state(session).complete
    reader.all()

    with memory() as session:
        assert state(session) == (True, START)
        assert not any(rolled_up(session).values())


def test_reading_on_adds_what_is_new(memory, reader, log):
    log.add("c", "created", 0)
    log.task("c", "check", 3, (0, 1, 2))
    log.add("c", "completed", 2)
    with memory() as session:
        log.write(session, 0, 3)
        reader.all()
        before = session.execute(select(tables.KpiCase.status)).scalars().all()
        session.commit()
        log.write(session, 3)
        assert reader.once() == (len(log.rows) - 3, False)

        assert before == ["open"]
        assert session.execute(select(tables.KpiCase.status)).scalars().all() == ["completed"]
        assert reader.once() == (0, False)


def test_another_time_zone_begins_anew(memory, reader, log):
    log.add("c", "created", 15)  # half past midnight in Tehran, 21:00 in London
    with memory() as session:
        log.write(session)
    days = []
    for zone in ("Asia/Tehran", "Europe/London"):
        reader.in_zone(ZoneInfo(zone)).all()
        with memory() as session:
            days.append(session.scalar(select(tables.KpiCaseDay.day)))

    assert days[0] - days[1] == 1


@pytest.mark.parametrize("begun", [True, False], ids=["reading on", "the first time"])
def test_slower_of_two_readers_is_refused(sessions, log, monkeypatch, begun):
    log.add("c", "created", 0)
    slow, fast = Reader(sessions), Reader(sessions)
    if begun:
        slow.all()
    with sessions() as session:
        log.write(session)
    plain = events.last_seq if not begun else events.oldest_writer

    def interrupted(session):
        monkeypatch.undo()
        fast.once()
        return plain(session)

    # the other one has to come exactly between reading and writing
    monkeypatch.setattr(events, plain.__name__, interrupted)
    with pytest.raises(LogReadAtOnceError):
        slow.once()

    slow.all()
    with sessions() as session:
        assert len(rolled_up(session)["kpi_case"]) == 1


def test_entry_of_no_case_is_passed_over(memory, reader, log):
    log.add("c", "created", 0)
    with memory() as session:
        log.write(session)
        reader.all()
        log.add(None, "failed", 1, activity_id="timer")
        log.write(session, 1)
        assert reader.once() == (1, False)

        assert rolled_up(session)["kpi_incident"] == []


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(
    chance=st.randoms(use_true_random=False),
    parts=st.lists(st.integers(1, 60), max_size=4),
    limits=st.lists(st.sampled_from([1, 7, 30, 1000]), min_size=1, max_size=4),
    again=st.integers(0, 8),
)
def test_any_interleaving_gives_the_same(sessions, chance, parts, limits, again):
    log = random_log(chance, cases=8)
    with sessions() as session:
        session.execute(delete(Event))
        session.commit()
    reader, written = Reader(sessions), 0
    reader.rebuild()
    for number, part in enumerate([*parts, len(log.rows)]):
        with sessions() as session:
            log.write(session, written, written + part)
        written += part
        if number == again:
            reader.rebuild()
        for limit in limits:
            reader.once(limit)  # may be in the middle of filling when more is written
    reader.all(limits[0])

    with sessions() as session:
        found = rolled_up(session)
    assert found == recomputed(sessions)


class Writers:
    """Transactions on PostgreSQL that end in another order than they took their numbers."""

    def __init__(self, sessions):
        self.sessions, self.open = sessions, []

    def write(self, rows):
        session = self.sessions()
        session.execute(insert(table(Event)), rows)
        self.open.append(session)

    def end(self, number, *, commit):
        session = self.open.pop(number % len(self.open))
        session.commit() if commit else session.rollback()
        session.close()


@pytest.fixture
def on_postgresql(postgres):
    opened = open_database(postgres(), pool_size=20)
    Base.metadata.create_all(opened)
    yield sessionmaker(opened)
    opened.dispose()


@pytest.mark.postgres
def test_late_commit_below_the_last_number_is_read(on_postgresql, log):
    log.add("slow", "created", 0)
    log.add("fast", "created", 0)
    writers, reader = Writers(on_postgresql), Reader(on_postgresql)
    reader.all()
    writers.write(log.rows[:1])
    writers.write(log.rows[1:])
    writers.end(1, commit=True)
    first = reader.once()
    reader.now += timedelta(hours=1)
    none_yet = reader.once()
    writers.end(0, commit=True)
    second = reader.once()

    with on_postgresql() as session:
        assert (first.entries, none_yet.entries, second.entries) == (1, 0, 1)
        assert len(rolled_up(session)["kpi_case"]) == 2
        assert session.scalars(select(tables.KpiGap.first_seq)).all() == []


@pytest.mark.postgres
def test_number_of_an_undone_transaction_is_given_up(on_postgresql, log):
    log.add("undone", "created", 0)
    log.add("done", "created", 0)
    writers, reader = Writers(on_postgresql), Reader(on_postgresql)
    reader.all()
    writers.write(log.rows[:1])
    writers.write(log.rows[1:])
    writers.end(1, commit=True)
    writers.end(0, commit=False)

    gaps = []
    for minutes in (0, 0, 2):
        reader.now += timedelta(minutes=minutes)
        reader.once()
        with on_postgresql() as session:
            gaps.append(session.scalars(select(tables.KpiGap.first_seq)).all())
    assert gaps == [[1], [1], []]


@pytest.mark.postgres
def test_commit_while_rebuilding_is_read(on_postgresql, log):
    log.add("slow", "created", 0)
    log.add("fast", "created", 0)
    writers, reader = Writers(on_postgresql), Reader(on_postgresql)
    writers.write(log.rows[:1])
    writers.write(log.rows[1:])
    writers.end(1, commit=True)
    reader.all()
    writers.end(0, commit=True)
    reader.all()

    with on_postgresql() as session:
        assert len(rolled_up(session)["kpi_case"]) == 2


@pytest.mark.postgres
@pytest.mark.parametrize("seed", range(6))
def test_writers_in_any_order_lose_nothing(on_postgresql, seed):
    chance = random.Random(seed)
    log = random_log(chance, cases=8)
    writers, reader, written = Writers(on_postgresql), Reader(on_postgresql), 0
    while written < len(log.rows) or writers.open:
        reader.now += timedelta(seconds=chance.randrange(90))
        what = chance.choice(["write", "write", "end", "read", "rebuild"])
        if what == "write" and written < len(log.rows) and len(writers.open) < 6:
            part = chance.randint(1, 9)
            writers.write(log.rows[written : written + part])
            written += part
        elif what == "end" and writers.open:
            writers.end(chance.randrange(9), commit=chance.random() < 0.85)
        elif what == "rebuild" and chance.random() < 0.1:
            reader.rebuild()
        else:
            reader.once(chance.choice([3, 1000]))
    reader.all()

    with on_postgresql() as session:
        found = rolled_up(session)
    assert found == recomputed(on_postgresql)
