"""Choose the version of a process that is started; refuse new instances of one."""

from __future__ import annotations

from engine.store import definitions as store
from engine.store import rows
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
    return definition


def suspend_definition(ctx: Context, definition_id: str, *, suspended: bool) -> ProcessDefinition:
    """Refuse, or allow again, new instances of this version; running ones go on.

    Raises:
        NotFoundError: no such definition.
    """
    definition = rows.get(ctx, ProcessDefinition, "process definition", definition_id)
    definition.suspended = suspended
    ctx.session.flush()
    return definition
