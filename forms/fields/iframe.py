"""Another page inside the form."""

from forms.fields.base import Field


class Iframe(Field):
    """Refused: pages of others are not embedded."""

    type = "iframe"
    not_supported = ("other pages are not embedded", "Put a link into a text component")
