"""The check of a model before it is deployed: all that is wrong or doubtful, with what to do."""

from __future__ import annotations

from decisions.dmn.checks.declarations import check_declarations
from decisions.dmn.checks.graph import check_graph
from decisions.dmn.checks.logic import check_logic
from decisions.dmn.checks.problems import Problem, Problems
from decisions.dmn.checks.texts import Checked
from decisions.dmn.evaluation import Program

__all__ = ["Problem", "check_program"]


def check_program(program: Program) -> tuple[Problem, ...]:
    """Return the findings about the main one of linked models, by line."""
    models, problems = program.models, Problems()
    model = models.main
    check_graph(models, model, problems)
    check_declarations(models, model, problems)
    for element in model.elements:
        check_logic(Checked(models, element, program.compiler(model, element), problems), model)
    return problems.all
