"""Process variables as people read and type them: JSON, or plain text that needs no quotes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

import orjson

from engine.queries import type_name
from web.i18n import _, language, zone
from web.intake import read_json
from web.jalali import normalise, parse_local, typed

LONGEST_SHOWN = 2_000


class VariablesInvalidError(Exception):
    """What was typed is no variable. `said` is in the language of the request."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def shown_variables(variables: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return variables for a table: name, type, value as text, and whether it was cut."""
    rows = []
    for name, value in sorted(variables.items()):
        text = value if isinstance(value, str) else _json(value)
        cut = len(text) > LONGEST_SHOWN
        row = {"name": name, "type": type_name(value), "text": text[:LONGEST_SHOWN], "cut": cut}
        rows.append(row)
    return rows


def parse_variables(form: Mapping[str, str]) -> dict[str, Any]:
    """Return the variable that a form names, with the type that was chosen.

    Raises:
        VariablesInvalidError: no name, or the value does not fit its type.
    """
    name = form.get("name", "").strip()
    if not name:
        raise VariablesInvalidError(_("A variable needs a name."))
    text = form.get("value", "")
    if form.get("type", "text") == "text":
        return {name: text}
    try:
        return {name: read_json(text)}
    except ValueError as error:
        message = _("The value of %(name)s is not valid JSON.", name=name)
        raise VariablesInvalidError(message) from error


KINDS = ("text", "number", "yesno", "moment", "json", "empty")


def kind_of(value: Any) -> str:
    """Return which of the kinds that people choose from a value is."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "yesno"
    if isinstance(value, int | float | Decimal):
        return "number"
    if isinstance(value, datetime):
        return "moment"
    return "text" if isinstance(value, str) else "json"


def text_of(value: Any) -> str:
    """Return a value as a person would type it."""
    if isinstance(value, datetime):
        return typed(value, language(), zone())
    if value is None or isinstance(value, str):
        return value or ""
    return str(value) if isinstance(value, Decimal) else _json(value)


def parse_typed(form: Mapping[str, str]) -> dict[str, Any]:
    """Return the variable that a form names, as the kind that was chosen.

    Raises:
        VariablesInvalidError: no name, or the value is not of its kind.
    """
    name, text = form.get("name", "").strip(), form.get("value", "")
    if not name:
        raise VariablesInvalidError(_("A variable needs a name."))
    try:
        return {name: READERS[form.get("type", "text")](text)}
    except (KeyError, ValueError) as error:
        message = _("The value of %(name)s does not fit its type.", name=name)
        raise VariablesInvalidError(message) from error


def _number(text: str) -> Any:
    found = read_json(normalise(text).replace("٫", ".").replace("٬", ""))
    if isinstance(found, bool) or not isinstance(found, int | float):
        raise ValueError(text)
    return found


def _yes_or_no(text: str) -> bool:
    plain = text.strip().casefold()
    if plain not in YES + NO:
        raise ValueError(text)
    return plain in YES


YES, NO = ("true", "yes", "بله", "آری"), ("false", "no", "نه", "خیر")
READERS: Mapping[str, Callable[[str], Any]] = {
    "text": str,
    "number": _number,
    "yesno": _yes_or_no,
    "moment": lambda text: parse_local(text, zone()),
    "json": read_json,
    "empty": lambda _text: None,
}


def _json(value: Any) -> str:
    return orjson.dumps(value, _plain, orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS).decode()


def _plain(value: Any) -> Any:
    """Return what scripts make and JSON has no word for: sets as lists, the rest as text."""
    return list(value) if isinstance(value, set | frozenset | tuple) else str(value)
