"""FEEL expressions and DMN decisions: pure, nothing but values in and values out.

`decisions.feel` evaluates expressions, `decisions.dmn` evaluates decision models.
"""


class DecisionsError(Exception):
    """Root of every error of this package; each class carries a stable `code`."""

    code = "decisions_error"
