"""Text as people search it: case, Persian and Arabic letters and digits do not matter."""

from __future__ import annotations

ALIKE = str.maketrans(
    {
        **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
        **{chr(0x0660 + digit): str(digit) for digit in range(10)},
        "ي": "ی",
        "ى": "ی",
        "ك": "ک",
        "ة": "ه",
        "أ": "ا",
        "إ": "ا",
        "\u200c": " ",  # the half-space between parts of a word
        "\u0640": None,  # kashida, only for looks
    }
)


def searchable(text: str) -> str:
    """Return text in the form in which it is stored for searching and searched for."""
    return " ".join(text.casefold().translate(ALIKE).split())
