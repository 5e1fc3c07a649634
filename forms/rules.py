"""The rules in `validate`: whether they are well formed, and whether a value meets them.

Source: runPresetValidation of form-js-viewer 2.0.0, in its order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from forms import expressions, javascript, patterns
from forms.catalogue import error
from forms.component import Component
from forms.patterns.presets import EMAIL, PHONE
from forms.problems import FormError
from forms.report import Report

TEXT_RULES = frozenset({"required", "minLength", "maxLength", "pattern", "validationType"})
NUMBER_RULES = frozenset({"required", "min", "max"})
REQUIRED = frozenset({"required"})
KNOWN = TEXT_RULES | NUMBER_RULES | {"patternErrorMessage"}
PRESETS = {"phone": PHONE, "email": EMAIL}
LIMITS = ("min", "max", "minLength", "maxLength")
VALIDATION_TYPES = ("", "custom", *PRESETS)

_ASKS_DIGITS = re.compile(r"\\d|\[[^\]]*[0-9]")
_OWN_DIGITS = re.compile(r"[٠-٩۰-۹]|\\u06[6f]", re.IGNORECASE)


def judge(component: Component, value: Any) -> Iterator[FormError]:
    """Return the rules that a value breaks."""
    yield from _pattern(component, value)
    if component.rule("required") and _is_unset(component, value):
        yield error("required")
    if component.field.rules >= NUMBER_RULES:
        yield from _range(component, value)
    if component.field.rules >= TEXT_RULES and value:
        yield from _length(component, javascript.length(javascript.trimmed(value)))
        yield from _preset(component, value)


def wants_digits(component: Component) -> bool:
    """Return whether a text is made of digits, so that Persian ones mean the ASCII ones.

    So it is if its type of validation is phone or email, or if its pattern asks for ASCII digits
    and names no Persian or Arabic ones.
    """
    if component.rule("validationType") in PRESETS:
        return True
    pattern = component.rule("pattern") or ""
    return bool(_ASKS_DIGITS.search(pattern)) and not _OWN_DIGITS.search(pattern)


def is_length(value: Any) -> bool:
    """Return whether a value is a whole number, 0 or more."""
    exact = javascript.number(value)
    return exact is not None and exact >= 0 and javascript.decimals(exact) == 0


def check(component: Component, report: Report) -> None:
    """Report rules that the type does not have, or whose values make no sense."""
    raw = component.raw.get("validate")
    if raw is None:
        return
    if not isinstance(raw, Mapping):
        report.bad_property(component.raw, "validate", "an object")
        return
    for name, value in raw.items():
        _check_name(component, report, name, value)
    for low, high in (("min", "max"), ("minLength", "maxLength")):
        _check_order(component, report, low, high)


def _check_name(component: Component, report: Report, name: str, value: Any) -> None:
    if name not in KNOWN:
        report.error("rule_unknown", component.raw, rule=name)
    elif value is not None and (value not in ("", False) or name in ("min", "max")):
        _check_value(component, report, name, value)


def _check_value(component: Component, report: Report, name: str, value: Any) -> None:
    if name == "patternErrorMessage":
        if not isinstance(value, str):
            report.bad_property(component.raw, name, "a text")
    elif name not in component.field.rules:
        facts = {"rule": name, "type": component.field.type}
        report.error("rule_not_applicable", component.raw, **facts)
    elif name == "pattern":
        _check_pattern(component, report, value)
    elif not expressions.is_dynamic(value) or name not in LIMITS:
        fits, expected = _VALUES[name]
        if not fits(component.rule(name)):
            report.bad_property(component.raw, name, expected)


def _check_pattern(component: Component, report: Report, value: Any) -> None:
    if not isinstance(value, str):
        report.bad_property(component.raw, "pattern", "a text")
        return
    try:
        patterns.compiled(value)
    except patterns.PatternError as found:
        report.error("bad_pattern", component.raw, pattern=value, reason=str(found))


_LENGTH = (is_length, "a whole number, 0 or more")
_AMOUNT = (lambda value: javascript.number(value) is not None, "a number")
_VALUES: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "required": (lambda value: value is True, "true or false"),
    "validationType": (VALIDATION_TYPES.__contains__, "email, phone or custom"),
    "min": _AMOUNT,
    "max": _AMOUNT,
    "minLength": _LENGTH,
    "maxLength": _LENGTH,
}


def _check_order(component: Component, report: Report, low: str, high: str) -> None:
    least, most = javascript.number(component.rule(low)), javascript.number(component.rule(high))
    if least is not None and most is not None and least > most:
        report.error("limits_crossed", component.raw, low=f"{low} {least}", high=f"{high} {most}")


def _is_unset(component: Component, value: Any) -> bool:
    # false is an answer of a radio group, but not of a checkbox
    return value is None or value in ("", []) or (value is False and component.field.empty is False)


def _pattern(component: Component, value: Any) -> Iterator[FormError]:
    pattern = component.rule("pattern")
    if pattern and value:
        message = component.rule("patternErrorMessage")
        own = error("message", message=message) if message else error("pattern", value=pattern)
        yield from _search(pattern, value, own)


def _search(pattern: str, value: str, otherwise: FormError) -> Iterator[FormError]:
    try:
        if not patterns.matches(pattern, value):
            yield otherwise
    except patterns.PatternSlowError:
        yield error("pattern_slow")


def _range(component: Component, value: Any) -> Iterator[FormError]:
    exact = javascript.number(value)
    if exact is None:
        return
    for rule, is_broken in (("min", exact.__lt__), ("max", exact.__gt__)):
        given = component.rule(rule)
        limit = javascript.number(given)
        if limit is None and given is not None:  # computed: a fixed one was checked
            yield error(f"bad_{rule}")
        elif limit is not None and is_broken(limit):
            yield error(rule, value=javascript.fact(limit))


def _length(component: Component, length: int) -> Iterator[FormError]:
    least, most = (
        javascript.number(component.rule("minLength")),
        javascript.number(component.rule("maxLength")),
    )
    if least is not None and length < least:
        yield error("min_length", value=javascript.fact(least))
    if most is not None and length > most:
        yield error("max_length", value=javascript.fact(most))


def _preset(component: Component, value: str) -> Iterator[FormError]:
    preset = component.rule("validationType")
    if preset in PRESETS:
        yield from _search(PRESETS[preset], value, error(preset))
