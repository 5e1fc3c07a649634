"""Several lines of text."""

from forms.fields.text_value import TextValue


class Textarea(TextValue):
    """Line ends are line feeds, whatever the sender's machine uses."""

    type = "textarea"

    def lines(self, text: str) -> str:
        """Return a text with line feeds only."""
        return text.replace("\r\n", "\n").replace("\r", "\n")
