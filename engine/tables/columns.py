"""Types and options that several tables share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Integer, String, text

from engine.ports import NAME_LENGTH

ID = String(64)
DEFINITION_ID = String(330)
NAME = String(NAME_LENGTH)
# small rows with a key of their own: one tree instead of two in SQLite
SMALL = {"sqlite_with_rowid": False}
COUNTER = BigInteger().with_variant(Integer, "sqlite")  # only INTEGER counts by itself there
OPEN = "status = 'created'"


def only(condition: str) -> dict[str, Any]:
    """Return the options of an index of the rows that meet a condition."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}
