"""Deliver messages to the instance that waits for them; broadcast signals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine import runtime, store
from engine.errors import MessageNotCorrelatedError
from engine.ports import Variables
from engine.store import buffered, correlation, names, projections
from engine.store.correlation import Address, Waiting
from engine.store.variables import checked
from engine.tables import ProcessInstance
from engine.transaction import Context


@dataclass(frozen=True, slots=True)
class Correlation:
    """Where a message went; `started`: it started the instance."""

    instance: ProcessInstance
    started: bool


def correlate(
    ctx: Context,
    address: Address,
    payload: Mapping[str, Any] | None = None,
    *,
    broadcast: bool = False,
    ttl_seconds: int | None = None,
) -> list[Correlation]:
    """Deliver a message to the one instance that waits for it, else start what it starts.

    Args:
        broadcast: deliver it to every instance that matches, none included.
        ttl_seconds: keep it so long when nobody waits yet; the answer is then empty.

    Raises:
        MessageNotCorrelatedError: nobody, or more than one, matches.
        SuspendedError: the instance is suspended.
        RequestInvalidError: its name or business key is too long.
    """
    names.given("messageName", address.name)
    names.given("businessKey", address.business_key)
    given = checked(payload, ctx.services.limits)
    matching = correlation.waiting(ctx.session, "message", address)
    if len(matching) == 1 or (broadcast and matching):
        return [_deliver(ctx, waiting, given, address) for waiting in _one_each(matching)]
    if matching:
        raise MessageNotCorrelatedError(name=address.name, count=len(matching))
    if address.instance_id is None:
        starting = correlation.starting(ctx.session, "message", address.name)
        if starting:
            return [_start(ctx, start, given, address) for start in starting]
    if ttl_seconds is not None:
        buffered.keep(ctx, address, given, ttl_seconds)
    elif not broadcast:
        raise MessageNotCorrelatedError(name=address.name, count=0)
    return []


def signal(ctx: Context, name: str, payload: Mapping[str, Any] | None = None) -> int:
    """Broadcast a signal: each instance that waits for it goes on in a transaction of its own.

    Returns:
        How many instances and start events wait for it now.
    """
    given = checked(payload, ctx.services.limits)
    count = len(correlation.waiting(ctx.session, "signal", Address(name)))
    count += len(correlation.starting(ctx.session, "signal", name))
    if count:
        projections.broadcast(ctx, name, given)
    return count


def _one_each(matching: Sequence[Waiting]) -> list[Waiting]:
    first: dict[str | None, Waiting] = {}
    for waiting in matching:
        first.setdefault(waiting.instance_id, waiting)
    return list(first.values())


def _deliver(ctx: Context, waiting: Waiting, payload: Variables, address: Address) -> Correlation:
    assert waiting.instance_id is not None  # noqa: S101 - of a running instance
    assert waiting.token_id is not None  # noqa: S101
    running = store.load(ctx, waiting.instance_id)
    try:
        step = runtime.correlate(
            running.version.definition,
            running.state,
            waiting.token_id,
            payload,
            address.keys or {},
            running.environment,
        )
    except runtime.NotWaitingError as error:
        raise MessageNotCorrelatedError(name=address.name, count=0) from error
    store.save(ctx, running, step)
    return Correlation(running.entity, started=False)


def _start(ctx: Context, start: Waiting, payload: Variables, address: Address) -> Correlation:
    version = store.version(ctx.session, start.definition_id)
    running = store.begin(
        ctx,
        version,
        payload,
        business_key=address.business_key,
        start_activity=start.activity_id,
    )
    return Correlation(running.entity, started=True)
