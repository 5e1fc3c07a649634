"""Several lines of text."""

from forms.fields.text_value import TextValue


class Textarea(TextValue):
    """Its line ends are line feeds, whatever the sender's machine uses."""

    type = "textarea"
