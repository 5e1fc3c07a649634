"""A value computed while the form is filled in."""

from __future__ import annotations

from forms import expressions
from forms.component import Component
from forms.fields.base import Field
from forms.report import Report

MOMENTS = ("change", "presubmit")


class Expression(Field):
    """Shows nothing. The server computes the value again, and takes no other."""

    type = "expression"
    keyed = True
    computes = True
    texts = frozenset()
    formulas = (*Field.formulas, expressions.COMPUTED)

    def check(self, component: Component, report: Report) -> None:
        """Report an expression that is none, and a moment that form-js does not know."""
        raw = component.raw
        if not expressions.is_expression(raw.get("expression")):
            report.bad_property(raw, "expression", "an expression that starts with =")
        if raw.get("computeOn", "change") not in MOMENTS:
            report.bad_property(raw, "computeOn", f"one of {', '.join(MOMENTS)}")


def is_computed_last(component: Component) -> bool:
    """Return whether the value is computed when the form is sent, and not before."""
    return component.raw.get("computeOn") == "presubmit"
