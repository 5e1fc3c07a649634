"""Check a schema, or open it for use."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from forms import reading
from forms.building import build
from forms.component import Form
from forms.problems import FormInvalidError, Problem
from forms.report import Report
from forms.scope import Limits

Schema = bytes | str | Mapping[str, Any] | Form


def check(
    schema: bytes | str | Mapping[str, Any],
    resource: str | None = None,
    limits: Limits | None = None,
) -> list[Problem]:
    """Return all that is wrong with a schema, errors and warnings, in the order of the form.

    Args:
        schema: the file, or its JSON; only a file's problems have lines.
        resource: name of the file, for the problems.
        limits: of the server.
    """
    report, _ = _read(schema, resource, limits or Limits())
    return report.problems


def open_form(schema: Schema) -> Form:
    """Return the form of a schema; bytes are read once and remembered.

    Raises:
        FormInvalidError: `check` refuses the schema.
    """
    if isinstance(schema, Form):
        return schema
    return _remembered(schema) if isinstance(schema, bytes) else _opened(schema)


def form_id(schema: Schema, file_name: str) -> str:
    """Return the key of a form: its id, else the name of its file without the ending."""
    found = schema.raw if isinstance(schema, Form) else _json(schema)
    identity = found.get("id") if isinstance(found, Mapping) else None
    return identity if isinstance(identity, str) and identity else PurePath(file_name).stem


@lru_cache(maxsize=256)
def _remembered(schema: bytes) -> Form:
    return _opened(schema)


def _opened(schema: bytes | str | Mapping[str, Any]) -> Form:
    report, form = _read(schema, None, Limits())
    if form is None or report.refused:
        raise FormInvalidError(report.problems)
    return form


def _read(
    schema: bytes | str | Mapping[str, Any], resource: str | None, limits: Limits
) -> tuple[Report, Form | None]:
    report = Report(resource, {})
    raw = reading.read(schema, report, limits)
    return report, None if report.refused else build(raw, report, limits)


def _json(schema: bytes | str | Mapping[str, Any]) -> Any:
    return reading.read(schema, Report(None, {}), Limits())
