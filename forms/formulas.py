"""FEEL as forms use it: expressions, conditions and texts, evaluated in one budget.

What form-js takes as a condition is a unary test of nothing: `=null` holds, as in the browser.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from decisions import feel
from forms import braces
from forms.braces import Block, Formula, Template
from forms.problems import FormsError

LIMITS = feel.Limits(steps=1_000_000, seconds=2.0)
INPUT = "?"
EXACT_INTEGERS = 2**53
Context = Mapping[str, Any]
"""The names that an expression may read, and their FEEL values."""

Result = TypeVar("Result")


class FormulaLimitError(FormsError):
    """The expressions of a form take too long, or make too large a value."""

    code = "formula_limit"
    template = "The expressions of the form were stopped: {reason}."


class Formulas:
    """Evaluates the expressions of one form for one purpose.

    Args:
        names: the keys of the form; those with signs in them are read as one name.
        now: what `now()` and `today()` answer.
    """

    def __init__(self, names: Collection[str], now: datetime | None) -> None:
        self.names = names
        self._run = feel.Run(LIMITS, now)

    def value(self, text: str, context: Context) -> Any:
        """Return the value of an expression (without its =) as JSON has it."""
        evaluator = feel.parse(text, self.names).evaluator
        return self._bounded(lambda scope: plain(evaluator(scope)), context)

    def holds(self, text: str, context: Context) -> bool:
        """Return whether a condition (without its =) holds."""
        tests = feel.parse_tests(text, self.names)
        return self._bounded(tests.evaluator, {INPUT: None, **context}) is True

    def shown(self, text: str, context: Context) -> str:
        """Return a text with its expressions filled in. Source: evaluate of feelers 3.1.0."""
        if not braces.is_template(text):
            return text
        parts = braces.parse(text)
        around = {"this": context, "parent": None, **context, "_this_": context, "_parent_": None}
        return self._bounded(lambda scope: self._parts(parts, scope), around)

    def _bounded(self, evaluate: Callable[[feel.Scope], Result], context: Context) -> Result:
        try:
            with feel.exact():
                return evaluate(feel.Scope(context, None, self._run))
        except feel.LimitExceededError as found:
            raise FormulaLimitError(reason=str(found)) from found
        except RecursionError:
            raise FormulaLimitError(reason="they are nested too deeply") from None

    def _parts(self, parts: Template, scope: feel.Scope) -> str:
        return "".join(self._part(part, scope) for part in parts)

    def _part(self, part: str | Formula | Block, scope: feel.Scope) -> str:
        if isinstance(part, str):
            return part
        value = self._value(part.formula if isinstance(part, Block) else part, scope)
        if isinstance(part, Formula):
            return "" if value is None else feel.to_text(value)
        shown = self._block(part, value, scope)
        return shown + "\n" if part.breaks and not shown.endswith("\n") else shown

    def _block(self, block: Block, value: Any, scope: feel.Scope) -> str:
        if block.kind == braces.IF:  # what JavaScript takes as true
            return "" if value in (None, False, "", 0) else self._parts(block.parts, scope)
        items = value if isinstance(value, list) else [] if value is None else [value]
        self._run.use(1 + len(items))
        return "".join(self._parts(block.parts, self._turn(item, scope)) for item in items)

    def _turn(self, item: Any, scope: feel.Scope) -> feel.Scope:
        """Return what a turn of a loop sees: its item, and the rest only as its parent."""
        own = item if isinstance(item, dict) else {}
        values = {"this": item, "parent": scope.values, **own}
        values |= {"_this_": item, "_parent_": scope.values}
        return feel.Scope(values, None, self._run)

    def _value(self, formula: Formula, scope: feel.Scope) -> Any:
        return feel.parse(formula.text, self.names).evaluator(scope)


def plain(value: Any) -> Any:
    """Return a FEEL value as JSON: numbers as the browser holds them, dates as texts."""
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        whole = abs(value) < EXACT_INTEGERS and value == value.to_integral_value()
        return int(value) if whole else float(value)
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {name: plain(item) for name, item in value.items()}
    return feel.to_text(value)


def feel_value(value: Any) -> Any:
    """Return JSON as a FEEL value; null for numbers that FEEL does not have."""
    try:
        return feel.from_python(value)
    except (TypeError, ValueError):
        return None
