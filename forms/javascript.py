"""What JavaScript does with values, as far as a verdict of the browser depends on it."""

from __future__ import annotations

import math
import re
from collections.abc import Hashable, Mapping
from datetime import date, datetime, time
from decimal import Decimal, localcontext
from typing import Any

# ECMAScript WhiteSpace and LineTerminator: what String.prototype.trim removes and \s matches.
WHITESPACE = (
    "\t\n\v\f\r \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000\ufeff"
)
DIGITS = 400  # of a number, before and after the point: what a double can show, and some more
_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,6})?")


def trimmed(text: str) -> str:
    """Return String.prototype.trim of a text."""
    return text.strip(WHITESPACE)


def length(text: str) -> int:
    """Return String.length: UTF-16 units, so that an emoji counts two."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16(text: str) -> str:
    """Return a text with one character for each UTF-16 unit, as a regular expression sees it."""
    if max(text, default="") <= "\uffff":
        return text
    units = text.encode("utf-16-le", "surrogatepass")
    pairs = zip(units[::2], units[1::2], strict=True)
    return "".join(chr(low | high << 8) for low, high in pairs)


def number(value: Any) -> Decimal | None:
    """Return the exact value of a number or a decimal literal, None if it is neither.

    Numbers too large or too finely divided to calculate with are none either.
    """
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    text = trimmed(value) if isinstance(value, str) else None
    if text is not None and (len(text) > DIGITS or not _NUMBER.fullmatch(text)):
        return None
    if isinstance(value, int) and value.bit_length() > DIGITS * 3:
        return None
    exact = Decimal(repr(value) if isinstance(value, float) else text or value)
    if not exact.is_finite() or abs(exact.adjusted()) > DIGITS:
        return None
    return exact


def plain(value: Decimal) -> int | float | None:
    """Return a number as JSON has it: None if no int or double holds it exactly."""
    if value == value.to_integral_value():
        return int(value)
    rounded = float(value)
    return rounded if Decimal(repr(rounded)) == value else None


def fact(value: Decimal) -> int | float | str:
    """Return a number as the fact of a message: as a number where that is exact."""
    held = plain(value)
    return number_text(value) if held is None else held


def remainder(value: Decimal, divisor: Decimal) -> Decimal:
    """Return the exact remainder, with the sign of the value."""
    with localcontext(prec=4 * DIGITS):
        return value % divisor


def number_text(value: Decimal) -> str:
    """Return Number.prototype.toString of a number, without an exponent."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in ("-0", "") else text


def decimals(value: Decimal) -> int:
    """Return how many decimal digits a number needs."""
    return len(number_text(value).partition(".")[2])


def text(value: Any) -> str:
    """Return String(value) of a plain value, "" for lists, objects and nothing."""
    if isinstance(value, bool):
        return "true" if value else "false"
    exact = number(value) if isinstance(value, int | float | Decimal) else None
    if exact is not None:
        return number_text(exact)
    return value if isinstance(value, str) else ""


def key(value: Any) -> Hashable:
    """Return what is equal for two JSON values exactly if they are deeply equal.

    true is not 1, but 1.0 is 1; the order of an object's names does not matter.
    """
    if isinstance(value, bool):
        return (bool, value)
    if isinstance(value, list):
        return (list, *map(key, value))
    if isinstance(value, dict):
        return (dict, frozenset((name, key(item)) for name, item in value.items()))
    return value if isinstance(value, str | int | float) else None


def same(one: Any, other: Any) -> bool:
    """Return whether two JSON values are deeply equal."""
    return key(one) == key(other)


def data(value: Any) -> Any:
    """Return a variable as JSON data for the browser; what JSON lacks becomes text or nothing."""
    if isinstance(value, Mapping):
        return {str(key): data(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [data(item) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        held = plain(value) if value.is_finite() else None
        return str(value) if held is None else held
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, str | int | float) else None
