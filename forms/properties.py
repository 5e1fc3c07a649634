"""The properties that components of every type share: binding, flags, conditions."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from forms import expressions, rules
from forms.component import Component, Path
from forms.fields.base import Field
from forms.report import Report

FORBIDDEN = ("__proto__", "constructor", "prototype")  # form-js breaks on them
_NAME = re.compile(r"[^\s.\"'`\x00-\x1f\x7f]{1,100}")


def path(field: Field, raw: Mapping[str, Any], report: Report) -> Path:
    """Return the key or path of a component in parts, () if it binds nothing usable."""
    name = "key" if field.keyed else "path"
    value = raw.get(name)
    if value in (None, ""):
        if field.keyed or field.repeats:
            report.error("key_missing", raw, property=name)
        return ()
    if not (field.keyed or field.pathed):
        return ()
    if not isinstance(value, str):
        report.bad_property(raw, name, "a text")
        return ()
    parts = tuple(value.split("."))
    reason = _why_unusable(parts)
    if reason:
        report.error("key_invalid", raw, key=value, reason=reason)
        return ()
    return parts


def check(component: Component, report: Report) -> None:
    """Report flags and conditions of the wrong type, and those without effect."""
    _check_flags(component, report)
    _check_condition(component, report)


def _check_flags(component: Component, report: Report) -> None:
    raw = component.raw
    report.check_flag(raw, "disabled")
    readonly = expressions.static(raw.get("readonly"))
    if readonly is not expressions.MISSING and not isinstance(readonly, bool | None):
        report.bad_property(raw, "readonly", "true or false")
    if not isinstance(raw.get("label", ""), str):
        report.bad_property(raw, "label", "a text")
    for name in ("appearance", "layout"):
        if not isinstance(raw.get(name, {}), Mapping | None):
            report.bad_property(raw, name, "an object")
    if component.readonly and component.field.keyed and _has_rules(raw):
        report.warning("readonly_rules", raw)


def _check_condition(component: Component, report: Report) -> None:
    condition = component.raw.get("conditional")
    if condition is None:
        return
    hide = condition.get("hide") if isinstance(condition, Mapping) else condition
    if not isinstance(condition, Mapping) or not isinstance(hide, str | None):
        report.bad_property(component.raw, "conditional.hide", "an expression")
    elif hide and not expressions.is_expression(hide):
        facts = {"property": "conditional.hide", "expression": hide}
        report.warning("condition_ignored", component.raw, **facts)


def _has_rules(raw: Mapping[str, Any]) -> bool:
    given = raw.get("validate")
    return isinstance(given, Mapping) and any(given.get(name) for name in rules.KNOWN)


def _why_unusable(parts: Path) -> str:
    for number, part in enumerate(parts):
        if not _NAME.fullmatch(part):
            return "a part of it is empty, too long, or has blanks or quotes"
        if part in FORBIDDEN:
            return f"{part} is reserved"
        if number and part.isdecimal():
            return "a part of it is a number"
    return ""
