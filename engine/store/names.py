"""Names and texts that callers give: refused when no column holds them."""

from __future__ import annotations

from engine.bpmn.names import is_name, storable
from engine.errors import RequestInvalidError


def given(field: str, name: str | None) -> str | None:
    """Return a name that a caller gave; None for an empty one.

    Raises:
        RequestInvalidError: no table can hold it.
    """
    if name and not is_name(name):
        raise RequestInvalidError(
            field=field, reason="it has more than 255 letters, or some that can not be stored"
        )
    return name or None


def text(field: str, given_text: str, most: int) -> str:
    """Return a text that a caller wrote, without the blanks around it.

    Raises:
        RequestInvalidError: it is empty, too long, or no table can hold it.
    """
    found = given_text.strip()
    if not found:
        raise RequestInvalidError(field=field, reason="it is empty")
    if len(found) > most:
        raise RequestInvalidError(field=field, reason="it is too long")
    if storable(found) != found:
        raise RequestInvalidError(field=field, reason="it holds characters that can not be stored")
    return found
