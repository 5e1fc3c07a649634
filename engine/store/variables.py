"""Process variables as rows: checked on the way in, packed as the state packs them."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, bindparam, exists, select
from sqlalchemy.orm import aliased

from engine.base import table
from engine.bpmn import values
from engine.bpmn.names import is_name
from engine.errors import VariableInvalidError
from engine.ports import Limits, Variables
from engine.statements import selecting
from engine.tables import Value, Variable

VARIABLE, VALUE = table(Variable), table(Value)
LARGE = 16 * 1024
SEARCHED = 200
TYPES: tuple[tuple[type | tuple[type, ...], str], ...] = (
    (type(None), "Null"),
    (bool, "Boolean"),
    (int, "Long"),
    (float, "Double"),
    (Decimal, "Decimal"),
    (str, "String"),
    ((datetime, date), "Date"),
    (bytes, "Bytes"),
)


def checked(variables: Mapping[str, Any] | None, limits: Limits) -> Variables:
    """Return the variables if they can be stored.

    Raises:
        VariableInvalidError: a name, a type or the size is not acceptable.
    """
    if not variables:
        return {}
    if len(variables) > limits.variables:
        most = limits.variables
        raise VariableInvalidError(template="There are more than {most} variables.", most=most)
    for name, value in variables.items():
        _check(name, value, limits.variable_bytes)
    return dict(variables)


def _check(name: Any, value: Any, limit: int) -> None:
    if not is_name(name):
        raise VariableInvalidError(name=str(name)[:80], reason="the name is not acceptable")
    try:
        size = len(values.pack(value))
    except VariableInvalidError as error:
        raise VariableInvalidError(name=name, reason=error.facts["reason"]) from error
    except (TypeError, ValueError, RecursionError) as error:
        raise VariableInvalidError(name=name, reason=str(error)[:200]) from error
    if size > limit:
        raise VariableInvalidError(
            template="Variable {name} is larger than {limit} bytes.", name=name, limit=limit
        )


def type_name(value: Any) -> str:
    """Return Camunda's name for the type of a value; lists and mappings are Json."""
    return next((name for kind, name in TYPES if isinstance(value, kind)), "Json")


def columns(value: Any) -> tuple[dict[str, Any], bytes | None]:
    """Return the columns of a value, and its content if that belongs into the table `value`."""
    raw = values.pack(value)
    large = len(raw) > LARGE
    row = {
        "type": type_name(value),
        "content": None if large else raw,
        "value_hash": hashlib.sha256(raw).hexdigest() if large else None,
    }
    return row, raw if large else None


def search_columns(value: Any) -> dict[str, Any]:
    """Return how a value is found: as text, numbers also as number."""
    return {"text": search_text(value), "number": _number(value)}


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    try:
        return float(value)
    except OverflowError:  # it is found by its text
        return None


def search_text(value: Any) -> str | None:
    """Return the text a value is searched by, None for lists, mappings and nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, str | int | float | Decimal):
        return str(value)[:SEARCHED].replace("\0", "")  # PostgreSQL has no such text
    return None


def has_value(instance_id: Any, name: str, value: Any) -> ColumnElement[bool]:
    """Return the condition that a variable of an instance has a value; 1 equals 1.0, not "1"."""
    v = aliased(Variable)
    condition = (v.instance_id == instance_id) & (v.scope == 0) & (v.name == name)
    found = search_columns(value)
    if found["number"] is not None:
        return exists().where(condition, v.number == found["number"])
    row, _ = columns(value)
    return exists().where(
        condition,
        v.text.is_not_distinct_from(found["text"]),
        v.content.is_not_distinct_from(row["content"]),
        v.value_hash.is_not_distinct_from(row["value_hash"]),
    )


VARIABLES = selecting(
    select(VARIABLE.c.name, VARIABLE.c.content, VALUE.c.content)
    .outerjoin(VALUE, VALUE.c.hash == VARIABLE.c.value_hash)
    .where(VARIABLE.c.instance_id == bindparam("instance"), VARIABLE.c.scope == bindparam("of"))
    .order_by(VARIABLE.c.name)
)


def current(
    connection: Connection,
    instance_id: str,
    *,
    scope: int = 0,
    names: Collection[str] | None = None,
) -> dict[str, Any]:
    """Return the variables of an instance, running or ended; of these names only, if given."""
    rows = VARIABLES.all(connection, {"instance": instance_id, "of": scope})
    return {
        name: values.unpack(small if small is not None else large)
        for name, small, large in rows
        if names is None or name in names
    }


def unpack(content: bytes) -> Any:
    """Return the value that was packed."""
    return values.unpack(content)
