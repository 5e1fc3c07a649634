"""Statements of the hot path, compiled once: SQLAlchemy writes the SQL, each run only fills it in.

Executing a Core statement costs about as much again as SQLite needs for it (cache keys, parameter
copies). These skip that and keep what matters: the dialect's SQL and the types' conversions.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, Connection, CursorResult, Insert, Table, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import Delete, Update

from engine.base import UtcDateTime

Row = Mapping[str, Any]
Change = Insert | Update | Delete
Convert = Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement in one dialect.

    Attributes:
        names: of its parameters, in order.
        known: literals of the statement by name, None for what each row gives.
        conversions: position and function of those that the database wants otherwise.
    """

    text: str
    positional: bool
    names: tuple[str, ...]
    known: Mapping[str, Any]
    conversions: tuple[tuple[int, Convert], ...]

    def parameters(self, row: Row) -> Any:
        filled = {**self.known, **row}
        values = [filled[name] for name in self.names]
        for position, convert in self.conversions:
            if values[position] is not None:
                values[position] = convert(values[position])
        return tuple(values) if self.positional else dict(zip(self.names, values, strict=True))


class Prepared:
    """One INSERT, UPDATE or DELETE whose parameters are always the same names.

    A name that a row lacks is NULL: defaults of columns are not applied.
    """

    def __init__(self, build: Callable[[str], Change], columns: Sequence[str] = ()) -> None:
        """Take a function from the dialect's name to the statement.

        Args:
            columns: for an INSERT without VALUES, the columns of each row.
        """
        self._build, self._columns = build, list(columns)
        self._compiled: dict[str, _Compiled] = {}

    def run(self, connection: Connection, rows: Row | Sequence[Row]) -> CursorResult[Any]:
        """Execute it for one row, or for each of several in one round trip."""
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name) or self._compile(dialect)
        if isinstance(rows, Mapping):
            return connection.exec_driver_sql(compiled.text, compiled.parameters(rows))
        parameters = [compiled.parameters(row) for row in rows]
        return connection.exec_driver_sql(compiled.text, parameters)

    def _compile(self, dialect: Dialect) -> _Compiled:
        statement = self._build(dialect.name)
        compiled = statement.compile(dialect=dialect, column_keys=self._columns or None)
        assert isinstance(compiled, SQLCompiler)  # noqa: S101 - as for every DML statement
        names = tuple(compiled.positiontup or compiled.binds)
        processors = compiled._bind_processors
        conversions = tuple(
            (position, _remembering(compiled.binds[name], convert))
            for position, (name, convert) in enumerate((n, processors.get(n)) for n in names)
            if callable(convert)
        )
        known = {name: _literal(compiled.binds[name]) for name in names}
        found = _Compiled(compiled.string, bool(compiled.positional), names, known, conversions)
        self._compiled[dialect.name] = found
        return found


def _remembering(parameter: BindParameter[Any], convert: Convert) -> Convert:
    """Times are converted once: a step writes the same one into every row."""
    return lru_cache(maxsize=256)(convert) if isinstance(parameter.type, UtcDateTime) else convert


def _literal(parameter: BindParameter[Any]) -> Any:
    return None if parameter.required else parameter.value


def inserting(table: Table) -> Prepared:
    """Return the INSERT of whole rows; a key that the database makes is left out."""
    made = table.autoincrement_column
    names = [column.name for column in table.c if column is not made]
    return Prepared(lambda _: insert(table).inline(), names)


def upserting(table: Table, keys: Sequence[str], changed: Sequence[str]) -> Prepared:
    """Return the INSERT of whole rows that, where the keys exist, changes some columns.

    With nothing to change it leaves the row that is there.
    """

    def build(dialect: str) -> Insert:
        statement = dialect_insert(dialect)(table)
        if not changed:
            return statement.on_conflict_do_nothing(index_elements=keys)
        new = {name: statement.excluded[name] for name in changed}
        return statement.on_conflict_do_update(index_elements=keys, set_=new)

    return Prepared(build, [column.name for column in table.c])


def dialect_insert(dialect: str) -> Callable[[Table], sqlite.Insert]:
    """PostgreSQL's INSERT knows ON CONFLICT by the same methods as SQLite's."""
    if dialect == "postgresql":
        return postgresql.insert  # type: ignore[return-value]
    return sqlite.insert
