"""What is wrong with the FEEL of a form, found before anybody fills it in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from decisions import feel
from decisions.feel.errors import place
from decisions.feel.syntax import tree
from forms import braces, expressions, reads, translations
from forms.braces import TemplateError
from forms.component import Component
from forms.report import Report

# functions of the standard that feelin 6.1.1, the browser's FEEL, lacks
NOT_IN_BROWSER = frozenset(
    {
        "coincides",
        "during",
        "finished by",
        "finishes",
        "overlaps after",
        "overlaps before",
        "range",
        "started by",
        "starts",
    }
)
# what our FEEL reads besides: names in backquotes, and numbers with an exponent
_ONLY_OURS = re.compile(r"`[^`]*`|(?<![\w.])[0-9.]+[eE][+-]?[0-9]+")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"')
SHOWN_CHARACTERS = 200


def check(component: Component, names: frozenset[str], report: Report) -> None:
    """Report wrong expressions of a component and of those within it.

    Args:
        names: the keys that FEEL takes for one name only if it is told so.
    """
    checking = _Checking(component.raw, names, report)
    for name in component.field.conditions:
        checking.formula(name, tests=True)
    for name in component.field.formulas:
        checking.formula(name, tests=False)
    for property_name, text in expressions.texts(component.raw):
        checking.text(property_name, text)
    for text in translations.texts(component.raw):
        checking.text(translations.PROPERTY, text)
    for child in component.children:
        check(child, names, report)


class _Checking:
    """The check of one component."""

    def __init__(self, raw: Mapping[str, Any], names: frozenset[str], report: Report) -> None:
        self.raw = raw
        self.names = names
        self.report = report

    def formula(self, name: expressions.Property, *, tests: bool) -> None:
        """Check a property that is an expression or something else."""
        value = expressions.property_of(self.raw, name)
        if expressions.is_expression(value):
            self._expression(".".join(name), value, (value[1:], 1), tests=tests)

    def text(self, name: str, text: str) -> None:
        """Check a text that form-js fills in."""
        if not braces.is_template(text):
            return
        try:
            found = list(braces.formulas(braces.parse(text)))
        except TemplateError as error:
            self._wrong("bad_template", name, text, error.position, reason=str(error))
            return
        for formula, _ in found:
            self._expression(name, text, (formula.text, formula.position), tests=False)

    def _expression(self, name: str, value: str, part: tuple[str, int], *, tests: bool) -> None:
        text, start = part
        read = feel.parse_tests if tests else feel.parse
        try:
            parsed = read(text, self.names)
        except feel.FeelSyntaxError as error:
            position = start + error.position
            self._wrong("bad_expression", name, value, position, reason=error.reason)
            return
        without_strings = _STRING.sub(lambda found: " " * len(found[0]), text)
        for found in _ONLY_OURS.finditer(without_strings):
            self._wrong("not_in_browser", name, value, start + found.start(), part=found[0])
        for node in _unknown_functions(parsed.tree):
            code = "function_not_in_browser" if node.name in NOT_IN_BROWSER else "unknown_function"
            self._wrong(code, name, value, start + node.position, function=node.name)

    def _wrong(self, code: str, name: str, text: str, position: int, **facts: Any) -> None:
        line, column = place(text, position)
        facts |= {"property": name, "expression": text[:SHOWN_CHARACTERS]}
        self.report.error(code, self.raw, line=line, column=column, **facts)


def _unknown_functions(node: Any) -> Iterator[tree.Name]:
    for called, bound in reads.calls(node):
        known = called.name in feel.BUILT_INS and called.name not in NOT_IN_BROWSER
        if not known and called.name not in bound:
            yield called
