"""Persian and Arabic digits and letters as people type them, as the server stores them."""

from __future__ import annotations

PERSIAN_DIGITS, ARABIC_DIGITS, LATIN_DIGITS = "۰۱۲۳۴۵۶۷۸۹", "٠١٢٣٤٥٦٧٨٩", "0123456789"
_TO_LATIN = str.maketrans(PERSIAN_DIGITS + ARABIC_DIGITS, LATIN_DIGITS * 2)
_TO_PERSIAN = str.maketrans(LATIN_DIGITS, PERSIAN_DIGITS)
# the decimal separator becomes a point, the thousands separator goes
_TO_NUMBER = str.maketrans({"٫": ".", "٬": None, "−": "-"})
_LETTERS = str.maketrans("يىك", "ییک")


def is_persian(language: str) -> bool:
    """Return whether a language or locale ("fa", "fa_IR", "fa-IR") is Persian."""
    return language[:2].lower() == "fa" and language[2:3] in ("", "_", "-")


def latin_digits(text: str) -> str:
    """Return a text with Persian and Arabic digits as ASCII digits."""
    return text.translate(_TO_LATIN)


def persian_digits(text: str) -> str:
    """Return a text with ASCII digits as Persian ones."""
    return text.translate(_TO_PERSIAN)


def number_text(text: str) -> str:
    """Return a typed number with ASCII digits, a point and no thousands separators."""
    return text.translate(_TO_LATIN).translate(_TO_NUMBER)


def letters(text: str) -> str:
    """Return a text with the Arabic yeh and kaf that keyboards produce as the Persian letters."""
    return text.translate(_LETTERS)
