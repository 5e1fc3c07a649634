"""What an operator does to a case: move and skip, begin it again, mend its data."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.commands import Instruction
from engine.errors import ModificationRefusedError, RequestInvalidError, VariableInvalidError
from engine.queries import ActivityFilter, ActivityInstance, ProcessInstance
from web import loading
from web.accounts.roles import Permission
from web.diagram import element_names
from web.extensions import db
from web.i18n import _, language, said
from web.identity import me
from web.pages.answers import go
from web.pages.diagrams import case_state
from web.pages.errors import status_of
from web.pages.values import (
    VariablesInvalidError,
    kind_of,
    parse_typed,
    shown_variables,
    text_of,
)
from web.services import change

pages = Blueprint("interventions", __name__, url_prefix="/cases")
MOST_SHOWN = 100
STARTS = ("before", "after")
Answer = str | Response | tuple[str, int]
REFUSED = (ModificationRefusedError, RequestInvalidError)


@pages.get("/<instance_id>/move")
def move_form(instance_id: str) -> str:
    """Show what goes on in a case, to be cancelled or skipped, and where it can go on."""
    return _move_page(_loaded(instance_id))


@pages.post("/<instance_id>/move")
def move(instance_id: str) -> Answer:
    """Cancel, skip and start activities; an ended case begins again as a new one."""
    instance = _loaded(instance_id)
    ended = instance.status != "active"
    verb = commands.restart if ended else commands.modify
    try:
        with change() as ctx:
            done = verb(ctx, instance.id, _instructions(), request.form.get("reason", ""))
    except REFUSED as error:
        return _move_page(instance, said(error)), status_of(error)
    number = done.case_no
    flash(_("Case %(number)s has begun.", number=number) if ended else _("Done."), "success")
    return go(url_for("cases.show", instance_id=done.id))


@pages.get("/<instance_id>/variables")
def data_form(instance_id: str) -> str:
    """Show the variables of a case, one of them to be changed."""
    return _data_page(_loaded(instance_id, Permission.INSTANCE_UPDATE))


@pages.post("/<instance_id>/variables")
def set_data(instance_id: str) -> Answer:
    """Set one variable."""
    instance = _loaded(instance_id, Permission.INSTANCE_UPDATE)
    try:
        given = parse_typed(request.form)
        with change() as ctx:
            commands.set_variables(ctx, instance.id, given, reason=_reason())
    except VariablesInvalidError as error:
        return _data_page(instance, error.said), 422
    except (RequestInvalidError, VariableInvalidError) as error:
        return _data_page(instance, said(error)), status_of(error)
    flash(_("The data of the case is changed."), "success")
    return go(url_for("interventions.data_form", instance_id=instance.id))


@pages.post("/<instance_id>/variables/delete")
def delete_data(instance_id: str) -> Answer:
    """Delete one variable."""
    instance = _loaded(instance_id, Permission.INSTANCE_UPDATE)
    name = request.form.get("name", "").strip()
    try:
        if name not in queries.variables(db.session(), instance.id):
            raise VariablesInvalidError(_("The case has no variable of this name."))
        with change() as ctx:
            commands.set_variables(ctx, instance.id, {}, delete=[name], reason=_reason())
    except VariablesInvalidError as error:
        return _data_page(instance, error.said), 422
    except RequestInvalidError as error:
        return _data_page(instance, said(error)), status_of(error)
    flash(_("The data of the case is changed."), "success")
    return go(url_for("interventions.data_form", instance_id=instance.id))


def _loaded(name: str, permission: Permission = Permission.INSTANCE_MODIFY) -> ProcessInstance:
    return loading.case(db.session(), me(), name, permission)


def _reason() -> str:
    reason = request.form.get("reason", "").strip()
    if not reason:
        raise VariablesInvalidError(_("Say why you do this."))
    return reason


def _instructions() -> list[Instruction]:
    """Return what the form says: `do-<execution>` is cancel or skip, `target` where to begin."""
    found = []
    for name, verb in request.form.items():
        _prefix, _dash, rest = name.partition("do-")
        token, _at, activity = rest.partition("@")
        if name.startswith("do-") and token.isascii() and token.isdigit() and len(token) < 10:
            if verb == "cancel":
                found.append(Instruction("cancel", activity, token_id=int(token)))
            elif verb == "skip":
                found.append(Instruction("skip", activity, token_id=int(token)))
    target = request.form.get("target", "")
    if target and request.form.get("where") == "after":
        found.append(Instruction("after", target))
    elif target:
        found.append(Instruction("before", target))
    return found


def _move_page(instance: ProcessInstance, error: str | None = None) -> str:
    session = db.session()
    definition = queries.definition(session, instance.definition_id)
    names = element_names(queries.diagram(session, definition.id), language())
    return render_template(
        "case_move.html",
        instance=instance,
        definition=definition,
        state=case_state(instance),
        going=_going(instance),
        names=names,
        places=_places(definition.id, names),
        error=error,
    )


def _going(instance: ProcessInstance) -> list[ActivityInstance]:
    wanted = ActivityFilter(instance_id=instance.id, finished=False)
    return queries.activities(db.session(), wanted, limit=MOST_SHOWN)


def _places(definition_id: str, names: dict[str, str]) -> list[dict[str, Any]]:
    """Return the elements to choose from, those in subprocesses with the name of theirs."""
    rows = queries.elements(db.session(), definition_id)
    return [
        {"id": one.id, "name": names.get(one.id) or one.name or one.id, "type": one.type}
        | {"scope": names.get(one.scope, one.scope) if one.scope else None}
        for one in rows
        if one.is_startable
    ]


def _data_page(instance: ProcessInstance, error: str | None = None) -> str:
    session = db.session()
    held = queries.variables(session, instance.id)
    name = request.values.get("name", "")
    value = held.get(name, "")
    values = {"name": name, "type": kind_of(value), "value": text_of(value), "reason": ""}
    if request.method == "POST":
        values |= {key: request.form.get(key, "") for key in values}
    return render_template(
        "case_data.html",
        instance=instance,
        definition=queries.definition(session, instance.definition_id),
        variables=shown_variables(held),
        known=name in held,
        values=values,
        error=error,
    )
