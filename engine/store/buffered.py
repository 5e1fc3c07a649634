"""Messages that came before anybody waited for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select

from engine import runtime
from engine.base import new_id, table
from engine.bpmn.step import Step
from engine.bpmn.values import unpack
from engine.store import correlation
from engine.store.correlation import Address
from engine.store.projections import packed, plain
from engine.tables import Message
from engine.transaction import Context

if TYPE_CHECKING:
    from engine.store.running import Running

TABLE = table(Message)


def keep(ctx: Context, address: Address, payload: Mapping[str, Any], ttl: int) -> str:
    """Keep a message for `ttl` seconds and return its id."""
    row = {
        "id": new_id(),
        "name": address.name,
        "instance_id": address.instance_id,
        "business_key": address.business_key,
        "keys": {key: plain(value) for key, value in (address.keys or {}).items()},
        "payload": {"packed": packed(payload)},
        "sent_by": ctx.actor,
        "sent_at": ctx.now,
        "expires_at": ctx.now + timedelta(seconds=ttl),
    }
    ctx.connection.execute(insert(TABLE), row)
    return str(row["id"])


def deliver_buffered(
    ctx: Context, running: Running, step: Step, save: Callable[[Context, Running, Step], None]
) -> None:
    """Give a new subscription the oldest message that was kept for it."""
    waiting = {s.name: s for s in reversed(step.subscriptions) if s.kind == "message"}
    columns = TABLE.c
    statement = select(TABLE).where(
        columns.name.in_([name for name in waiting if name]),
        columns.expires_at > ctx.now,
        or_(columns.instance_id.is_(None), columns.instance_id == running.id),
    )
    for message in ctx.connection.execute(statement.order_by(columns.sent_at)).all():
        subscription = waiting[message.name]
        if not _addressed(message, running) or not correlation.keys_fit(
            ctx.session, running.id, subscription.keys, message.keys
        ):
            continue
        ctx.connection.execute(delete(TABLE).where(columns.id == message.id))
        payload = unpack(message.payload["packed"].encode())
        following = runtime.correlate(
            running.version.definition,
            running.state,
            subscription.token_id,
            payload,
            message.keys,
            running.environment,
        )
        save(ctx, running, following)
        return


def _addressed(message: Any, running: Running) -> bool:
    if message.instance_id is not None:
        return True
    if message.business_key is not None:
        return message.business_key in (running.business_key, running.case_no)
    return bool(message.keys)  # to whom it may concern is nobody in particular
