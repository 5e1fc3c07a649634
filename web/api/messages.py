"""Messages and signals."""

from __future__ import annotations

from typing import Any

from marshmallow import fields

from engine import commands
from engine.errors import RequestInvalidError
from web.accounts.roles import Permission
from web.api import instances, typed
from web.api.blueprints import Part, Schema
from web.extensions import db
from web.identity import me
from web.permissions import require, require_reached, require_some
from web.services import change

part = Part("message", "/message", "Messages to the instance that waits for them")
signals = Part("signal", "/signal", "Signals to everybody who waits for them")


class MessageIn(Schema):
    """A message, and how its receiver is found.

    `timeToLive` (seconds, Ravand's own) keeps it when nobody waits yet.
    """

    name = fields.String(required=True, data_key="messageName")
    business_key = fields.String(data_key="businessKey", load_default=None, allow_none=True)
    instance_id = fields.String(data_key="processInstanceId", load_default=None, allow_none=True)
    keys = fields.Dict(data_key="correlationKeys", load_default=dict, allow_none=True)
    variables = fields.Dict(data_key="processVariables", load_default=dict, allow_none=True)
    all = fields.Boolean(load_default=False)
    with_result = fields.Boolean(data_key="resultEnabled", load_default=False)
    ttl = fields.Integer(data_key="timeToLive", load_default=None, allow_none=True)


class SignalIn(Schema):
    """A signal with variables for those who receive it."""

    name = fields.String(required=True)
    variables = fields.Dict(load_default=dict, allow_none=True)


@part.post("")
@part.arguments(MessageIn)
def correlate(body: dict[str, Any]) -> Any:
    """Deliver a message to the one instance that waits for it, or start what it starts.

    Nobody or several: 409 `message_not_correlated`, unless `all` or `timeToLive` is given.
    """
    require_some(db.session(), me(), Permission.MESSAGE)
    limit = 10 * 365 * 24 * 3600
    if body["ttl"] is not None and not 0 < body["ttl"] <= limit:
        raise RequestInvalidError(field="timeToLive", reason="it must be above 0 seconds")
    address = commands.Address(
        body["name"], body["business_key"], body["instance_id"], typed.read(body["keys"])
    )
    with change() as ctx:
        reached = commands.correlate(
            ctx,
            address,
            typed.read(body["variables"]),
            broadcast=body["all"],
            ttl_seconds=body["ttl"],
        )
        require_reached(ctx.session, me(), reached)
    if not body["with_result"]:
        return "", 204
    return [
        {
            "resultType": "ProcessDefinition" if one.started else "Execution",
            "processInstance": instances.instance_out(one.instance),
        }
        for one in reached
    ]


@signals.post("")
@signals.arguments(SignalIn)
@signals.response(204)
def signal(body: dict[str, Any]) -> None:
    """Broadcast a signal; each receiver goes on in a transaction of its own."""
    require(db.session(), me(), Permission.MESSAGE)
    with change() as ctx:
        commands.signal(ctx, body["name"], typed.read(body["variables"]))
