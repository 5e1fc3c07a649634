"""A picture."""

from __future__ import annotations

from forms import expressions
from forms.component import Component
from forms.fields.base import Field
from forms.report import Report


class Image(Field):
    """form-js shows http(s) and data addresses; our pages' security policy only the latter."""

    type = "image"
    texts = frozenset({"alt"})

    def check(self, component: Component, report: Report) -> None:
        """Report what would stay blank."""
        source = expressions.static(component.raw.get("source"))
        if isinstance(source, str) and not source.lower().startswith(("data:image/", "{{")):
            report.warning("image_not_shown", component.raw)
