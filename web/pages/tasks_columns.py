"""Process variables as columns of the task list: chosen in its address, shown as forms show them.

Who may not see all variables of a case sees those that the form of the task shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import forms
from engine import queries
from engine.errors import NotFoundError
from engine.queries import UserTask
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import language
from web.identity import me
from web.pages.tasks_filters import Arguments
from web.pages.values import shown_variables

MOST_COLUMNS = 5
LONGEST = 120  # letters of a value
Schema = Mapping[str, Any]
Cell = tuple[str, str]


def read(args: Arguments) -> tuple[str, ...]:
    """Return the names of the variables that an address asks for, each once."""
    named = (part.strip() for part in re.split("[,،]", args.get("columns", "")))
    return tuple(dict.fromkeys(name for name in named if name))[:MOST_COLUMNS]


def cells(rows: Sequence[UserTask], names: Sequence[str]) -> dict[str, list[Cell]]:
    """Return (label, value) of the columns, by task id; what is not known is left out."""
    if not names or not rows:
        return {}
    known = queries.case_values(db.session(), {row.instance_id for row in rows}, names)
    schemas: dict[tuple[str | None, str | None], Schema | None] = {}
    found = {}
    for row in rows:
        form = (row.form_id, row.form_key)
        if form not in schemas:
            schemas[form] = _schema(row)
        values = known.get(row.instance_id, {})
        given = [(name, values[name]) for name in names if name in values]
        found[row.id] = [cell for pair in given for cell in _cell(row, schemas[form], *pair)]
    return found


def _cell(row: UserTask, schema: Schema | None, name: str, value: Any) -> Iterator[Cell]:
    component = _component((schema or {}).get("components", ()), name)
    if component is not None:
        alone = {"type": "default", "components": [component]}
        for label, text in forms.describe(alone, {name: value}, language())[:1]:
            yield label, text[:LONGEST]
    elif me().has_for(Permission.VARIABLE_READ, row.definition_key):
        (shown,) = shown_variables({name: value})
        yield name, shown["text"][:LONGEST]


def _component(components: Sequence[Schema], name: str) -> Schema | None:
    """Return the field of a form that holds a variable, None if none shows it."""
    for one in components:
        if one.get("key") == name and not one.get("components"):
            return one
        if not one.get("path") and one.get("type") != "dynamiclist":
            inner = _component(one.get("components", ()), name)
            if inner is not None:
                return inner
    return None


def _schema(row: UserTask) -> Schema | None:
    try:
        form = queries.task_form(db.session(), row)
    except NotFoundError:
        return None
    return form.schema if form else None
