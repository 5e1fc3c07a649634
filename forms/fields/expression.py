"""A value computed while the form is filled in."""

from forms.fields.base import Field


class Expression(Field):
    """Refused: it is nothing but FEEL."""

    type = "expression"
    keyed = True
    not_supported = ("they need FEEL", "Compute the value in a script task after the form")
