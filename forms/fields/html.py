"""A piece of HTML."""

from forms.fields.base import Field


class Html(Field):
    """Refused: markdown does the same and cannot carry scripts."""

    type = "html"
    not_supported = ("HTML of a form is not shown", "Use a text component with markdown")
