"""How strongly each element of a diagram is coloured, and what is written at it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from kpi import ActivityFigures
from web.figures.tables import Cell, Kind, shown
from web.i18n import _

STEPS = 5
USUAL = "count"
WAYS: Mapping[str, tuple[Callable[[ActivityFigures], float | None], Kind]] = {
    "count": (lambda one: one.completed, Kind.COUNT),
    "duration": (lambda one: one.duration.median, Kind.SECONDS),
    "waiting": (lambda one: one.waiting.median, Kind.SECONDS),
    "open": (lambda one: one.open, Kind.COUNT),
    "overdue": (lambda one: one.overdue, Kind.COUNT),
}


def levels(found: Sequence[ActivityFigures], by: str) -> dict[str, dict[str, Any]]:
    """Return by element the level, from 1 to the strongest, and the text; zeros are left out."""
    value_of, kind = WAYS[by]
    values = {one.activity_id: value_of(one) or 0 for one in found}
    most = max(values.values(), default=0)
    return {
        key: {"level": max(1, -int(-STEPS * value // most)), "text": shown(Cell(value), kind)}
        for key, value in values.items()
        if value
    }


def words() -> Mapping[str, str]:
    """Return the names of the ways to colour, in the order in which they are offered."""
    return {
        "count": _("How often"),
        "duration": _("How long"),
        "waiting": _("How long nobody had it"),
        "open": _("Open now"),
        "overdue": _("Overdue now"),
    }
