"""How long a task waited for somebody, and how long somebody worked on it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.queries.events import Entry
from kpi.facts import seconds_between

HELD = frozenset({"assigned", "claimed"})
FREE = frozenset({"unassigned"})
BEGUN = frozenset({"started", "resumed"})
STOPPED = frozenset({"paused"})


def work_times(entries: Sequence[Entry], ended_at: datetime) -> tuple[int, int]:
    """Return the seconds of waiting and of working of a task that has ended.

    Waiting is the time in which nobody had it. Working is the time from its start to its end
    without pauses, or, where nobody said when the work began, the time in which somebody had it.

    Args:
        entries: of one token, the first one being that it was created.
    Source: the queue time and touch time of process mining.
    """
    created_at = entries[0].at
    held = _during(entries, HELD, FREE, ended_at)
    waiting = seconds_between(created_at, ended_at) - held
    if any(entry.lifecycle == "started" for entry in entries):
        return max(0, waiting), _during(entries, BEGUN, STOPPED, ended_at)
    return max(0, waiting), max(0, held - _paused(entries, ended_at))


def _paused(entries: Sequence[Entry], ended_at: datetime) -> int:
    return _during(entries, STOPPED, BEGUN, ended_at)


def _during(
    entries: Sequence[Entry], on: frozenset[str], off: frozenset[str], ended_at: datetime
) -> int:
    """Add up the times from an entry of one kind to the next of the other, or to the end."""
    total, since = 0, None
    for entry in entries:
        if entry.lifecycle in on and since is None:
            since = entry.at
        elif entry.lifecycle in off and since is not None:
            total += seconds_between(since, entry.at)
            since = None
    return total if since is None else total + seconds_between(since, ended_at)
