"""Prepared statements do what SQLAlchemy's own execution does, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import (
    Boolean,
    Column,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    event,
    func,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError, IntegrityError

from engine.base import Json, UtcDateTime, open_database
from engine.statements import Prepared, _listened_to, inserting, selecting, upserting

NOTES = Table(
    "note",
    MetaData(),
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("text", String(20), nullable=False),
    Column("at", UtcDateTime),
    Column("data", Json),
    Column("done", Boolean),
    Column("raw", LargeBinary),
)
INSERT = inserting(NOTES)
BY_ID = selecting(select(NOTES).where(NOTES.c.id == bindparam("wanted")))
COUNT = selecting(select(func.count()).select_from(NOTES).where(NOTES.c.text != bindparam("not")))
NOON = datetime(2026, 3, 21, 12, 30, 15, 250_000, UTC)
NOTE = {"id": 1, "text": "سلام", "at": NOON, "data": {"a": [1]}, "done": True, "raw": b"\0\xff"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def connection(request, tmp_path):
    """A connection to a database with the table."""
    url = f"sqlite:///{tmp_path / 'x.db'}"
    if request.param == "postgresql":
        url = request.getfixturevalue("postgres")()
    database = open_database(url)
    NOTES.metadata.create_all(database)
    with database.connect() as connection:
        yield connection
    database.dispose()


@pytest.fixture(params=["straight", "listened to"])
def way(request, connection):
    """Both ways: to the driver, and through SQLAlchemy when somebody listens."""
    heard = []
    if request.param == "listened to":

        def note(_connection, _cursor, statement, *_):
            heard.append(statement)

        event.listen(connection, "before_cursor_execute", note)
    return heard if request.param == "listened to" else None


def test_values_come_back_as_they_were(connection, way):
    INSERT.run(connection, NOTE)

    assert BY_ID.first_mapping(connection, {"wanted": 1}) == NOTE
    assert way is None or len(way) == 2


def test_sqlalchemy_reads_what_was_written(connection, way):
    there = NOON.astimezone(timezone(timedelta(hours=3.5)))
    INSERT.run(connection, [NOTE, {**NOTE, "id": 2, "at": there, "done": False}])

    rows = connection.execute(select(NOTES).order_by(NOTES.c.id)).mappings().all()
    assert [dict(row) for row in rows] == [NOTE, {**NOTE, "id": 2, "done": False}]


def test_columns_left_out_are_null(connection, way):
    INSERT.run(connection, {"id": 1, "text": "short"})

    assert BY_ID.first(connection, {"wanted": 1}) == [1, "short", None, None, None, None]


def test_nothing_found_is_none(connection, way):
    assert BY_ID.first(connection, {"wanted": 7}) is None
    assert BY_ID.first_mapping(connection, {"wanted": 7}) is None


def test_update_counts_the_rows(connection, way):
    INSERT.run(connection, [{"id": number, "text": "x"} for number in range(3)])
    change = Prepared(
        lambda _: update(NOTES).where(NOTES.c.id < bindparam("most")).values(text="changed")
    )

    assert change.run(connection, {"most": 2}).rowcount == 2
    assert COUNT.first(connection, {"not": "x"}) == [2]


def test_upsert_changes_the_named_columns(connection, way):
    INSERT.run(connection, NOTE)

    upserting(NOTES, ["id"], ["text"]).run(connection, {**NOTE, "text": "new", "done": False})
    upserting(NOTES, ["id"], []).run(connection, {**NOTE, "text": "newer"})

    assert BY_ID.first_mapping(connection, {"wanted": 1}) == {**NOTE, "text": "new"}


def test_errors_are_those_of_sqlalchemy(connection, way):
    INSERT.run(connection, NOTE)
    connection.commit()

    with pytest.raises(IntegrityError, match=r"note|UNIQUE"):
        INSERT.run(connection, NOTE)


def test_naive_times_are_refused(connection, way):
    with pytest.raises(ValueError, match="naive"):
        INSERT.run(connection, {**NOTE, "at": NOON.replace(tzinfo=None)})


def test_rollback_takes_it_back(connection, way):
    with connection.begin():
        INSERT.run(connection, NOTE)
    with connection.begin() as again:
        Prepared(lambda _: delete(NOTES).where(NOTES.c.id == bindparam("gone"))).run(
            connection, {"gone": 1}
        )
        again.rollback()

    assert COUNT.first(connection, {"not": ""}) == [1]


@pytest.mark.postgres
def test_broken_connection_is_forgotten(postgres):
    database = open_database(postgres())
    with database.connect() as connection, database.connect() as other:
        pid = connection.exec_driver_sql("select pg_backend_pid()").scalar()
        connection.commit()
        other.exec_driver_sql(f"select pg_terminate_backend({pid})")

        with pytest.raises(DBAPIError) as caught:
            BY_ID.first(connection, {"wanted": 1})

        assert caught.value.connection_invalidated
        assert connection.invalidated
    database.dispose()


def test_nobody_hears_what_was_not_listened_to(connection):
    heard = []

    def note(*_):
        heard.append(1)

    event.listen(connection.engine, "before_cursor_execute", note)
    event.remove(connection.engine, "before_cursor_execute", note)
    with connection.engine.connect() as other:
        INSERT.run(other, NOTE)
        assert not _listened_to(other)
        event.listen(other, "after_cursor_execute", note)
        assert _listened_to(other)
        other.rollback()
    assert heard == []
