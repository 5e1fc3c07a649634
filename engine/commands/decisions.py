"""Evaluate decisions by hand; choose the version that their key means."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.base import detached
from engine.dmn import evaluating
from engine.dmn.evaluating import Evaluation
from engine.store import decisions as store
from engine.store import evaluations, operations, rows, variables
from engine.tables import DecisionDefinition, DecisionEvaluation
from engine.transaction import Context


def evaluate(
    ctx: Context, reference: str, given: Mapping[str, Any] | None = None
) -> tuple[Evaluation, DecisionEvaluation]:
    """Evaluate a decision and keep the record; no instance is concerned.

    Args:
        reference: `key` (its default version), `key:3`, `key@tag`, or the id of a definition.

    Returns:
        What it gave, and the row that was kept, detached.

    Raises:
        NotFoundError: no such decision.
        VariableInvalidError: what is given is too much, or of a type that can not be stored.
        DecisionFailedError: it takes too long, or its value can not be kept.
    """
    decision = store.referred(ctx.session, reference)
    services = ctx.services
    found = evaluating.evaluate(
        decision,
        variables.checked(given, services.limits),
        services.limits,
        ctx.now.astimezone(services.zone),
    )
    return found, detached(DecisionEvaluation, evaluations.keep(ctx, found))


def make_default_decision(ctx: Context, definition_id: str) -> DecisionDefinition:
    """Let the key of a decision mean this version.

    Raises:
        NotFoundError: no such definition.
    """
    definition = rows.get(ctx, DecisionDefinition, store.WHAT, definition_id)
    if not definition.is_default:
        store.make_default(ctx, definition)
        number = str(definition.version)
        act = operations.Act("make default", store.WHAT, definition.id, new_value=number)
        operations.note(ctx, [act])
    return definition
