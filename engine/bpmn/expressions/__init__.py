"""Expressions in diagrams: FEEL, Python syntax, the everyday part of JUEL, plain text; scripts.

`compile_expression` is called when a diagram is deployed and finds every syntax error then. What
it returns is immutable and may be evaluated by any number of threads.
"""

from engine.bpmn.expressions.assignments import plain_assignments
from engine.bpmn.expressions.errors import (
    ExpressionError,
    FeelError,
    NoAnswerError,
    UnknownVariableError,
)
from engine.bpmn.expressions.feel import CLOCK, Wanted
from engine.bpmn.expressions.language import Expression, compile_expression
from engine.bpmn.expressions.scripts import parse_script

__all__ = [
    "CLOCK",
    "Expression",
    "ExpressionError",
    "FeelError",
    "NoAnswerError",
    "UnknownVariableError",
    "Wanted",
    "compile_expression",
    "parse_script",
    "plain_assignments",
]
