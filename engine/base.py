"""Root of every table: naming, types the databases disagree about, how to open a database."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

import orjson
from sqlalchemy import Dialect, Engine, LargeBinary, MetaData, Table, create_engine, event
from sqlalchemy.orm import DeclarativeBase, class_mapper
from sqlalchemy.types import DateTime, TypeDecorator

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "busy_timeout=10000",
    "wal_autocheckpoint=8000",  # pages; hot ones are written back once, not every few commits
)


class UtcDateTime(TypeDecorator[datetime]):
    """An instant: refuses naive values, and comes back in UTC even from SQLite."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store as UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"naive datetime {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Restore the zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Json(TypeDecorator[Any]):
    """Plain JSON as bytes: no database reorders its keys, and orjson is the only parser."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Serialise; None stays NULL."""
        return None if value is None else orjson.dumps(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Parse."""
        return None if value is None else orjson.loads(value)


class Base(DeclarativeBase):
    """Root of every mapped class of the product."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map = {
        dict[str, Any]: Json,
        list[str]: Json,
        list[dict[str, Any]]: Json,
        datetime: UtcDateTime,
    }


def table(entity: type[Base]) -> Table:
    """Return the table of a mapped class, for statements that need no objects."""
    return cast(Table, entity.__table__)


Entity = TypeVar("Entity", bound=Base)


def detached(entity: type[Entity], columns: Mapping[str, Any]) -> Entity:
    """Return an object of a row that no session follows, without the cost of its constructor."""
    made: Entity = class_mapper(entity).class_manager.new_instance()
    made.__dict__.update(columns)
    return made


def new_id() -> str:
    """Return a UUIDv7 as text: unique, and sorting by time of creation.

    Source: RFC 9562, section 5.7.
    """
    stamp = time.time_ns() // 1_000_000
    raw = (stamp << 80) | (0x7 << 76) | int.from_bytes(os.urandom(10), "big") & ~(0xF << 76)
    raw = raw & ~(0x3 << 62) | (0x2 << 62)
    text = f"{raw:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"


def open_database(url: str, **options: Any) -> Engine:
    """Return a SQLAlchemy engine set up as the product needs it.

    On SQLite: write-ahead log, full durability, foreign keys. Reads run without a transaction and
    the first write of a unit takes the write lock at once, so that nothing fails half way (the
    driver does so: sqlite3's isolation level IMMEDIATE).
    """
    database = create_engine(url, **options)
    prepare(database)
    return database


def prepare(database: Engine) -> None:
    """Install the SQLite set-up on an engine that somebody else created."""
    if database.dialect.name == "sqlite":
        event.listen(database, "connect", _set_up_sqlite)


def _set_up_sqlite(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = "IMMEDIATE"
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
