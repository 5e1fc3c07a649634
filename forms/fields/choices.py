"""What fields with options have in common."""

from __future__ import annotations

from typing import Any

from forms import expressions, javascript, options, rules, words
from forms.catalogue import error
from forms.component import Component
from forms.fields.base import Field, RefusedError
from forms.report import Report
from forms.scope import Scope


class OneChoice(Field):
    """One of the options, or nothing."""

    keyed = True
    chooses = True
    formulas = (*Field.formulas, expressions.OPTIONS)
    rules = rules.REQUIRED

    def check(self, component: Component, report: Report) -> None:
        """Report what is wrong with the options."""
        options.check(component, report)

    def initial(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return the variable's value if it is an option, or options are yet to be computed."""
        if options.are_computed(component):
            return value
        return value if javascript.key(value) in options.options(component, scope) else None

    def accept(self, component: Component, value: Any, scope: Scope) -> Any:
        """Take an option and nothing."""
        if value is None or value == "":
            return None
        if javascript.key(value) not in options.options(component, scope):
            raise RefusedError(error("not_an_option"))
        return value

    def describe(self, component: Component, value: Any, scope: Scope) -> str:
        """Return the label of the option."""
        return options.label(component, value, scope)


class ManyChoices(Field):
    """Some of the options, each at most once."""

    keyed = True
    chooses = True
    formulas = (*Field.formulas, expressions.OPTIONS)
    empty = []
    rules = rules.REQUIRED

    def check(self, component: Component, report: Report) -> None:
        """Report what is wrong with the options."""
        options.check(component, report)

    def initial(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return those of the variable's values that are options, all if these are computed."""
        chosen = value if isinstance(value, list) else []
        if options.are_computed(component):
            return chosen
        choices = options.options(component, scope)
        return [item for item in chosen if javascript.key(item) in choices]

    def accept(self, component: Component, value: Any, scope: Scope) -> Any:
        """Take a list of options, and nothing; an option given twice counts once."""
        chosen = [] if value is None else value
        if not isinstance(chosen, list):
            raise RefusedError(error("list_expected"))
        if len(chosen) > scope.limits.entries:
            raise RefusedError(error("list_size", value=scope.limits.entries))
        once = {javascript.key(item): item for item in chosen}
        if not once.keys() <= options.options(component, scope).keys():
            raise RefusedError(error("not_an_option"))
        return list(once.values())

    def describe(self, component: Component, value: Any, scope: Scope) -> str:
        """Return the labels of the options."""
        chosen = value if isinstance(value, list) else []
        return words.joined([options.label(component, item, scope) for item in chosen], scope)
