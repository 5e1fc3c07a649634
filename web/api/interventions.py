"""Modification and restart of process instances, in Camunda 7's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from marshmallow import fields, validate

from engine import commands, queries
from engine.commands import Instruction
from engine.errors import RequestInvalidError
from web import loading
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import Part, Schema
from web.api.instances import instance_out
from web.extensions import db
from web.identity import me
from web.permissions import require
from web.services import change

instances = Part("modification", "/process-instance", "Modification of process instances")
definitions = Part("restart", "/process-definition", "Restart of ended process instances")
KINDS = {
    "startBeforeActivity": "before",
    "startAfterActivity": "after",
    "startTransition": "flow",
    "cancel": "cancel",
    "skip": "skip",
}
DEFAULT_REASON = "Changed over the API"
MOST_RESTARTED = 100


class InstructionIn(Schema):
    """One instruction; `skip` is ours: to leave an activity without its work."""

    type = fields.String(required=True, validate=validate.OneOf(list(KINDS)))
    activity_id = fields.String(data_key="activityId")
    transition_id = fields.String(data_key="transitionId")
    activity_instance_id = fields.String(data_key="activityInstanceId")
    ancestor_id = fields.String(data_key="ancestorActivityInstanceId")
    variables = fields.Dict(keys=fields.String(), load_default=dict)


class ModificationIn(Schema):
    """What to do, and why; listeners and mappings are never run for what is skipped."""

    instructions = fields.List(fields.Nested(InstructionIn), load_default=list)
    annotation = fields.String(load_default=DEFAULT_REASON)
    skip_listeners = fields.Boolean(data_key="skipCustomListeners", load_default=False)
    skip_mappings = fields.Boolean(data_key="skipIoMappings", load_default=False)


class RestartIn(ModificationIn):
    """Which ended instances begin again, and where."""

    ids = fields.List(
        fields.String(),
        required=True,
        data_key="processInstanceIds",
        validate=validate.Length(min=1, max=MOST_RESTARTED),
    )


@instances.post("/<instance_id>/modification")
@instances.arguments(ModificationIn)
@instances.response(204)
def modify(body: dict[str, Any], instance_id: str) -> None:
    """Cancel, skip and start activities of a running instance."""
    row = loading.case(db.session(), me(), instance_id, Permission.INSTANCE_MODIFY)
    given = [found for one in body["instructions"] for found in _instructions(row.id, one)]
    with change() as ctx:
        commands.modify(ctx, row.id, given, body["annotation"])


@definitions.post("/<definition_id>/restart")
@definitions.arguments(RestartIn)
def restart(body: dict[str, Any], definition_id: str) -> list[dict[str, Any]]:
    """Start new instances with the variables of ended ones; all of them, or none."""
    session = db.session()
    definition = queries.definition(session, definition_id)
    require(session, me(), Permission.DEFINITION_READ, definition)
    rows = [loading.case(session, me(), one, Permission.INSTANCE_MODIFY) for one in body["ids"]]
    if any(row.definition_id != definition.id for row in rows):
        raise RequestInvalidError(field="processInstanceIds", reason="they are of another version")
    with change() as ctx:
        given = [found for one in body["instructions"] for found in _instructions("", one)]
        begun = [commands.restart(ctx, row.id, given, body["annotation"]) for row in rows]
    return [instance_out(one) for one in begun]


def _instructions(instance_id: str, one: dict[str, Any]) -> Iterator[Instruction]:
    kind = KINDS[one["type"]]
    name = "transition_id" if kind == "flow" else "activity_id"
    token_id = _token(instance_id, one.get("activity_instance_id"))
    target = one.get(name) or (_activity(instance_id, token_id) if token_id else None)
    if not target:
        raise RequestInvalidError(field="instructions", reason="an activity is missing")
    yield Instruction(
        kind,  # type: ignore[arg-type] # a value of KINDS
        target,
        token_id=token_id,
        scope=_token(instance_id, one.get("ancestor_id")),
        variables=typed.read(one["variables"]),
    )


def _token(instance_id: str, activity_instance_id: str | None) -> int | None:
    """Return the token of an activity instance, whose id is `<instance>:<token>`."""
    if not activity_instance_id or activity_instance_id == instance_id:
        return None
    owner, _colon, token = activity_instance_id.rpartition(":")
    if owner != instance_id or not (token.isascii() and token.isdigit() and len(token) < 10):
        raise RequestInvalidError(field="activityInstanceId", reason="it is of another instance")
    return int(token)


def _activity(instance_id: str, token_id: int) -> str | None:
    wanted = queries.ActivityFilter(instance_id=instance_id, finished=False)
    rows = queries.activities(db.session(), wanted)
    return next((row.activity_id for row in rows if row.token_id == token_id), None)
