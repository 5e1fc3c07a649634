"""Names and keys that go into tables: no longer than a column, without what no database stores."""

from __future__ import annotations

import re
from typing import Any

from engine.bpmn.failures import IncidentError
from engine.ports import NAME_LENGTH

SHOWN = 40
LEAST, MOST = -(2**31), 2**31 - 1
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")  # NUL, and halves of surrogate pairs


def is_name(text: Any) -> bool:
    """Return whether a table can hold a text as a name."""
    return type(text) is str and 0 < len(text) <= NAME_LENGTH and not _UNSTORABLE.search(text)


def name(text: str, what: str) -> str:
    """Return a text that an expression gave, if a table can hold it as a name.

    Raises:
        IncidentError: it can not; `what` says of what it is the name.
    """
    if len(text) > NAME_LENGTH:
        shown = storable(text[:SHOWN])
        raise IncidentError(
            "expression", f"the {what} is longer than {NAME_LENGTH} characters: {shown}..."
        )
    if _UNSTORABLE.search(text):
        raise IncidentError("expression", f"the {what} holds characters that can not be stored")
    return text


def whole(number: int, what: str) -> int:
    """Return a number that an expression gave, if a table can hold it.

    Raises:
        IncidentError: it can not.
    """
    if not LEAST <= number <= MOST:
        raise IncidentError("expression", f"the {what} is too large")
    return number


def storable(text: str) -> str:
    """Return a text for people without the characters that no database stores."""
    return _UNSTORABLE.sub("", text)
