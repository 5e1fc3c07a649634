"""One line of text."""

import re

from forms.fields.base import Field
from forms.fields.text_value import TextValue


class Textfield(TextValue):
    """Holds no line breaks or tabs: they become blanks."""

    type = "textfield"
    texts = Field.texts | {"prefixAdorner", "suffixAdorner"}

    def lines(self, text: str) -> str:
        """Replace each line break and tab by a blank."""
        return re.sub(r"[\r\n\t]", " ", text)
