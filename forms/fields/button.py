"""A button."""

from forms.fields.base import Field


class Button(Field):
    """Submits or resets; the page has a button of its own as well."""

    type = "button"
    texts = frozenset({"label"})
