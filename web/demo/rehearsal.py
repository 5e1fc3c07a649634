"""A database in memory with a company's processes and people, and none of its cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Integer, Table, insert, select
from sqlalchemy.orm import Session, sessionmaker
from sqlalchemy.pool import StaticPool

from engine.base import Base, open_database

CHUNK = 2_000
DERIVED = "kpi_"  # read from the event log again


def case_tables() -> list[Table]:
    """Return the tables that hold what belongs to cases, those that others refer to first."""
    found = [Base.metadata.tables["value"]]
    for one in Base.metadata.sorted_tables:
        refers = any(key.column.table in found for key in one.foreign_keys)
        ours = one.name == "process_instance" or "instance_id" in one.columns or refers
        if ours and not one.name.startswith(DERIVED):
            found.append(one)
    return found


def open_rehearsal(real: Connection) -> Engine:
    """Return a new database with all that the real one holds but cases and figures."""
    database = open_database(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    Base.metadata.create_all(database)
    cases = case_tables()
    with sessionmaker(database).begin() as session:
        for one in Base.metadata.sorted_tables:
            if one not in cases and not one.name.startswith(DERIVED):
                _write(session, one, (row._asdict() for row in real.execute(select(one))))
    return database


def rows_of_cases(rehearsed: Connection) -> dict[Table, list[dict[str, Any]]]:
    """Return everything that belongs to cases, without what a database counts by itself."""
    found = {}
    for one in case_tables():
        columns = [column for column in one.columns if not _counted(column)]
        statement = select(*columns).order_by(*one.primary_key.columns)
        if "instance_id" in one.columns:
            statement = statement.where(one.c.instance_id.is_not(None))
        found[one] = [row._asdict() for row in rehearsed.execute(statement)]
    return found


def write_cases(session: Session, rows: dict[Table, list[dict[str, Any]]]) -> None:
    """Write what belongs to cases into another database, in order."""
    for one, found in rows.items():
        if one.name == "value":
            _write_values(session, one, found)
        else:
            _write(session, one, found)


def _write_values(session: Session, one: Table, found: list[dict[str, Any]]) -> None:
    """Write large values, which are shared: the same content is there once."""
    there = set(session.scalars(select(one.c.hash)))
    _write(session, one, (row for row in found if row["hash"] not in there))


def _write(session: Session, one: Table, rows: Iterable[dict[str, Any]]) -> None:
    for part in _parts(rows):
        session.connection().execute(insert(one), part)


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while part := list(islice(left, CHUNK)):
        yield part


def _counted(column: Any) -> bool:
    return bool(
        column.primary_key
        and isinstance(column.type, Integer)
        and len(column.table.primary_key.columns) == 1
    )
