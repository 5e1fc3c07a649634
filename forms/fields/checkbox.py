"""A yes or no."""

from __future__ import annotations

from typing import Any

from forms import rules, words
from forms.catalogue import error
from forms.component import Component
from forms.fields.base import Field, RefusedError
from forms.scope import Scope


class Checkbox(Field):
    """True or false; required means that it must be checked."""

    type = "checkbox"
    keyed = True
    empty = False
    rules = rules.REQUIRED

    def initial(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return whether the variable is true."""
        return value is True

    def accept(self, component: Component, value: Any, scope: Scope) -> Any:
        """Take true, false and nothing."""
        if value is not None and not isinstance(value, bool):
            raise RefusedError(error("choice_expected"))
        return value is True

    def describe(self, component: Component, value: Any, scope: Scope) -> str:
        """Return yes or no."""
        return words.yes_or_no(value, scope)
