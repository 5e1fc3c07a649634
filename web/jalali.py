"""Dates, times and numbers as people read them: Jalali with Persian digits, or Gregorian.

Babel knows no Persian calendar and writes no Persian digits, so Persian is done here. Inside,
everything stays UTC; the organisation's time zone is applied at this edge only.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.dates import format_datetime as babel_datetime
from babel.dates import format_timedelta
from babel.numbers import format_decimal
from persiantools import digits
from persiantools.jdatetime import JalaliDate

PERSIAN = "fa"
MONTHS = (
    "فروردین",
    "اردیبهشت",
    "خرداد",
    "تیر",
    "مرداد",
    "شهریور",
    "مهر",
    "آبان",
    "آذر",
    "دی",
    "بهمن",
    "اسفند",
)
LETTERS = str.maketrans({"ي": "ی", "ى": "ی", "ك": "ک", "ة": "ه", "\u200c": " ", "ـ": None})


def localise_digits(text: object, language: str) -> str:
    """Return a text with its digits written in a language's script."""
    return str(digits.en_to_fa(str(text))) if language == PERSIAN else str(text)


def format_number(value: Any, language: str) -> str:
    """Return a number with the separators and digits of a language."""
    try:
        if language != PERSIAN:
            return str(format_decimal(value, locale=language))
        text = format_decimal(value, locale=PERSIAN, numbering_system="arabext")
    except InvalidOperation:  # more digits than can be rounded, such as 1e+30
        text = str(value)
    return localise_digits(text, language)


def format_date(value: date | datetime | None, language: str, zone: ZoneInfo) -> str:
    """Return a day as people write it; empty for None."""
    if value is None:
        return ""
    day = _local(value, zone).date() if isinstance(value, datetime) else value
    if language != PERSIAN:
        return str(babel_date(day, format="d MMM y", locale=language))
    jalali = _jalali(day)
    if jalali is None:
        return localise_digits(day.isoformat(), language)
    return localise_digits(f"{jalali.day} {MONTHS[jalali.month - 1]} {jalali.year}", language)


def format_datetime(value: datetime | None, language: str, zone: ZoneInfo) -> str:
    """Return a day and time as people write them; empty for None."""
    if value is None:
        return ""
    local = _local(value, zone)
    if language != PERSIAN:
        return str(babel_datetime(local, "d MMM y, HH:mm", tzinfo=local.tzinfo, locale=language))
    return f"{format_date(value, language, zone)}، {localise_digits(f'{local:%H:%M}', language)}"


def format_age(value: datetime | None, language: str, now: datetime) -> str:
    """Return how long ago, or how soon, an instant is; empty for None."""
    if value is None:
        return ""
    text = format_timedelta(value - now, add_direction=True, locale=language, format="long")
    return localise_digits(text, language)


def due_state(due_at: datetime | None, zone: ZoneInfo, now: datetime) -> str:
    """Return overdue, today, soon (within three days), later, or none without a due date."""
    if due_at is None:
        return "none"
    if due_at < now:
        return "overdue"
    if _local(due_at, zone).date() == now.astimezone(zone).date():
        return "today"
    return "soon" if due_at - now < timedelta(days=3) else "later"


def typed(value: datetime | None, language: str, zone: ZoneInfo) -> str:
    """Return an instant as a person would type it for `parse_local`; empty for None."""
    if value is None:
        return ""
    local = _local(value, zone)
    jalali = _jalali(local.date()) if language == PERSIAN else None
    day = (jalali or local.date()).isoformat()
    return localise_digits(f"{day} {local:%H:%M}", language)


def parse_local(text: str, zone: ZoneInfo) -> datetime:
    """Return the instant that a person entered: ISO, Gregorian or Jalali year, any digits.

    Raises:
        ValueError: it is no date and time.
    """
    plain = normalise(text).strip().replace("/", "-").replace(" ", "T", 1)
    value = datetime.fromisoformat(_to_gregorian(plain))
    try:
        return (value if value.tzinfo else value.replace(tzinfo=zone)).astimezone(UTC)
    except OverflowError as error:
        raise ValueError(f"{text} is out of range") from error


def normalise(text: str) -> str:
    """Return a text as it is searched: Persian letters and Latin digits in one form."""
    latin = digits.ar_to_fa(text.translate(LETTERS))
    return " ".join(str(digits.fa_to_en(latin)).split())


def _local(value: datetime, zone: ZoneInfo) -> datetime:
    """Return an instant in a zone; at the two ends of the calendar, where it has none, in UTC."""
    try:
        return value.astimezone(zone)
    except OverflowError:
        return value


def _jalali(day: date) -> JalaliDate | None:
    """Return a day in the Persian calendar, None outside the years that it is calculated for."""
    try:
        return JalaliDate(day)
    except ValueError:
        return None


def _to_gregorian(text: str) -> str:
    year, month, day = (int(part) for part in text[:10].split("-"))
    if year >= 1700:
        return text
    return JalaliDate(year, month, day).to_gregorian().isoformat() + text[10:]
