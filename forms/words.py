"""The few words that describing a submitted form needs, in both languages."""

from __future__ import annotations

from datetime import date, datetime

from persiantools.jdatetime import JalaliDate

from forms.persian import persian_digits
from forms.scope import Scope

_WORDS = {
    "en": {"true": "Yes", "false": "No", "and": ", ", "row": "{label} {number}"},
    "fa": {"true": "بله", "false": "خیر", "and": "، ", "row": "{label} {number}"},
}


def words(scope: Scope) -> dict[str, str]:
    """Return the words of the reader's language."""
    return _WORDS["fa" if scope.persian else "en"]


def yes_or_no(value: object, scope: Scope) -> str:
    """Return whether something is true, as a word."""
    return words(scope)["true" if value is True else "false"]


def joined(parts: list[str], scope: Scope) -> str:
    """Return the parts of a list as one text."""
    return words(scope)["and"].join(parts)


def row(label: str, number: int, scope: Scope) -> str:
    """Return the name of a row of a list, counted from 1."""
    digits = persian_digits(str(number)) if scope.persian else str(number)
    return words(scope)["row"].format(label=label, number=digits).strip()


def day(value: date, scope: Scope) -> str:
    """Return a date: in the Jalali calendar for Persian readers."""
    if not scope.persian:
        return value.isoformat()
    jalali = JalaliDate(value)
    return persian_digits(f"{jalali.year:04}/{jalali.month:02}/{jalali.day:02}")


def clock(text: str, scope: Scope) -> str:
    """Return a time in the reader's digits."""
    return persian_digits(text) if scope.persian else text


def moment(value: datetime, scope: Scope) -> str:
    """Return a date and time as it was entered, its offset included."""
    offset = value.strftime("%z")
    zone = f" ({offset[:3]}:{offset[3:]})" if offset else ""
    return f"{day(value.date(), scope)} {clock(f'{value:%H:%M}{zone}', scope)}"
