"""form-js schemas: check them, show them, and judge a submission as the browser does. Pure.

`check` says what is wrong with a schema; everything else takes a schema that passed it.
"""

from forms.binding import Names, initial, restored, variables
from forms.catalogue import templates
from forms.checking import check, form_id, open_form
from forms.component import Form
from forms.description import describe
from forms.localisation import localise
from forms.problems import FormError, FormInvalidError, FormsError, Problem
from forms.scope import Limits
from forms.validation import Validated, validate

__all__ = [
    "Form",
    "FormError",
    "FormInvalidError",
    "FormsError",
    "Limits",
    "Names",
    "Problem",
    "Validated",
    "check",
    "describe",
    "form_id",
    "initial",
    "localise",
    "open_form",
    "restored",
    "templates",
    "validate",
    "variables",
]
