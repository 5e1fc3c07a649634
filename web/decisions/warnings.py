"""Why a value is missing, in plain words: what an evaluation warned of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from web.i18n import language, lazy_gettext
from web.jalali import localise_digits

# templates over the facts of a warning, by its code
SENTENCES: Mapping[str, Any] = {
    "input_missing": lazy_gettext("{name} was not given."),
    "no_rule_matched": lazy_gettext("No rule of the table matched."),
    "unique_violated": lazy_gettext(
        "Rules {indices} matched together, but only one may: nothing was decided."
    ),
    "any_violated": lazy_gettext(
        "Rules {indices} matched with different outputs: nothing was decided."
    ),
    "input_not_allowed": lazy_gettext(
        "{value} is none of the values that the column {column} allows."
    ),
    "type_mismatch": lazy_gettext("{value} is not of the type {type}."),
    "not_aggregated": lazy_gettext("The results of the rules cannot be put together."),
    "unknown_name": lazy_gettext("{name} is not known here."),
    "unknown_property": lazy_gettext("There is no {name} in this value."),
    "not_comparable": lazy_gettext("Values of different kinds were compared ({left}, {right})."),
    "division_by_zero": lazy_gettext("Something was divided by zero."),
    "foreign_language": lazy_gettext("An expression in {language} is not evaluated."),
    "foreign_function": lazy_gettext("A function in {language} is not called."),
}
UNEXPLAINED = lazy_gettext("A part of the calculation has no value ({message}).")


def explained(warnings: Iterable[Any]) -> list[str]:
    """Return warnings in words, each once.

    Args:
        warnings: of an evaluation, or as stored: maps of `code`, `message` and `facts`.
    """
    told: dict[str, None] = {}
    for each in warnings:
        code, message, facts = _parts(each)
        told[_sentence(code, message, facts)] = None
    return list(told)


def _parts(warning: Any) -> tuple[str, str, Mapping[str, Any]]:
    if isinstance(warning, Mapping):
        facts = warning.get("facts")
        known = facts if isinstance(facts, Mapping) else {}
        return str(warning.get("code", "")), str(warning.get("message", "")), known
    return warning.code, warning.message, warning.facts


def _sentence(code: str, message: str, facts: Mapping[str, Any]) -> str:
    template = str(SENTENCES.get(code, UNEXPLAINED))
    try:
        return template.format(
            **{name: _said(value) for name, value in facts.items()}, **_also(facts, message)
        )
    except (KeyError, IndexError):
        return str(UNEXPLAINED).format(message=message)


def _also(facts: Mapping[str, Any], message: str) -> dict[str, str]:
    return {} if "message" in facts else {"message": message}


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        comma = "، " if language() == "fa" else ", "
        return comma.join(localise_digits(each, language()) for each in value)
    return localise_digits(value, language()) if isinstance(value, int) else str(value)
