"""What text fields and text areas have in common: their value is a text."""

from __future__ import annotations

from typing import Any

from forms import javascript, persian, rules
from forms.catalogue import error
from forms.component import Component
from forms.fields.base import Field, RefusedError
from forms.scope import Scope


class TextValue(Field):
    """A text. It is stored as typed, blanks at its ends included: form-js trims to count only.

    Persian and Arabic digits become ASCII ones in fields made of digits (`rules.wants_digits`).
    For Persian readers, the Arabic letters yeh and kaf become the Persian ones.
    """

    keyed = True
    empty = ""
    rules = rules.TEXT_RULES

    def initial(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return texts, and numbers and booleans as texts; nothing else is shown."""
        return self.lines(javascript.text(value))

    def accept(self, component: Component, value: Any, scope: Scope) -> Any:
        """Take texts and nothing."""
        if value is None:
            return ""
        if not isinstance(value, str):
            raise RefusedError(error("text_expected"))
        if javascript.length(value) > scope.limits.text_length:
            raise RefusedError(error("text_size", value=scope.limits.text_length))
        text = persian.letters(value) if scope.persian else value
        if rules.wants_digits(component):
            text = persian.latin_digits(text)
        return self.lines(text)

    def lines(self, text: str) -> str:
        """Return a text with line feeds as its only line ends, as the browser's element has it."""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def describe(self, component: Component, value: Any, scope: Scope) -> str:
        """Return the text."""
        return javascript.text(value)
