"""Bring running cases to another version of their process."""

from __future__ import annotations

from engine import interventions, store
from engine.errors import RequestInvalidError
from engine.interventions import Moved, Plan
from engine.runtime import Step
from engine.store import event_log, migrating, operations
from engine.store.running import Running
from engine.store.versions import Version
from engine.tables import ProcessInstance
from engine.transaction import Context


def plan_migration(ctx: Context, source_id: str, target_id: str) -> dict[str, str]:
    """Return the plan that maps elements of the same id, kind and scope.

    Raises:
        NotFoundError: no such definition.
        RequestInvalidError: they are of different processes, or the same.
    """
    source, target = _versions(ctx, source_id, target_id)
    return interventions.plan_migration(source.definition, target.definition, source.key)


def check_plan(ctx: Context, source_id: str, target_id: str, plan: Plan) -> None:
    """Refuse a plan that maps an element to one of another kind or in another scope.

    Raises:
        NotFoundError, RequestInvalidError: as `plan_migration`.
        MigrationRefusedError: it does.
    """
    source, target = _versions(ctx, source_id, target_id)
    interventions.check_plan(source.definition, target.definition, source.key, plan)


def try_migration(ctx: Context, instance_id: str, target_id: str, plan: Plan) -> None:
    """Refuse what `migrate` would refuse; writes nothing.

    Raises:
        As `migrate`.
    """
    _migrated(ctx, store.load(ctx, instance_id), target_id, plan)


def migrate(
    ctx: Context, instance_id: str, target_id: str, plan: Plan, reason: str | None
) -> ProcessInstance:
    """Let a running instance go on in another version of its process.

    Tasks keep their ids, assignees and dates, timers their due times; variables stay.

    Raises:
        NotFoundError: no such instance or definition.
        InstanceEndedError, SuspendedError: it can not go on.
        RequestInvalidError: no reason, the same version, or another process.
        MigrationRefusedError: something active has no place in the new version.
        ConcurrentUpdateError: somebody else was faster.
    """
    why = operations.given_reason(reason)
    running = store.load(ctx, instance_id)
    old = running.version
    target, step, moved = _migrated(ctx, running, target_id, plan)
    migrating.move_rows(ctx, running, target, moved)
    running.version = target
    store.save(ctx, running, step, reason=why)
    facts = {"manual": True, "reason": why, "data": {"from": old.number, "to": target.number}}
    event_log.log(ctx, [event_log.event(ctx, running, "migrated", **facts)])
    numbers = {"old_value": str(old.number), "new_value": str(target.number)}
    act = operations.on_instance(running.entity, "migrate", why, property="version", **numbers)
    operations.note(ctx, [act])
    return running.entity


def _migrated(
    ctx: Context, running: Running, target_id: str, plan: Plan
) -> tuple[Version, Step, list[Moved]]:
    source, target = _versions(ctx, running.version.id, target_id)
    step, moved = interventions.migrate(
        source.definition, running.state, target.definition, plan, running.environment
    )
    return target, step, moved


def _versions(ctx: Context, source_id: str, target_id: str) -> tuple[Version, Version]:
    source, target = (store.version(ctx.session, one) for one in (source_id, target_id))
    if source.key != target.key:
        raise RequestInvalidError(field="target", reason="it is another process")
    if source.id == target.id:
        raise RequestInvalidError(field="target", reason="the cases are of this version already")
    return source, target
