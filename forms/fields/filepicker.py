"""Files to send along."""

from forms.fields.base import Field


class Filepicker(Field):
    """Refused until files can be stored."""

    type = "filepicker"
    keyed = True
    not_supported = ("files cannot be stored yet", "Ask for a reference to the file instead")
