"""FEEL in diagrams: values cross the border both ways, and null is an answer only where it may be.

A variable that does not exist is null in FEEL, and so is everything that fails. Where a diagram
needs an answer, the warnings of the evaluation say why there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Literal

from decisions import feel
from engine.bpmn.expressions.closures import Closure
from engine.bpmn.expressions.errors import FeelError, NoAnswerError
from engine.bpmn.expressions.feel_functions import FUNCTIONS
from engine.bpmn.expressions.feel_values import to_variable
from engine.ports import ScriptError

# A fact that no expression can name: the time of the step on the clock of the installation.
CLOCK = "now()"

# "truth": true or false, nothing else; "value": anything but null; "due": a date, a time span or
# null; "time": a date or time span; "cycle": a time span or the text of a cycle; "any": null too
Wanted = Literal["any", "value", "truth", "due", "time", "cycle"]
Finish = Callable[[Any, datetime | None], Any]


def compile_feel(
    text: str, names: frozenset[str], wanted: Wanted
) -> tuple[frozenset[str], Closure]:
    """Compile a FEEL expression, with or without its `=`.

    Returns:
        the variables it reads, and its closure.

    Raises:
        FeelError: it is no FEEL; its column counts the `=`.
    """
    marked = text.startswith("=")
    try:
        expression = feel.parse(text[1:] if marked else text, names | FUNCTIONS.keys())
    except feel.FeelSyntaxError as error:
        column = error.column + (marked and error.line == 1)
        raise FeelError(error.reason, error.line, column) from error
    given = {name: FUNCTIONS[name] for name in expression.names if name in FUNCTIONS}
    variables = frozenset(name for name in expression.names if not _only_called(name, text))
    run = _evaluation(expression, tuple(variables), given)
    closure = _condition(text, run) if wanted == "truth" else _value(text, run, wanted)
    return variables, closure


def _only_called(name: str, text: str) -> bool:
    """Whether a name means a function wherever it stands: no variable is looked up for count()."""
    known = name in FUNCTIONS or name in feel.BUILT_INS
    return known and re.search(rf"\b{re.escape(name)}\b(?!\s*\()", text) is None


def _evaluation(
    expression: feel.Expression, names: tuple[str, ...], given: Mapping[str, Any]
) -> Closure:
    evaluate = expression.evaluate

    def run(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> feel.Outcome:
        known = dict(given)
        for name in names:
            try:
                known[name] = variables[name]
            except KeyError:
                if name in facts:
                    known[name] = facts[name]
        try:
            return evaluate(known, now=facts.get(CLOCK))
        except feel.LimitExceededError as error:
            raise ScriptError(_sentence(str(error))) from error

    return run


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _condition(text: str, run: Closure) -> Closure:
    def decide(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> bool:
        outcome = run(variables, facts)
        value = outcome[0]
        if value is True or value is False:
            return value
        found = f"{_described(value)} instead of true or false"
        raise _no_answer(text, found, outcome)

    return decide


def _value(text: str, run: Closure, wanted: Wanted) -> Closure:
    finish = FINISHES.get(wanted)
    may_be_null = wanted in ("any", "due")

    def value_of(variables: Mapping[str, Any], facts: Mapping[str, Any]) -> Any:
        outcome = run(variables, facts)
        if outcome[0] is None and not may_be_null:
            raise _no_answer(text, "null", outcome)
        try:
            value = to_variable(outcome[0])
        except feel.LimitExceededError as error:
            raise ScriptError(_sentence(str(error))) from error
        return value if finish is None else finish(value, facts.get(CLOCK))

    return value_of


def _described(value: Any) -> str:
    return "null" if value is None else f"a {feel.kind(value)}"


def _no_answer(text: str, found: str, outcome: feel.Outcome) -> NoAnswerError:
    unknown = any(warning.code == "unknown_name" for warning in outcome.warnings)
    reasons = (warning.message for warning in outcome.warnings)
    return NoAnswerError(text, found, reasons, unknown_variable=unknown)


def _local(value: Any, now: datetime | None) -> Any:
    """A date or time without a zone is meant in the time zone of the installation."""
    if now is None or not isinstance(value, date):
        return value
    if not isinstance(value, datetime):
        value = datetime.combine(value, time())
    return value if value.tzinfo else value.replace(tzinfo=now.tzinfo)


def _repeated(value: Any, now: datetime | None) -> Any:
    """Months have no length of their own: as a cycle they repeat by their text."""
    months = type(value) is str and value[:1] == "P"
    return f"R/{value}" if months else _local(value, now)


FINISHES: Mapping[str, Finish] = {"due": _local, "time": _local, "cycle": _repeated}
