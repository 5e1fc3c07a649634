"""DMN decisions: read a file, check it, evaluate it, and see which rules matched.

model = dmn.read(data)
dmn.check(model)                                    # problems, errors and warnings
evaluation = dmn.evaluate(model, "dish", {"season": "Winter", "guests": 8})
feel.to_python(evaluation.value)
evaluation.outputs[-1].rules                        # ids of the rules that matched
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from decisions.dmn.checks import Problem, check_program
from decisions.dmn.errors import DmnError
from decisions.dmn.evaluation import Program
from decisions.dmn.given import Given
from decisions.dmn.linking import Models, alone, link
from decisions.dmn.model import Model
from decisions.dmn.reader import read
from decisions.dmn.trace import DecisionTrace, Evaluation, Record, TableTrace
from decisions.feel import LIMITS, LimitExceededError, Limits, exact


def evaluate(
    model: Model | Models,
    name: str,
    variables: Mapping[str, Any],
    *,
    limits: Limits = LIMITS,
    now: datetime | None = None,
) -> Evaluation:
    """Evaluate a decision, or call a decision service or knowledge model.

    Args:
        name: its id, else its name.
        variables: plain data or FEEL values; what stands for an imported model, under the name of
            the import.
        now: what `now()` and `today()` give.

    Raises:
        DmnError: there is no such decision, or it requires itself.
        LimitExceededError: it takes too many steps or too long.
    """
    program = _program(alone(model) if isinstance(model, Model) else model)
    record = Record(limits, now)
    with exact():
        try:
            value = program.value(program.models.named(name), Given(variables, record), record)
        except RecursionError as error:
            raise LimitExceededError("depth", "its values are nested too deep") from error
    return Evaluation(value, tuple(record.decisions), tuple(record.warnings))


def check(model: Model | Models) -> tuple[Problem, ...]:
    """Return everything that is wrong or doubtful in a model, by line; it never raises."""
    return check_program(_program(alone(model) if isinstance(model, Model) else model))


def results(evaluation: Evaluation) -> list[dict[str, Any]]:
    """Return a map of output names and values for each result, as Camunda's decisions give them.

    A single result, a single entry, a list of entries and a list of results are all made of these.
    """
    return list(evaluation.outputs[-1].outputs) if evaluation.outputs else []


@lru_cache(maxsize=128)
def _program(models: Models) -> Program:
    return Program(models)


__all__ = [
    "DecisionTrace",
    "DmnError",
    "Evaluation",
    "Model",
    "Models",
    "Problem",
    "TableTrace",
    "check",
    "evaluate",
    "link",
    "read",
    "results",
]
