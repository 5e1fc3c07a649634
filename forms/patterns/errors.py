"""Why a pattern cannot be used."""

from forms.problems import FormsError


class PatternError(FormsError):
    """The pattern is no JavaScript regular expression, or one the server cannot judge alike."""

    code = "bad_pattern"
    template = "{reason}"

    def __init__(self, reason: str, position: int | None = None) -> None:
        place = "" if position is None else f" at character {position + 1}"
        super().__init__(reason=reason + place)


class PatternSlowError(FormsError):
    """A search was given up because it took too long."""

    code = "pattern_slow"
    template = "The pattern takes too long to check this text."
