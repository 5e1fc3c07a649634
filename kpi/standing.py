"""Figures of now: what is open, for how long, what is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from kpi.questions import CASE, Age, Question, of_age, of_cases, open_at, open_now


@dataclass(frozen=True, slots=True)
class Standing:
    """The open cases.

    Attributes:
        overdue: a date of what is open in it has passed.
        ages: how many there are of each class.
        oldest: when the oldest one started; None when nothing is open.
    """

    open: int
    overdue: int
    ages: tuple[tuple[Age, int], ...]
    oldest: datetime | None


def standings(session: Session, asked: Question, now: datetime) -> dict[str, Standing]:
    """Return what is open now by process; processes without open cases are left out."""
    statement = select(CASE.process_key, *_figures(now)).group_by(CASE.process_key)
    rows = session.execute(statement.where(*open_now(), *of_cases(asked)))
    return {row[0]: _standing(row[1:]) for row in rows}


def standing(session: Session, asked: Question, now: datetime) -> Standing:
    """Return what is open now; the period does not restrict."""
    statement = select(*_figures(now)).where(*open_now(), *of_cases(asked))
    return _standing(session.execute(statement).one())


def _figures(now: datetime) -> list[ColumnElement[Any]]:
    counts = [_count(CASE.due_at < now), *(_count(_aged(age, now)) for age in Age)]
    return [func.count(), func.min(CASE.started_at), *counts]


def _standing(row: Sequence[Any]) -> Standing:
    ages = tuple(zip(Age, (int(n or 0) for n in row[3:]), strict=True))
    return Standing(int(row[0]), int(row[2] or 0), ages, row[1])


def open_cases(session: Session, asked: Question, moment: datetime) -> int:
    """Return how many cases were open at an instant; the period does not restrict.

    A case that was reopened counts as open until it ended the last time.
    """
    statement = select(func.count()).where(*open_at(moment), *of_cases(asked))
    return session.scalar(statement) or 0


def _aged(age: Age, now: datetime) -> ColumnElement[bool]:
    first, *others = of_age(age, now)
    for condition in others:
        first &= condition
    return first


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
