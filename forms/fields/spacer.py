"""An empty space between components."""

from forms.fields.base import Field


class Spacer(Field):
    """Holds nothing."""

    type = "spacer"
    texts = frozenset()
