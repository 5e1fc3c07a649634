"""One of a few options, all of them seen."""

from forms.fields.choices import OneChoice


class Radio(OneChoice):
    """One of a few options, all of them seen."""

    type = "radio"
