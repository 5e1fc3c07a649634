"""What a definition of a measure says. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

SANDBOX = "Cases of the sandbox."
DATELESS = "Cases of the sandbox; what has no due date is never late."


class Quantity(Enum):
    """What a measure counts, or the unit of its values."""

    CASES = "cases"
    ACTIVITIES = "activities"
    TASKS = "tasks"
    INCIDENTS = "incidents"
    SECONDS = "seconds"
    SHARE = "share"  # from 0 to 1


class Cohort(Enum):
    """Which day puts a case, activity or incident into a period."""

    STARTED = "started"
    ENDED = "ended"
    RAISED = "raised"
    NOW = "now"  # whatever the period


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `key` is stable; name, formula and left_out are English and in the catalogue."""

    key: str
    name: str
    formula: str
    left_out: str
    quantity: Quantity
    cohort: Cohort
