"""JavaScript regular expressions without flags, as `new RegExp(pattern).test(text)` reads them.

A pattern is parsed by the grammar of ECMAScript, Annex B included, and written again for the
`regex` module, character by character, over UTF-16 units. What the two cannot do alike is refused
with a reason; a search that takes too long is given up.
"""

from __future__ import annotations

from functools import lru_cache

import regex

from forms import javascript
from forms.patterns.errors import PatternError, PatternSlowError
from forms.patterns.translation import translate

__all__ = ["PatternError", "PatternSlowError", "compiled", "matches"]

LENGTH = 2_000
TIMEOUT_SECONDS = 0.1


def matches(pattern: str, text: str) -> bool:
    """Return whether a pattern is found anywhere in a text.

    Raises:
        PatternError: the pattern is not usable.
        PatternSlowError: the search took too long.
    """
    try:
        found = compiled(pattern).search(javascript.utf16(text), timeout=TIMEOUT_SECONDS)
    except TimeoutError as error:
        raise PatternSlowError from error
    return found is not None


@lru_cache(maxsize=512)
def compiled(pattern: str) -> regex.Pattern[str]:
    """Return a pattern for the `regex` module.

    Raises:
        PatternError: the pattern is not usable.
    """
    if len(pattern) > LENGTH:
        raise PatternError("it is too long")
    return regex.compile(translate(javascript.utf16(pattern)), regex.VERSION0 | regex.ASCII)
