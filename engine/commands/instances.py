"""Start, change and cancel process instances."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import update

from engine import runtime, store
from engine.base import table
from engine.errors import InstanceEndedError, RequestInvalidError
from engine.runtime import Start
from engine.store import event_log, names, operations, rows
from engine.store.variables import checked, current
from engine.tables import ProcessInstance
from engine.transaction import Context


def start(
    ctx: Context,
    *,
    key: str | None = None,
    definition_id: str | None = None,
    variables: Mapping[str, Any] | None = None,
    business_key: str | None = None,
) -> ProcessInstance:
    """Start an instance of the default version of a process, or of one version.

    Raises:
        NotFoundError: nothing is deployed under this key or id.
        SuspendedError: the version is suspended or retired.
        VariableInvalidError: a variable can not be stored.
        RequestInvalidError: it has several start events, each of which waits for something.
    """
    business_key = names.given("businessKey", business_key)
    given = checked(variables, ctx.services.limits)
    found = store.startable(ctx.session, key=key, definition_id=definition_id)
    version = store.version(ctx.session, found.id)
    first = _first(version.info.starts)
    return store.begin(
        ctx,
        version,
        given,
        business_key=business_key,
        start_activity=first,
        sandbox=found.sandbox,
    ).entity


def _first(starts: Sequence[Start]) -> str | None:
    """Return the start event that a start by hand triggers, None if one waits for nothing.

    Source: Camunda 7: the timer, else the only start event, whatever it waits for.
    """
    if not starts or any(start.kind == "none" for start in starts):
        return None
    chosen = [start for start in starts if start.kind == "timer"] or starts
    if len(chosen) > 1:
        raise RequestInvalidError(field="key", reason="the process waits for one of several events")
    return chosen[0].activity_id


def cancel(ctx: Context, instance_id: str, reason: str) -> ProcessInstance:
    """End an instance on behalf of a person; its tasks and jobs are cancelled.

    Raises:
        NotFoundError: no such instance.
        InstanceEndedError: it has ended already.
        RequestInvalidError: no reason is given.
    """
    reason = operations.given_reason(reason)
    running = store.load(ctx, instance_id)
    step = runtime.cancel(running.version.definition, running.state, running.environment)
    store.save(ctx, running, step, reason=reason)
    operations.note(ctx, [operations.on_instance(running.entity, "cancel", reason)])
    return running.entity


def suspend(
    ctx: Context, instance_id: str, *, suspended: bool, reason: str | None = None
) -> ProcessInstance:
    """Stop an instance where it is, or let it go on.

    Raises:
        NotFoundError: no such instance.
        InstanceEndedError: it has ended.
    """
    row = rows.get(ctx, ProcessInstance, "process instance", instance_id)
    if row.status != "active":
        raise InstanceEndedError(id=row.case_no)
    if row.suspended != suspended:
        instances = table(ProcessInstance)
        ctx.session.execute(
            update(instances)
            .where(instances.c.id == row.id)
            .values(suspended=suspended, revision=instances.c.revision + 1)
        )
        ctx.session.refresh(row)
        lifecycle = "suspended" if suspended else "unsuspended"
        event_log.log_instance(ctx, row, lifecycle, manual=True, reason=reason)
        verb = "suspend" if suspended else "resume"
        operations.note(ctx, [operations.on_instance(row, verb, reason)])
    return row


def set_variables(
    ctx: Context,
    instance_id: str,
    variables: Mapping[str, Any],
    *,
    delete: Sequence[str] = (),
    reason: str | None = None,
) -> ProcessInstance:
    """Change variables of a running instance; conditions that became true take effect.

    Raises:
        NotFoundError: no such instance.
        InstanceEndedError: it has ended.
        VariableInvalidError: a variable can not be stored.
    """
    given = checked(variables, ctx.services.limits)
    running = store.load(ctx, instance_id)
    changed = [*given, *delete]
    before = current(ctx.connection, running.id, names=changed)
    step = runtime.set_variables(
        running.version.definition, running.state, given, running.environment, delete=delete
    )
    store.save(ctx, running, step)
    facts = {"manual": True, "reason": reason, "data": {"names": changed}}
    event_log.log(ctx, [event_log.event(ctx, running, "variables_changed", **facts)])
    acts = [_on_variable(running.entity, name, before, given, reason) for name in changed]
    operations.note(ctx, acts)
    return running.entity


def _on_variable(
    row: ProcessInstance,
    name: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    reason: str | None,
) -> operations.Act:
    verb = "set" if name in after else "delete"
    return operations.on_instance(
        row,
        verb,
        reason,
        entity="variable",
        entity_id=name,
        property=name,
        old_value=operations.text_of(before[name]) if name in before else None,
        new_value=operations.text_of(after[name]) if name in after else None,
    )
