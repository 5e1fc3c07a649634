"""One option from a drop-down list."""

from forms.fields.choices import OneChoice


class Select(OneChoice):
    """One option from a drop-down list."""

    type = "select"
