"""Some options, searched for by typing."""

from forms.fields.choices import ManyChoices


class Taglist(ManyChoices):
    """Some options, searched for by typing."""

    type = "taglist"
