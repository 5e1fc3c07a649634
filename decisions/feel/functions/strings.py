"""Functions of texts. Positions count characters from 1, from the end when negative."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from decisions.feel.functions.registry import NoValueError, built_in
from decisions.feel.run import Run

MATCH = "string: string, match: string"


@built_in("substring", "string: string, start position: number, length?: number|null")
def substring(text: str, start: Decimal, length: Decimal | None = None) -> str:
    """Return the part of a text from a position on, up to a length."""
    position = int(start)
    if position == 0:
        raise NoValueError("positions start at 1, or at -1 from the end")
    if length is not None and length < 1:
        raise NoValueError("the length must be at least 1")
    first = position - 1 if position > 0 else max(len(text) + position, 0)
    return text[first:] if length is None else text[first : first + int(length)]


@built_in("string length", "string: string")
def string_length(text: str) -> Decimal:
    """Return the number of characters."""
    return Decimal(len(text))


@built_in("upper case", "string: string")
def upper_case(text: str) -> str:
    """Return the text in capitals."""
    return text.upper()


@built_in("lower case", "string: string")
def lower_case(text: str) -> str:
    """Return the text in small letters."""
    return text.lower()


@built_in("substring before", MATCH)
def substring_before(text: str, match: str) -> str:
    """Return what stands before the first match, nothing without a match."""
    before, found, _ = text.partition(match) if match else ("", "", "")
    return before if found else ""


@built_in("substring after", MATCH)
def substring_after(text: str, match: str) -> str:
    """Return what stands after the first match, nothing without a match."""
    return text.partition(match)[2] if match else text


@built_in("contains", MATCH)
def contains(text: str, match: str) -> bool:
    """Tell whether a text occurs in another."""
    return match in text


@built_in("starts with", MATCH)
def starts_with(text: str, match: str) -> bool:
    """Tell whether a text begins with another."""
    return text.startswith(match)


@built_in("ends with", MATCH)
def ends_with(text: str, match: str) -> bool:
    """Tell whether a text ends with another."""
    return text.endswith(match)


@built_in("string join", "list: list, delimiter?: string|null")
def string_join(run: Run, items: list[Any], delimiter: str | None = None) -> str:
    """Return the texts of a list in one, nulls left out."""
    texts = [item for item in items if item is not None]
    if any(type(item) is not str for item in texts):
        raise NoValueError("the list holds something that is no string")
    between = delimiter or ""
    run.text(sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)
