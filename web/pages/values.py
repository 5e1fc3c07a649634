"""Process variables as people read and type them: JSON, or plain text that needs no quotes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from engine.queries import type_name
from web.i18n import _
from web.intake import read_json

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


def _json(value: Any) -> str:
    return orjson.dumps(value, _plain, orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS).decode()


def _plain(value: Any) -> Any:
    """Return what scripts make and JSON has no word for: sets as lists, the rest as text."""
    return list(value) if isinstance(value, set | frozenset | tuple) else str(value)
