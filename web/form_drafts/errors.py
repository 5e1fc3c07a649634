"""What can go wrong with a half-filled form."""

from __future__ import annotations

from engine.errors import EngineError


class DraftChangedError(EngineError):
    """The same person has changed these answers elsewhere since they were shown here."""

    code = "draft_changed"
    template = "These answers were changed in another tab or window."
