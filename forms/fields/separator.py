"""A line between components."""

from forms.fields.base import Field


class Separator(Field):
    """Holds nothing."""

    type = "separator"
    texts = frozenset()
