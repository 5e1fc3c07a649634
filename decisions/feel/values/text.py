"""The text of a value, as FEEL's `string()` writes it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from decisions.feel.errors import LimitExceededError
from decisions.feel.run import EXACT, LIMITS
from decisions.feel.values.functions import BuiltIn, Function
from decisions.feel.values.kinds import kind
from decisions.feel.values.ranges import Range

PLAIN_KEY = re.compile(r"[\w?]+(?: [\w?]+)*")
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_text(value: Any, limit: int = LIMITS.text) -> str:
    """Return FEEL's `string()` of a value, `null` for null.

    Raises:
        LimitExceededError: the text is longer than the limit, in characters.
    """
    writer = _Writer(limit)
    if isinstance(value, str):
        writer.write(value)
    else:
        writer.value(value)
    return "".join(writer.pieces)


def number_text(number: Decimal) -> str:
    """Return a number without exponent and without needless zeros."""
    if not number:
        return "0"
    return format(EXACT.normalize(number) if number.as_tuple().digits[-1] == 0 else number, "f")


class _Writer:
    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.left = limit
        self.pieces: list[str] = []

    def write(self, text: str) -> None:
        self.left -= len(text)
        if self.left < 0:
            raise LimitExceededError("text", f"a text of more than {self.limit} characters")
        self.pieces.append(text)

    def value(self, value: Any) -> None:
        match kind(value):
            case "list":
                self.list(value)
            case "context":
                self.context(value)
            case "range":
                self.range(value)
            case found:
                self.write(_WRITTEN.get(found, str)(value))

    def list(self, items: Iterable[Any]) -> None:
        self.write("[")
        for index, item in enumerate(items):
            self.write(", " if index else "")
            self.value(item)
        self.write("]")

    def context(self, context: dict[str, Any]) -> None:
        self.write("{")
        for index, (key, value) in enumerate(context.items()):
            self.write(", " if index else "")
            self.write(key if PLAIN_KEY.fullmatch(key) else _quoted(key))
            self.write(": ")
            self.value(value)
        self.write("}")

    def range(self, value: Range) -> None:
        if value.operator is not None:
            self.write(f"({value.operator} ")
            self.value(value.end if value.start is None else value.start)
            self.write(")")
            return
        self.write("[" if value.start_included else "(")
        self.value(value.start)
        self.write("..")
        self.value(value.end)
        self.write("]" if value.end_included else ")")


def _escaped(text: str) -> str:
    return re.sub(r'[\\"\n\r\t]', lambda match: ESCAPES[match[0]], text)


def _quoted(text: str) -> str:
    return f'"{_escaped(text)}"'


def _function_text(function: Function | BuiltIn) -> str:
    if isinstance(function, BuiltIn):
        return function.name
    return f"function({', '.join(function.parameters)})"


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "null": lambda _: "null",
    "boolean": lambda value: "true" if value else "false",
    "number": number_text,
    "string": _quoted,
    "function": _function_text,
}
