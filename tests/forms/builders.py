"""Short ways to write schemas and verdicts."""

from datetime import UTC, datetime

import forms

NOW = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


def form(*components, **properties):
    return {"type": "default", "components": list(components), **properties}


def field(kind="textfield", key="it", **properties):
    return {"type": kind, "key": key, "label": key, **properties}


def problems(*components, **properties):
    """The (severity, code) pairs of a form with these components."""
    found = forms.check(form(*components, **properties))
    assert all(str(one) for one in found)  # every text can be filled in
    return [(one.severity, one.code) for one in found]


def error(code):
    return [("error", code)]


def judge(component, value, *, variables=None, locale="en", now=NOW):
    """Submit one value of a form with one field `it`."""
    return forms.validate(form(component), {"it": value}, variables or {}, locale, now=now)


def codes(verdict):
    """The error codes of a verdict by path."""
    assert all(str(one) for found in verdict.errors.values() for one in found)
    assert verdict.ok != bool(verdict.errors)
    assert verdict.ok or verdict.data == {}
    return {path: [one.code for one in found] for path, found in verdict.errors.items()}


def taken(component, value, **options):
    """The value taken over from a submission that must be accepted."""
    verdict = judge(component, value, **options)
    assert codes(verdict) == {}
    return verdict.data["it"]


def refused(component, value, **options):
    """The codes for which a value is refused; empty if it is not."""
    return codes(judge(component, value, **options)).get("it", [])
