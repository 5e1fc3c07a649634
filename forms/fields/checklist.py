"""Some of a few options, all of them seen."""

from forms.fields.choices import ManyChoices


class Checklist(ManyChoices):
    """Some of a few options, all of them seen."""

    type = "checklist"
