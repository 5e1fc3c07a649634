"""Components that belong together, optionally under a path of their own."""

from forms.fields.base import Field


class Group(Field):
    """Holds no value itself."""

    type = "group"
    pathed = True
