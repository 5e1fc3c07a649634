"""Evaluations of decisions as rows: written with the step that asked, or for somebody who asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.base import new_id, table
from engine.bpmn.step import Step
from engine.dmn.evaluating import Evaluation
from engine.statements import inserting
from engine.tables import DecisionEvaluation
from engine.transaction import Context

if TYPE_CHECKING:
    from engine.store.running import Running

INSERT = inserting(table(DecisionEvaluation))


def write(ctx: Context, running: Running, step: Step) -> None:
    """Write what a step decided; nothing is asked of the database if that is nothing."""
    if step.evaluations:
        rows = [
            _row(
                ctx,
                decided.evaluation,
                instance_id=running.id,
                process_key=running.version.key,
                activity_id=decided.activity_id,
                token_id=decided.token_id,
            )
            for decided in step.evaluations
        ]
        INSERT.run(ctx.connection, rows)


def keep(ctx: Context, evaluation: Evaluation) -> dict[str, Any]:
    """Write an evaluation that belongs to no instance, and return its row."""
    row = _row(ctx, evaluation)
    INSERT.run(ctx.connection, row)
    return row


def _row(ctx: Context, evaluation: Evaluation, **where: Any) -> dict[str, Any]:
    kept = evaluation.within(ctx.services.limits.evaluation_bytes)
    return {
        "id": new_id(),
        "definition_id": kept.definition_id,
        "definition_key": kept.key,
        "version": kept.version,
        "at": ctx.now,
        "actor": ctx.actor,
        "inputs": kept.inputs,
        "result": kept.result,
        "decisions": kept.decisions,
        "truncated": kept.truncated,
        **where,
    }
