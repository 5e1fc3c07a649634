"""Statements of the hot path, compiled once: SQLAlchemy writes the SQL, each run only fills it in.

Executing a Core statement costs more than SQLite needs for it (cache keys, parameter copies,
results). These go straight to the database's driver and keep what matters: the dialect's SQL, the
types' conversions, SQLAlchemy's errors. Where somebody listens to the statements of an engine
(counting, tracing), they go through SQLAlchemy's connection, so that nothing runs unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Generic, Protocol

import orjson
from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Insert,
    LargeBinary,
    SelectBase,
    Table,
    insert,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Delete, Update
from sqlalchemy.types import TypeEngine

from engine.base import Entity, Json, UtcDateTime, detached, table

Row = Mapping[str, Any]
Change = Insert | Update | Delete
Statement = Change | SelectBase
Convert = Callable[[Any], Any]
Conversions = tuple[tuple[int, Convert], ...]


class Cursor(Protocol):
    """What a statement answers with, as in PEP 249."""

    @property
    def rowcount(self) -> int:
        """How many rows it changed."""

    def fetchone(self) -> Sequence[Any] | None:
        """Return the next row."""

    def fetchall(self) -> Sequence[Sequence[Any]]:
        """Return the rows that are left."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement in one dialect.

    Attributes:
        names: of its parameters, in order.
        known: literals of the statement by name.
        given: position and function of the parameters that the database wants otherwise.
        columns: names of the columns of its result.
        found: position and function of the columns that the database gives otherwise.
    """

    text: str
    names: tuple[str, ...]
    known: Mapping[str, Any]
    given: Conversions
    columns: tuple[str, ...]
    found: Conversions

    def parameters(self, row: Row) -> tuple[Any, ...]:
        if self.known:
            row = {**self.known, **row}
        values = list(map(row.get, self.names))
        _convert(values, self.given)
        return tuple(values)

    def result(self, row: Sequence[Any]) -> list[Any]:
        values = list(row)
        _convert(values, self.found)
        return values


def _convert(values: list[Any], conversions: Conversions) -> None:
    for position, convert in conversions:
        if values[position] is not None:
            values[position] = convert(values[position])


class Prepared:
    """One statement whose parameters are always the same names.

    A name that a row lacks is NULL: defaults of columns are not applied.
    """

    def __init__(self, build: Callable[[str], Statement], columns: Sequence[str] = ()) -> None:
        """Take a function from the dialect's name to the statement.

        Args:
            columns: for an INSERT without VALUES, the columns of each row.
        """
        self._build, self._columns = build, list(columns)
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, rows: Row | Sequence[Row]) -> Cursor:
        """Execute it for one row, or for each of several in one round trip."""
        compiled = self._for(connection.dialect)
        if isinstance(rows, Mapping):
            return _execute(connection, compiled.text, compiled.parameters(rows))
        if len(rows) == 1:
            return _execute(connection, compiled.text, compiled.parameters(rows[0]))
        return _execute(connection, compiled.text, [compiled.parameters(row) for row in rows])

    def all(self, connection: Connection, row: Row) -> list[list[Any]]:
        """Return the rows that a SELECT finds, their columns in the order of the statement."""
        compiled, rows = self._for(connection.dialect), self.run(connection, row).fetchall()
        return [compiled.result(found) for found in rows]

    def first(self, connection: Connection, row: Row) -> list[Any] | None:
        """Return the first row that a SELECT finds, its columns in the order of the statement."""
        found = self.run(connection, row).fetchone()
        if found is None:
            return None
        return self._for(connection.dialect).result(found)

    def first_mapping(self, connection: Connection, row: Row) -> dict[str, Any] | None:
        """Return the first row that a SELECT finds by the names of its columns."""
        values = self.first(connection, row)
        if values is None:
            return None
        return dict(zip(self._for(connection.dialect).columns, values, strict=True))

    def _for(self, dialect: Dialect) -> _Compiled:
        found = self._compiled.get(dialect.name)
        if found is None:
            found = _compile(self._build(dialect.name), dialect, self._columns)
            self._compiled[dialect.name] = found
        return found


def _compile(statement: Statement, dialect: Dialect, columns: list[str]) -> _Compiled:
    if not dialect.positional:  # names cost a dictionary a row
        positional: Any = type(dialect)
        dialect = positional(paramstyle="format")
    compiled = statement.compile(dialect=dialect, column_keys=columns or None)
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - as for all but DDL
    names = tuple(compiled.positiontup or ())
    processors = compiled._bind_processors
    given = ((compiled.binds[n].type, processors.get(n)) for n in names)
    results = compiled._result_columns
    return _Compiled(
        compiled.string,
        names,
        {n: compiled.binds[n].value for n in names if not compiled.binds[n].required},
        _numbered(_given(kind, dialect, convert) for kind, convert in given),
        tuple(column.name for column in results),
        _numbered(_found(column.type, dialect) for column in results),
    )


def _numbered(conversions: Iterable[Any]) -> Conversions:
    return tuple((n, convert) for n, convert in enumerate(conversions) if callable(convert))


def _found(kind: TypeEngine[Any], dialect: Dialect) -> Any:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _given(kind: TypeEngine[Any], dialect: Dialect, convert: Any) -> Any:
    """Return what to do with a parameter; drivers take truth values and bytes as they are."""
    if isinstance(kind, UtcDateTime):
        return _times.setdefault(dialect.name, lru_cache(maxsize=256)(convert))
    if isinstance(kind, Json):
        return orjson.dumps
    return None if isinstance(kind, Boolean | LargeBinary) else convert


# times are converted once: a step writes the same one into every row
_times: dict[str, Convert] = {}


def _execute(connection: Connection, text: str, parameters: Any) -> Cursor:
    if _listened_to(connection):
        return connection.exec_driver_sql(text, parameters)
    raw: Any = connection.connection.dbapi_connection
    cursor = raw.cursor()
    try:
        run = cursor.executemany if isinstance(parameters, list) else cursor.execute
        run(text, parameters)
    except Exception as error:
        raise _translated(connection, text, parameters, error, cursor) from error
    found: Cursor = cursor
    return found


def _listened_to(connection: Connection) -> bool:
    if not (connection._has_events or connection.engine._has_events):
        return False
    events = connection.dispatch
    return bool(events.before_cursor_execute or events.after_cursor_execute)


def _translated(
    connection: Connection, text: str, parameters: Any, error: Exception, cursor: Any
) -> BaseException:
    """Return an error of the driver as SQLAlchemy's; forget a connection that broke."""
    dialect, driver = connection.dialect, connection.dialect.loaded_dbapi
    if not isinstance(error, driver.Error):
        return error
    broken = dialect.is_disconnect(error, connection.connection, cursor)
    if broken:
        connection.invalidate(error)
    return DBAPIError.instance(
        text, parameters, error, driver.Error, connection_invalidated=broken, dialect=dialect
    )


