"""The files that a draft is checked and published with: its diagram and what belongs to it."""

from __future__ import annotations

from sqlalchemy.orm import Session

import forms
from engine import commands, queries
from engine.commands import Resource
from engine.errors import DefinitionInvalidError
from engine.queries import ProcessDefinition
from engine.transaction import Context
from web.publishing import DIAGRAMS, FORM


def bundle(ctx: Context, xml: str, base: ProcessDefinition | None, key: str) -> list[Resource]:
    """Return the diagram with the forms, and the decisions bound to it, of the version before.

    What the diagram does not name any more is left out.
    """
    if base is None:
        return [Resource(f"{key}.bpmn", xml.encode())]
    drawn = Resource(_name(ctx.session, base), xml.encode())
    form_keys, binds = _asks(ctx, drawn)
    beside = queries.resources(ctx.session, base.deployment_id)
    kept = [
        Resource(one.name, one.content)
        for one in beside
        if not one.name.endswith(DIAGRAMS)
        and (_is_asked(one, form_keys) if one.name.endswith(FORM) else binds)
    ]
    return [drawn, *kept]


def form_names(session: Session, base: ProcessDefinition | None) -> list[str]:
    """Return the file names of the forms that a draft may name, its own first."""
    own = queries.resources(session, base.deployment_id) if base else []
    mine = [one.name for one in own if one.name.endswith(FORM)]
    return [*mine, *(one for one in queries.form_files(session) if one not in mine)]


def _name(session: Session, base: ProcessDefinition) -> str:
    beside = queries.resources(session, base.deployment_id)
    return next(one.name for one in beside if one.id == base.resource_id)


def _asks(ctx: Context, drawn: Resource) -> tuple[set[str], bool]:
    """Return the forms that a diagram names, and whether it binds decisions to its deployment."""
    try:
        processes = commands.outline(ctx, drawn).processes.values()
    except DefinitionInvalidError:
        return set(), False  # its own problems are reported anyway
    keys = {key for info in processes for key in info.form_keys}
    return keys, any(one.with_process for info in processes for one in info.decisions)


def _is_asked(file: queries.Resource, form_keys: set[str]) -> bool:
    return file.name in form_keys or forms.form_id(file.content, file.name) in form_keys
