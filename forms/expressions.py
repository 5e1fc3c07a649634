"""Where a component may have FEEL, and what of it never changes.

A literal (`=true`, `=5`) is known once and for all: a form with nothing else costs no evaluation.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

MISSING: Final = object()

Property = tuple[str, ...]

# what form-js 2.0.0 reads as FEEL if it starts with =
CONDITIONS: tuple[Property, ...] = (("conditional", "hide"), ("readonly",))
LIMITS: tuple[Property, ...] = tuple(
    ("validate", name) for name in ("min", "max", "minLength", "maxLength")
)
TABLE: tuple[Property, ...] = (("dataSource",), ("columnsExpression",))
OPTIONS: Property = ("valuesExpression",)
COMPUTED: Property = ("expression",)
# what form-js fills in, {{...}} included
TEXTS: tuple[Property, ...] = (
    ("label",),
    ("description",),
    ("text",),
    ("alt",),
    ("source",),
    ("dateLabel",),
    ("timeLabel",),
    ("appearance", "prefixAdorner"),
    ("appearance", "suffixAdorner"),
)

_WORDS = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")


def property_of(raw: Mapping[str, Any], name: Property) -> Any:
    """Return a property of a component, None if it is not set."""
    value: Any = raw
    for part in name:
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def is_expression(value: Any) -> bool:
    """Return whether form-js evaluates a property."""
    return isinstance(value, str) and value.startswith("=")


def static(value: Any) -> Any:
    """Return what a property always is, MISSING if that depends on variables."""
    return literal(value[1:]) if is_expression(value) else value


def is_dynamic(value: Any) -> bool:
    """Return whether what a property is depends on variables."""
    return is_expression(value) and literal(value[1:]) is MISSING


def always(condition: Any) -> bool:
    """Return whether a condition always holds: form-js tests for nothing, so `=null` does too."""
    if not is_expression(condition):
        return False
    known = literal(condition[1:])
    return known is True or known is None


def literal(expression: str) -> Any:
    """Return the value of a FEEL literal, MISSING if it is none."""
    text = expression.strip()
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if text[:1] == '"':
        try:
            return json.loads(text)
        except ValueError:
            return MISSING
    return MISSING


def texts(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of a component that form-js fills in, labels of options too."""
    for name in TEXTS:
        value = property_of(raw, name)
        if isinstance(value, str):
            yield ".".join(name), value
    options = raw.get("values")
    for number, option in enumerate(options if isinstance(options, list) else [], 1):
        label = option.get("label") if isinstance(option, Mapping) else option
        if isinstance(label, str):
            yield f"values.{number}.label", label
