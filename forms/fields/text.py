"""A text that is only shown."""

from forms.fields.base import Field


class Text(Field):
    """Markdown; the browser sanitises what it becomes."""

    type = "text"
    texts = frozenset({"text"})
