"""Change where a case stands, or begin an ended one again: the operator's verbs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from engine import interventions, store
from engine.errors import RequestInvalidError
from engine.interventions import Instruction
from engine.runtime import Step
from engine.store import event_log, operations, rows, variables
from engine.store.running import Running
from engine.store.variables import checked
from engine.tables import ProcessInstance
from engine.transaction import Context

MOST_INSTRUCTIONS = 100


def modify(
    ctx: Context, instance_id: str, instructions: Sequence[Instruction], reason: str | None
) -> ProcessInstance:
    """Cancel, skip and start activities of a running instance, then run it on.

    Raises:
        NotFoundError: no such instance.
        InstanceEndedError, SuspendedError: it can not go on.
        ModificationRefusedError: the diagram does not allow it.
        RequestInvalidError: no reason or no instruction is given.
        VariableInvalidError: a variable can not be stored.
        ConcurrentUpdateError: somebody else was faster.
    """
    why = operations.given_reason(reason)
    _check(ctx, instructions)
    running = store.load(ctx, instance_id)
    step = interventions.modify(
        running.version.definition, running.state, instructions, running.environment
    )
    store.save(ctx, running, step, reason=why)
    event_log.log(ctx, list(_events(ctx, running, step, instructions, why)))
    operations.note(ctx, _acts(running.entity, "modify", instructions, why))
    return running.entity


def restart(
    ctx: Context, instance_id: str, instructions: Sequence[Instruction], reason: str | None
) -> ProcessInstance:
    """Start a new instance with the variables of an ended one, at the given places.

    Raises:
        NotFoundError: no such instance.
        SuspendedError: its version takes no new instances.
        ModificationRefusedError: the diagram does not allow it.
        RequestInvalidError: it runs still, or no reason or place is given.
    """
    why = operations.given_reason(reason)
    _check(ctx, instructions)
    ended = rows.get(ctx, ProcessInstance, "process instance", instance_id)
    if ended.status == "active":
        raise RequestInvalidError(field="case", reason="it has not ended: move it instead")
    found = store.startable(ctx.session, key=None, definition_id=ended.definition_id)
    version = store.version(ctx.session, ended.definition_id)
    begun = store.begin(
        ctx,
        version,
        variables.current(ctx.connection, ended.id),
        business_key=ended.business_key,
        instructions=instructions,
        sandbox=found.sandbox or ended.sandbox,
    )
    facts = {"manual": True, "reason": why, "data": {"from": ended.case_no}}
    event_log.log(ctx, [event_log.event(ctx, begun, "restarted", **facts)])
    act = operations.on_instance(begun.entity, "restart", why, old_value=ended.case_no)
    operations.note(ctx, [act, *_acts(begun.entity, "restart", instructions, why)])
    return begun.entity


def _check(ctx: Context, instructions: Sequence[Instruction]) -> None:
    if not instructions:
        raise RequestInvalidError(field="instructions", reason="say what to do with the case")
    if len(instructions) > MOST_INSTRUCTIONS:
        raise RequestInvalidError(field="instructions", reason="these are too many at once")
    for one in instructions:
        checked(one.variables, ctx.services.limits)


def _events(
    ctx: Context, running: Running, step: Step, instructions: Sequence[Instruction], why: str
) -> Iterator[dict[str, Any]]:
    """Yield an entry for each instruction; only a skipped one is about an execution."""
    about = {e.id: (e.name, e.type) for e in _elements(running)}
    about |= {h.activity_id: (h.activity_name, h.activity_type) for h in step.happenings}
    for one in instructions:
        name, kind = about.get(one.target, (None, None))
        lifecycle = "skipped" if one.kind == "skip" else "token_moved"
        facts = {
            "activity_id": one.target,
            "activity_name": name or one.target,
            "activity_type": kind,
            "manual": True,
            "reason": why,
            "data": {"kind": one.kind},
        }
        yield event_log.event(ctx, running, lifecycle, **facts)


def _elements(running: Running) -> list[interventions.Element]:
    return interventions.elements(running.version.definition, running.version.key)


def _acts(
    row: ProcessInstance, verb: str, instructions: Sequence[Instruction], why: str
) -> list[operations.Act]:
    return [
        operations.on_instance(row, verb, why, property=one.kind, new_value=one.target)
        for one in instructions
    ]
