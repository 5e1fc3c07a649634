"""A date entered in the reader's calendar, Jalali or Gregorian; its value is an ISO date."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from forms import persian, rules, words
from forms.catalogue import error
from forms.component import Component
from forms.fields.base import Field, RefusedError
from forms.scope import Scope

_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class JalaliDate(Field):
    """Our own type: no form-js has it."""

    type = "jalalidate"
    keyed = True
    rules = rules.REQUIRED

    def initial(self, component: Component, value: Any, scope: Scope) -> Any:
        """Return an ISO date; nothing else is shown."""
        return value if _parse(value) else None

    def accept(self, component: Component, value: Any, scope: Scope) -> Any:
        """Take an ISO date and nothing."""
        if value is None or value == "":
            return None
        text = persian.latin_digits(value) if isinstance(value, str) else ""
        if not _parse(text):
            raise RefusedError(error("date_expected"))
        return text

    def describe(self, component: Component, value: Any, scope: Scope) -> str:
        """Return the date in the reader's calendar."""
        found = _parse(value)
        return words.day(found, scope) if found else ""


def _parse(value: Any) -> date | None:
    if not isinstance(value, str) or not _ISO.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