class Lookup(Generic[Entity]):
    """Finds one object of a mapped class by named values, for looking at: no session follows it."""

    def __init__(self, entity: type[Entity], *conditions: ColumnElement[bool]) -> None:
        """Take the conditions; what they compare with is `bindparam`s of their names."""
        self._entity = entity
        self._statement = selecting(select(table(entity)).where(*conditions))

    def one(self, session: Session, **values: Any) -> Entity | None:
        """Return the object, None if there is none; what the session holds back comes first."""
        session.flush()
        row = self._statement.first_mapping(session.connection(), values)
        return None if row is None else detached(self._entity, row)


def inserting(into: Table) -> Prepared:
    """Return the INSERT of whole rows; a key that the database makes is left out."""
    made = into.autoincrement_column
    names = [column.name for column in into.c if column is not made]
    return Prepared(lambda _: insert(into).inline(), names)


def upserting(into: Table, keys: Sequence[str], changed: Sequence[str]) -> Prepared:
    """Return the INSERT of whole rows that, where the keys exist, changes some columns.

    With nothing to change it leaves the row that is there.
    """

    def build(dialect: str) -> Insert:
        statement = dialect_insert(dialect)(into)
        if not changed:
            return statement.on_conflict_do_nothing(index_elements=keys)
        new = {name: statement.excluded[name] for name in changed}
        return statement.on_conflict_do_update(index_elements=keys, set_=new)

    return Prepared(build, [column.name for column in into.c])


def selecting(statement: SelectBase) -> Prepared:
    """Return a SELECT whose parameters are the names of its `bindparam`s."""
    return Prepared(lambda _: statement)


def dialect_insert(dialect: str) -> Callable[[Table], sqlite.Insert]:
    """PostgreSQL's INSERT knows ON CONFLICT by the same methods as SQLite's."""
    if dialect == "postgresql":
        return postgresql.insert  # type: ignore[return-value]
    return sqlite.insert
