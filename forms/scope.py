"""What a verdict on one value may depend on, and the bounds that protect the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from forms.persian import is_persian


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one schema and one submission; texts are counted in UTF-16 units."""

    schema_bytes: int = 1024 * 1024
    components: int = 1_000
    depth: int = 12
    text_length: int = 100_000
    entries: int = 1_000
    rows: int = 5_000
    errors: int = 200


@dataclass(frozen=True, slots=True)
class Scope:
    """The reader's language, the process variables, and the instant of the submission."""

    variables: Mapping[str, Any] = field(default_factory=dict)
    language: str = "en"
    now: datetime | None = None
    limits: Limits = field(default_factory=Limits)

    @property
    def persian(self) -> bool:
        """Whether the reader's language is Persian."""
        return is_persian(self.language)

    @property
    def today(self) -> date | None:
        """The earliest date that is today somewhere on earth, as no browser's zone is known."""
        if self.now is None:
            return None
        return (self.now.astimezone(UTC) - timedelta(hours=12)).date()
