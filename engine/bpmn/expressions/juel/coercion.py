"""Values as EL converts them: section 1.18 of the specification."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from engine.ports import ScriptError

MOST_LENGTH = 1_000_000  # of a text that expressions put together
MOST_DIGITS = 400  # of a text that is to become a number
LONG = 2**63


def kind(value: Any) -> str:
    """Return the kind of a value as designers know it."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return f"the text {value if len(value) <= 40 else value[:39] + '…'!r}"
    if isinstance(value, int | float | Decimal):
        return f"the number {value}"
    return f"a {type(value).__name__}"


def to_boolean(value: Any) -> bool:
    """Return the truth value."""
    if type(value) is bool:
        return value
    if value is None or value == "":
        return False
    if isinstance(value, str):
        return value.lower() == "true"
    raise ScriptError(f"Expected true or false, found {kind(value)}.")


def is_number(value: Any) -> bool:
    """Tell whether a value is a number; true and false are none."""
    return isinstance(value, int | float | Decimal) and not isinstance(value, bool)


def to_number(value: Any) -> int | float | Decimal:
    """Return the number: a text with a point or exponent becomes a float, others whole."""
    if value is None or value == "":
        return 0
    if is_number(value):
        return value  # type: ignore[no-any-return]  # is_number has just told
    if isinstance(value, str) and len(value) <= MOST_DIGITS and value.isascii():
        try:
            return float(value) if looks_floating(value) else int(value)
        except ValueError:
            pass
    raise ScriptError(f"Expected a number, found {kind(value)}.")


def looks_floating(value: Any) -> bool:
    """Tell whether a value is a text that spells a number with a fraction."""
    return isinstance(value, str) and any(letter in ".eE" for letter in value)


def to_whole(value: Any) -> int:
    """Return the whole number, fractions cut off."""
    number = to_number(value)
    try:
        return int(number)
    except (OverflowError, ValueError, InvalidOperation) as error:
        raise ScriptError(f"Expected a whole number, found {kind(value)}.") from error


def to_decimal(value: Any) -> Decimal:
    """Return the decimal number."""
    number = to_number(value)
    return Decimal(str(number)) if isinstance(number, float) else Decimal(number)


def to_float(value: Any) -> float:
    """Return the floating number."""
    try:
        return float(to_number(value))
    except OverflowError as error:
        raise ScriptError(f"The number is too large: {kind(value)}.") from error


def to_text(value: Any) -> str:
    """Return the text: null is empty, lists and maps as Java writes them."""
    text = _text(value)
    if len(text) > MOST_LENGTH:
        raise ScriptError(f"The text is longer than {MOST_LENGTH} characters.")
    return text


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return _composed(value)


def _composed(value: Any) -> str:
    if isinstance(value, list | tuple | set | frozenset):
        return f"[{', '.join(_inner(item) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{_inner(k)}={_inner(v)}' for k, v in value.items())}}}"
    if isinstance(value, int | float | Decimal | timedelta):
        return str(value)
    raise ScriptError(f"{kind(value).capitalize()} has no text.")


def _inner(value: Any) -> str:
    return "null" if value is None else _text(value)
