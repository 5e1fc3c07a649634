"""A number, compared exactly; kept as a JSON number, or as typed if `serializeToString` is set."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from forms import javascript, persian, rules
from forms.catalogue import error
from forms.component import Component
from forms.fields.base import Field, RefusedError
from forms.problems import FormError
from forms.report import Report
from forms.scope import Scope


class Number(Field):
    """Takes numbers and their texts, in Persian, Arabic or ASCII digits."""

    type = "number"
    keyed = True
    rules = rules.NUMBER_RULES
    texts = Field.texts | {"prefixAdorner", "suffixAdorner"}

    def check(self, component: Component, report: Report) -> None:
        """Report digits and steps that are none."""
        digits, step = component.raw.get("decimalDigits"), component.raw.get("increment")
        if digits is not None and not rules.is_length(digits):
            report.bad_property(component.raw, "decimalDigits", "a whole number, 0 or more")
        if step not in (None, "", 0) and (javascript.number(step) or 0) <= 0:
            report.bad_property(component.raw, "increment", "a number greater than 0")
        report.check_flag(component.raw, "serializeToString")

    def initial(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return numbers and texts that are numbers; nothing else is shown."""
        exact = javascript.number(value)
        if exact is None:
            return None
        if component.raw.get("serializeToString"):
            typed = isinstance(value, str)
            return javascript.trimmed(value) if typed else javascript.number_text(exact)
        held = javascript.plain(exact)
        return float(exact) if held is None else held

    def accept(self, component: Component, value: Any, scope: Scope) -> Any:
        """Take numbers, texts that are numbers, and nothing."""
        typed = persian.number_text(value) if isinstance(value, str) else value
        if typed is None or typed == "":
            return None
        exact = javascript.number(typed)
        if exact is None:
            raise RefusedError(error("not_a_number"))
        if component.raw.get("serializeToString"):
            return javascript.trimmed(typed) if isinstance(typed, str) else _written(typed, exact)
        held = javascript.plain(exact)
        if held is None:
            raise RefusedError(error("number_size"))
        return held

    def judge(self, component: Component, value: Any, scope: Scope) -> Iterator[FormError]:
        """Judge digits and step before the common rules. Source: runNumberValidation of form-js."""
        exact = javascript.number(value)
        if exact:
            yield from _digits(component.raw.get("decimalDigits"), exact)
            yield from _step(javascript.number(component.raw.get("increment")), exact)
        yield from super().judge(component, value, scope)

    def describe(self, component: Component, value: Any, scope: Scope) -> str:
        """Return the number in the reader's digits."""
        text = javascript.text(value)
        return persian.persian_digits(text.replace(".", "٫")) if scope.persian else text


def _written(value: Any, exact: Decimal) -> str:
    return str(value) if isinstance(value, Decimal) else javascript.number_text(exact)


def _digits(most: int | None, exact: Decimal) -> Iterator[FormError]:
    if most is None or javascript.decimals(exact) <= most:
        return
    if most == 0:
        yield error("integer")
    elif most == 1:
        yield error("decimal_digit")
    else:
        yield error("decimal_digits", value=most)


def _step(step: Decimal | None, exact: Decimal) -> Iterator[FormError]:
    offset = javascript.remainder(exact, step) if step else 0
    if step and offset:
        before = exact - offset
        facts = {"previousValue": before, "nextValue": before + step}
        yield error("increment", **{k: javascript.fact(v) for k, v in facts.items()})
