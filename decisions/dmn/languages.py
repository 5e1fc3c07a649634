"""Which texts are FEEL, and how the others are refused."""

from __future__ import annotations

import re

from decisions.dmn.boxes import Text
from decisions.dmn.model import Model

_FEEL = re.compile(r"(s-?)?feel|https?://www\.omg\.org/spec/(feel|dmn)/.*", re.IGNORECASE)
_JUEL = re.compile(r"juel|el|uel|http://www\.jcp\.org/.*", re.IGNORECASE)
_PATH = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_BRACED_PATH = re.compile(rf"\s*[$#]\{{\s*({_PATH.pattern})\s*\}}\s*")


def language_of(model: Model, text: Text) -> str | None:
    """Return the expression language of a text if it is another one than FEEL."""
    told = (text.language or model.language or "").strip()
    return None if not told or _FEEL.fullmatch(told) else told


def feel_text(model: Model, text: Text) -> str | None:
    """Return what a text means in FEEL; None if it is in another language.

    A plain path of JUEL, `${invoice.amount}`, means the same in FEEL without its brackets. Camunda
    takes an input expression for JUEL when its language is not told, so it is read there too.
    """
    language = language_of(model, text)
    if language is None or _JUEL.fullmatch(language):
        path = _BRACED_PATH.fullmatch(text.text)
        if path is not None:
            return path[1]
    if language is None:
        return text.text
    plain = text.text.strip()
    if _JUEL.fullmatch(language) and (not plain or _PATH.fullmatch(plain)):
        return plain
    return None
