"""Choose the version of a process that is started; test versions, and retire them."""

from __future__ import annotations

from engine.errors import ConcurrentUpdateError, RequestInvalidError, VersionActiveError
from engine.store import decisions, operations, rows
from engine.store import definitions as store
from engine.store.versions import ACTIVE, RETIRED, TEST
from engine.tables import ProcessDefinition
from engine.transaction import Context

VERBS = {ACTIVE: "make default", TEST: "test", RETIRED: "retire"}


def make_default(ctx: Context, definition_id: str, reason: str | None = None) -> ProcessDefinition:
    """Let new instances start on this version.

    Raises:
        NotFoundError: no such definition.
    """
    definition = rows.get(ctx, ProcessDefinition, "process definition", definition_id)
    if not definition.is_default or definition.state != ACTIVE:
        _activate(ctx, definition, operations.cut(reason))
    return definition


def change_state(
    ctx: Context, definition_id: str, state: str, reason: str | None, *, seen: str | None = None
) -> ProcessDefinition:
    """Make a version active, test it, or retire it; running instances go on.

    An active version is the default. A version in test starts by its id only, and its instances
    are of the sandbox for ever. A retired one takes no new instances.

    Args:
        seen: the state that the change is based on; None: whatever it is.

    Raises:
        NotFoundError: no such definition.
        RequestInvalidError: no reason is given, or there is no such state.
        VersionActiveError: the active version can not be tested, as new instances take it.
        ConcurrentUpdateError: somebody changed the state in between.
    """
    why = operations.given_reason(reason)
    definition = rows.get(ctx, ProcessDefinition, "process definition", definition_id)
    if state not in VERBS:
        raise RequestInvalidError(field="state", reason="it is active, test or retired")
    if seen is not None and seen != definition.state:
        raise ConcurrentUpdateError(
            template="The state of version {version} was changed by somebody else in the meantime.",
            version=definition.version,
        )
    if state == ACTIVE:
        definition.suspended = False
        _activate(ctx, definition, why)
    elif state != definition.state:
        _withdraw(ctx, definition, state, why)
    return definition


def suspend_definition(ctx: Context, definition_id: str, *, suspended: bool) -> ProcessDefinition:
    """Refuse, or allow again, new instances of this version; running ones go on.

    A retired version that takes new instances again is active.

    Raises:
        NotFoundError: no such definition.
    """
    definition = rows.get(ctx, ProcessDefinition, "process definition", definition_id)
    definition.suspended = suspended
    if definition.state == RETIRED and not suspended:
        definition.state = ACTIVE
    ctx.session.flush()
    operations.note(ctx, [_act("suspend" if suspended else "resume", definition, None)])
    return definition


def _activate(ctx: Context, definition: ProcessDefinition, why: str | None) -> None:
    act = _act(VERBS[ACTIVE], definition, why)
    if definition.state == TEST:
        decisions.adopt(ctx, definition.deployment_id)
    store.make_default(ctx, definition)
    operations.note(ctx, [act])


def _withdraw(ctx: Context, definition: ProcessDefinition, state: str, why: str) -> None:
    if state == TEST and definition.is_default:
        raise VersionActiveError(version=definition.version)
    act = _act(VERBS[state], definition, why)
    definition.state, definition.suspended = state, state == RETIRED
    ctx.session.flush()
    operations.note(ctx, [act])


def _act(verb: str, definition: ProcessDefinition, why: str | None) -> operations.Act:
    return operations.Act(
        verb,
        "process definition",
        definition.id,
        process_key=definition.key,
        property="version",
        old_value=definition.state,
        new_value=str(definition.version),
        reason=why,
    )
