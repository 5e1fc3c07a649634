"""What a finding is."""

from __future__ import annotations

from typing import NamedTuple


class Finding(NamedTuple):
    """A kind of problem: `severity` is "error" (the deployment is refused) or "warning"."""

    severity: str
    template: str
    hint: str = ""


def error(template: str, hint: str) -> Finding:
    """Return a finding that refuses the deployment."""
    return Finding("error", template, hint)


def warning(template: str, hint: str) -> Finding:
    """Return a finding that only tells."""
    return Finding("warning", template, hint)
