"""The little of FEEL that needs no FEEL: literals, and plain names of variables.

Until FEEL is here, a literal may stand wherever an expression may, and a plain path
(`=customer.name`, `{{customer.name}}`) where a text or a table is only shown. Everything else is
refused at deployment.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final

MISSING: Final = object()

# what form-js reads as an expression, by what it decides
LOGIC = (
    ("conditional", "hide"),
    ("readonly",),
    ("validate", "min"),
    ("validate", "max"),
    ("validate", "minLength"),
    ("validate", "maxLength"),
)
SHOWN = (
    ("label",),
    ("description",),
    ("text",),
    ("alt",),
    ("source",),
    ("dataSource",),
    ("columnsExpression",),
    ("appearance", "prefixAdorner"),
    ("appearance", "suffixAdorner"),
)
OPTIONS = ("valuesExpression",)

_WORDS = {"true": True, "false": False, "null": None}
_NUMBER = re.compile(r"-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)")
_PATH = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")
_KEYWORDS = {"if", "then", "else", "for", "in", "return", "some", "every", "satisfies", "not"}
_TEMPLATE = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)


def property_of(raw: Mapping[str, Any], name: tuple[str, ...]) -> Any:
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


def path(expression: str) -> tuple[str, ...] | None:
    """Return the parts of a plain path of names, None if an expression is anything else."""
    text = expression.strip()
    if not _PATH.fullmatch(text) or text in _WORDS or text in _KEYWORDS:
        return None
    return tuple(text.split("."))


def is_shown_simply(value: Any) -> bool:
    """Return whether a shown property is a text, literals and plain paths."""
    return all(
        literal(part) is not MISSING or path(part) is not None for part in _expressions(value)
    )


def names(value: Any) -> list[tuple[str, ...]]:
    """Return the paths that a shown property reads."""
    return [found for part in _expressions(value) if (found := path(part)) is not None]


def shown(value: Any, scope: Mapping[str, Any], say: Callable[[Any], str]) -> str:
    """Return a shown property with its expressions replaced by what they stand for."""
    if is_expression(value):
        return say(evaluate(value[1:], scope))
    if not isinstance(value, str):
        return ""
    return _TEMPLATE.sub(lambda found: say(evaluate(found[1], scope)), value)


def evaluate(expression: str, scope: Mapping[str, Any]) -> Any:
    """Return the value of a literal or plain path; None for what is not there."""
    constant = literal(expression)
    if constant is not MISSING:
        return constant
    value: Any = scope
    for name in path(expression) or ("",):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _expressions(value: Any) -> list[str]:
    if is_expression(value):
        return [value[1:]]
    return _TEMPLATE.findall(value) if isinstance(value, str) else []
