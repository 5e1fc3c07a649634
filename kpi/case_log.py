"""The log of one case, read once: what it says of the case, its activities, its incidents. Pure.

The facts are a function of the entries alone. Reading a case again, whatever was read before,
gives what reading it once would have given: that is what makes the roll-ups exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo

from engine.queries.events import Entry
from kpi import activity_log, incident_log
from kpi.activity_log import Shared
from kpi.facts import (
    CANCELLED,
    COMPLETED,
    OPEN,
    TERMINATED,
    ActivityFact,
    CaseFact,
    CaseFacts,
    seconds_between,
)
from kpi.periods import day_of


def facts(entries: Sequence[Entry], zone: tzinfo) -> CaseFacts:
    """Return what the log of a case says, given all of it by number, one entry at least."""
    own = [entry for entry in entries if entry.activity_id is None and entry.token_id is None]
    status, end = _ending(own)
    ended_at = end.at if end else None
    shared = Shared(
        process_key=entries[0].process_key,
        channel=_latest(entry.channel for entry in entries),
        sandbox=any(entry.sandbox for entry in entries),
        imported=any(entry.imported for entry in entries),
        ended_at=ended_at,
        zone=zone,
    )
    activities = activity_log.activities(entries, shared)
    incidents = incident_log.incidents(entries, shared)
    started_at = own[0].at if own else entries[0].at
    times = _times(started_at, end, status, activities)
    case = CaseFact(
        instance_id=entries[0].instance_id,
        process_key=shared.process_key,
        version=entries[-1].version,
        office=_latest(entry.office for entry in own),
        channel=shared.channel,
        status=status,
        started_at=started_at,
        started_day=day_of(started_at, zone),
        ended_at=ended_at,
        ended_day=day_of(ended_at, zone) if ended_at else None,
        end_reason=end.reason if end else None,
        due_at=None if end else _due(own, activities),
        late=_late(own, ended_at, status, activities),
        repeats=sum(activity.repeated for activity in activities),
        reopened=sum(entry.lifecycle == "reopened" for entry in own),
        cycle_seconds=times[0],
        waiting_seconds=times[1],
        working_seconds=times[2],
        sandbox=shared.sandbox,
        imported=shared.imported,
    )
    return CaseFacts(case, activities, incidents)


def _ending(own: Sequence[Entry]) -> tuple[str, Entry | None]:
    """Return how the case ended, and the entry that says so: the last one, unless reopened."""
    status, end = OPEN, None
    for entry in own:
        if entry.lifecycle == "reopened":
            status, end = OPEN, None
        elif entry.lifecycle == COMPLETED:
            status, end = COMPLETED, entry
        elif entry.lifecycle == CANCELLED:
            status, end = (TERMINATED if entry.reason is None else CANCELLED), entry
    return status, end


def _latest(values: Iterable[str | None]) -> str:
    found = ""
    for value in values:
        found = value or found
    return found


def _own_due(own: Sequence[Entry]) -> datetime | None:
    due_at = None
    for entry in own:
        if entry.lifecycle in ("created", "due_changed"):
            due_at = entry.due_at
    return due_at


def _due(own: Sequence[Entry], activities: Sequence[ActivityFact]) -> datetime | None:
    dates = [activity.due_at for activity in activities if activity.status == OPEN]
    return min((due for due in [_own_due(own), *dates] if due is not None), default=None)


def _late(
    own: Sequence[Entry],
    ended_at: datetime | None,
    status: str,
    activities: Sequence[ActivityFact],
) -> bool:
    due_at = _own_due(own)
    if status == COMPLETED and due_at and ended_at and ended_at > due_at:
        return True
    return any(activity.late for activity in activities)


def _times(
    started_at: datetime, end: Entry | None, status: str, activities: Sequence[ActivityFact]
) -> tuple[int | None, int | None, int | None]:
    if end is None or status != COMPLETED:
        return None, None, None
    waiting = sum(activity.waiting_seconds or 0 for activity in activities)
    working = sum(activity.working_seconds or 0 for activity in activities)
    return seconds_between(started_at, end.at), waiting, working
