"""The `ravand` property: the texts of a component in other languages than English.

    "ravand": {"fa": {"label": "...", "values": {"yes": "..."}, "errors": {"pattern": "..."}}}

`values` are the labels of options by value, `columns` those of a table by key, `errors` the
component's own messages by code; all other names are properties of the component.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from forms.catalogue import ERRORS
from forms.report import Report

PROPERTY = "ravand"
ADORNERS = frozenset({"prefixAdorner", "suffixAdorner"})
_TABLES = ("values", "columns", "errors")
_LANGUAGE = re.compile("[a-z]{2,3}([-_][A-Za-z]{2,4})?")


def of(raw: Mapping[str, Any], language: str) -> Mapping[str, Any]:
    """Return the texts of a component in a language ("fa" serves "fa_IR" too)."""
    languages = raw.get(PROPERTY)
    if not isinstance(languages, Mapping):
        return {}
    found = languages.get(language) or languages.get(re.split("[-_]", language)[0])
    return found if isinstance(found, Mapping) else {}


def texts(raw: Mapping[str, Any]) -> Iterator[str]:
    """Yield the texts of a component in all other languages: each may show its own variables."""
    languages = raw.get(PROPERTY)
    for language in languages if isinstance(languages, Mapping) else ():
        yield from (value for value in of(raw, language).values() if isinstance(value, str))


def check(raw: Mapping[str, Any], texts: frozenset[str], report: Report) -> None:
    """Report translations of what the component does not have, or that are no texts."""
    languages = raw.get(PROPERTY)
    if languages is None:
        return
    if not isinstance(languages, Mapping):
        _bad(raw, report, PROPERTY, "it is not an object")
        return
    for language, found in languages.items():
        if not _LANGUAGE.fullmatch(language):
            _bad(raw, report, language, "it is not the code of a language")
        elif not isinstance(found, Mapping):
            _bad(raw, report, language, "it is not an object")
        else:
            _check_texts(raw, found, texts, report)


def _check_texts(
    raw: Mapping[str, Any], found: Mapping[str, Any], texts: frozenset[str], report: Report
) -> None:
    for name, value in found.items():
        if name in _TABLES:
            _check_table(raw, name, value, report)
        elif name not in texts:
            _bad(raw, report, name, "the component has no such text")
        elif not isinstance(value, str):
            _bad(raw, report, name, "it is not a text")


def _check_table(raw: Mapping[str, Any], name: str, value: Any, report: Report) -> None:
    if not isinstance(value, Mapping) or not all(isinstance(t, str) for t in value.values()):
        _bad(raw, report, name, "it is not an object of texts")
    elif name == "errors" and not value.keys() <= ERRORS.keys():
        unknown = ", ".join(sorted(value.keys() - ERRORS.keys()))
        _bad(raw, report, name, f"there is no error {unknown}")


def _bad(raw: Mapping[str, Any], report: Report, name: str, reason: str) -> None:
    report.error("bad_translation", raw, property=name, reason=reason)
