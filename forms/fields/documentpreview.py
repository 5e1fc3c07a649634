"""Documents shown inside the form."""

from forms.fields.base import Field


class DocumentPreview(Field):
    """Refused until files can be stored."""

    type = "documentPreview"
    not_supported = ("files cannot be stored yet", "Put a link into a text component")
