"""Evaluations of decisions, and those that led to a task."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from engine.tables import DecisionEvaluation, UserTask


@dataclass(frozen=True, slots=True)
class EvaluationFilter:
    """Which evaluations; None does not restrict. `processes`: keys of those that asked."""

    id: str | None = None
    definition_id: str | None = None
    definition_key: str | None = None
    instance_id: str | None = None
    instance_ids: tuple[str, ...] | None = None
    process_key: str | None = None
    processes: tuple[str, ...] | None = None
    activity_id: str | None = None
    token_id: int | None = None
    actor: str | None = None
    after: datetime | None = None
    before: datetime | None = None
    oldest_first: bool = False


def evaluations(
    session: Session, wanted: EvaluationFilter | None = None, first: int = 0, limit: int = 100
) -> list[DecisionEvaluation]:
    """Return evaluations, newest first unless told otherwise."""
    wanted = wanted or EvaluationFilter()
    e = DecisionEvaluation
    order = (e.at, e.token_id, e.id)  # one step evaluates several at the same time
    statement = select(e).where(*_evaluated(wanted))
    if wanted.oldest_first:
        statement = statement.order_by(*order)
    else:
        statement = statement.order_by(*(column.desc() for column in order))
    return list(session.scalars(statement.offset(first).limit(limit)))


def count_evaluations(session: Session, wanted: EvaluationFilter | None = None) -> int:
    """Return how many evaluations match."""
    conditions = _evaluated(wanted or EvaluationFilter())
    statement = select(func.count()).select_from(DecisionEvaluation).where(*conditions)
    return session.scalar(statement) or 0


def evaluation(session: Session, evaluation_id: str) -> DecisionEvaluation:
    """Return one evaluation.

    Raises:
        NotFoundError: no such evaluation.
    """
    found = session.get(DecisionEvaluation, evaluation_id)
    if found is None:
        raise NotFoundError(what="decision evaluation", id=evaluation_id)
    return found


def _evaluated(wanted: EvaluationFilter) -> list[ColumnElement[bool]]:
    e = DecisionEvaluation
    equal: dict[Any, Any] = {
        e.id: wanted.id,
        e.definition_id: wanted.definition_id,
        e.definition_key: wanted.definition_key,
        e.instance_id: wanted.instance_id,
        e.process_key: wanted.process_key,
        e.activity_id: wanted.activity_id,
        e.token_id: wanted.token_id,
        e.actor: wanted.actor,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    if wanted.instance_ids is not None:
        found.append(e.instance_id.in_(wanted.instance_ids))
    if wanted.processes is not None:
        found.append(e.process_key.in_(wanted.processes))
    if wanted.after is not None:
        found.append(e.at >= wanted.after)
    if wanted.before is not None:
        found.append(e.at <= wanted.before)
    return found


def decisions_behind(session: Session, task: UserTask) -> list[DecisionEvaluation]:
    """Return what was decided since the last person's work and led to a task, newest first.

    Tokens are numbered in the order in which they were made: what was decided for a task has a
    lower number than the task, and a higher one than the work done before it.
    """
    e, t = DecisionEvaluation, UserTask
    done = (
        select(t.token_id, t.ended_at)
        .where(t.instance_id == task.instance_id, t.status == "completed")
        .where(t.token_id < task.token_id, t.ended_at <= task.created_at)
        .order_by(t.ended_at.desc(), t.token_id.desc())
        .limit(1)
    )
    last = session.execute(done).one_or_none()
    statement = select(e).where(
        e.instance_id == task.instance_id, e.token_id < task.token_id, e.at <= task.created_at
    )
    if last is not None:
        statement = statement.where(e.token_id > last.token_id, e.at >= last.ended_at)
    return list(session.scalars(statement.order_by(e.at.desc(), e.token_id.desc())))
