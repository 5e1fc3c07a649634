"""Names that callers give: refused when no column holds them."""

from __future__ import annotations

from engine.bpmn.names import is_name
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
