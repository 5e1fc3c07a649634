"""Variables as Camunda 7 writes them in JSON: {"amount": {"value": 100, "type": "Long"}}."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from engine.errors import VariableInvalidError
from engine.ports import Variables
from web.intake import read_json

INTEGER = range(-(2**31), 2**31)
LONG = range(-(2**63), 2**63)
TEXTS = ("string", "xml")
OBJECTS = ("json", "object")


def date_text(moment: datetime | None) -> str | None:
    """Return a time as Camunda writes it: 2026-11-21T10:00:00.000+0000."""
    if moment is None:
        return None
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment:%f}"[:3] + "+0000"


def read_date(text: str) -> datetime:
    """Read Camunda's or any ISO 8601 time; one without a zone is UTC.

    Raises:
        ValueError: it is no time.
    """
    moment = datetime.fromisoformat(text)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError as error:
        raise ValueError(f"{text} is out of range") from error


def write(variables: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return variables with their types."""
    return {name: write_one(value) for name, value in variables.items()}


def write_one(value: Any) -> dict[str, Any]:
    """Return one value with its type; lists and mappings as Json text."""
    kind, plain = _written(value)
    return {"value": plain, "type": kind, "valueInfo": {}}


def _written(value: Any) -> tuple[str, Any]:
    if value is None:
        return "Null", None
    for kind, name, plain in WRITERS:
        if isinstance(value, kind):
            return name(value), plain(value)
    return "Json", json.dumps(value, ensure_ascii=False, default=_inside)


def _same(value: Any) -> Any:
    return value


WRITERS: tuple[tuple[type | tuple[type, ...], Callable[[Any], str], Callable[[Any], Any]], ...] = (
    (bool, lambda _: "Boolean", _same),
    (int, lambda value: "Integer" if value in INTEGER else "Long", _same),
    ((float, Decimal), lambda _: "Double", float),
    (str, lambda _: "String", _same),
    (datetime, lambda _: "Date", date_text),
    (date, lambda _: "String", date.isoformat),
    (bytes, lambda _: "Bytes", lambda value: base64.b64encode(value).decode()),
)


def _inside(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, set | frozenset | tuple):
        return list(value)
    if isinstance(value, datetime):
        return date_text(value)
    return str(value)


def read(typed: Mapping[str, Any] | None) -> Variables:
    """Return the values of typed variables; without a type, the JSON value itself.

    Raises:
        VariableInvalidError: a value does not fit its type, or the type is unknown.
    """
    return {name: _read_one(name, entry) for name, entry in (typed or {}).items()}


def _read_one(name: str, entry: Any) -> Any:
    if not isinstance(entry, Mapping) or ("value" not in entry and "type" not in entry):
        raise VariableInvalidError(name=name, reason='write {"value": ..., "type": ...}')
    value, kind = entry.get("value"), str(entry.get("type") or "").lower()
    if value is None or kind == "null":
        return None
    if not kind:
        return value
    reader = READERS.get(kind)
    if reader is None:
        raise VariableInvalidError(name=name, reason=f"the type {entry['type']} is not known")
    try:
        return reader(value)
    except (ValueError, TypeError, binascii.Error, RecursionError) as error:
        reason = f"{str(value)[:60]!r} is no {entry['type']}"
        raise VariableInvalidError(name=name, reason=reason) from error


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise ValueError
    return bool(value == "true")


def _whole(limits: range) -> Callable[[Any], int]:
    def read_whole(value: Any) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise TypeError
        number = int(value)
        if number not in limits:
            raise ValueError
        return number

    return read_whole


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise TypeError
    number = float(value)
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError
    return number


def _object(value: Any) -> Any:
    return read_json(value) if isinstance(value, str) else value


READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(TEXTS, _text),
    **dict.fromkeys(OBJECTS, _object),
    "boolean": _boolean,
    "short": _whole(range(-(2**15), 2**15)),
    "integer": _whole(INTEGER),
    "long": _whole(LONG),
    "double": _number,
    "number": _number,
    "date": lambda value: read_date(_text(value)),
    "bytes": lambda value: base64.b64decode(_text(value), validate=True),
}


def read_condition(text: str) -> tuple[str, str, str]:
    """Read a query condition `name_operator_value`; the name may hold underscores.

    Raises:
        VariableInvalidError: it is none, or the operator is not offered.
    """
    name, found, value = text.rpartition("_eq_")
    if not found or not name:
        raise VariableInvalidError(name=text[:80], reason="write name_eq_value")
    return name, "eq", value


def guess(text: str) -> Any:
    """Return the value a query text stands for: true, false, a number, else the text."""
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text
