"""Choose the version of a process that is started; refuse new instances of one."""

from __future__ import annotations

from engine.store import definitions as store
from engine.store import operations, rows
from engine.tables import ProcessDefinition
from engine.transaction import Context


def make_default(ctx: Context, definition_id: str) -> ProcessDefinition:
    """Let new instances start on this version.

    Raises:
        NotFoundError: no such definition.
    """
    definition = rows.get(ctx, ProcessDefinition, "process definition", definition_id)
    if not definition.is_default:
        store.make_default(ctx, definition)
        operations.note(ctx, [_act("make default", definition)])
    return definition


def suspend_definition(ctx: Context, definition_id: str, *, suspended: bool) -> ProcessDefinition:
    """Refuse, or allow again, new instances of this version; running ones go on.

    Raises:
        NotFoundError: no such definition.
    """
    definition = rows.get(ctx, ProcessDefinition, "process definition", definition_id)
    definition.suspended = suspended
    ctx.session.flush()
    operations.note(ctx, [_act("suspend" if suspended else "resume", definition)])
    return definition


def _act(verb: str, definition: ProcessDefinition) -> operations.Act:
    key, version = definition.key, str(definition.version)
    return operations.Act(
        verb, "process definition", definition.id, process_key=key, new_value=version
    )
