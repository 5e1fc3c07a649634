"""Ranges: two ends, each included or not, each open when null."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Range:
    """The values between two ends; an end that is None has no bound.

    Attributes:
        operator: how it was written when it was no interval, e.g. `>` in `(> 5)`.
    """

    start: Any
    end: Any
    start_included: bool = True
    end_included: bool = True
    operator: str | None = None
