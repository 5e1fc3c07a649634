"""What is known of a case, of its activities and of its incidents: one row each. Pure.

Days are ordinals in the organisation's time zone, times UTC, durations whole seconds. What has no
office, channel, person or group has an empty one.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

OPEN = "open"
COMPLETED = "completed"
CANCELLED = "cancelled"  # by a person or a program
TERMINATED = "terminated"  # by the diagram: an error nobody caught, a terminate end event


class CaseFact(NamedTuple):
    """A case. `due_at` is the earliest date of what is open in it.

    Attributes:
        late: it, or a task of it, was completed after its date.
        repeats: executions of activities after their first, loops aside; 0 while it is open.
        waiting_seconds, working_seconds: of its tasks together; None while it is open.
    """

    instance_id: str
    process_key: str
    version: int
    office: str
    channel: str
    status: str
    started_at: datetime
    started_day: int
    ended_at: datetime | None
    ended_day: int | None
    end_reason: str | None
    due_at: datetime | None
    late: bool
    repeats: int
    reopened: int
    cycle_seconds: int | None
    waiting_seconds: int | None
    working_seconds: int | None
    sandbox: bool
    imported: bool


class ActivityFact(NamedTuple):
    """One execution of an activity; `token_id` tells it apart within its case.

    Attributes:
        person: who completed the task, else who has it.
        group: to whom it was offered.
        repeated: it was not the first of its activity, loops aside; false while the case is open.
        waiting_seconds, working_seconds: of tasks for people that have ended.
    """

    instance_id: str
    token_id: int
    process_key: str
    version: int
    office: str
    channel: str
    activity_id: str
    activity_type: str
    person: str
    group: str
    status: str
    created_at: datetime
    ended_at: datetime | None
    ended_day: int | None
    due_at: datetime | None
    late: bool
    repeated: bool
    duration_seconds: int | None
    waiting_seconds: int | None
    working_seconds: int | None
    sandbox: bool
    imported: bool


class IncidentFact(NamedTuple):
    """A failure that needed a person; `seq` is that of its entry in the log.

    `resolved_at` is when it was tried again, the activity ended, or the case ended.
    """

    instance_id: str
    seq: int
    process_key: str
    version: int
    office: str
    channel: str
    activity_id: str
    raised_at: datetime
    raised_day: int
    resolved_at: datetime | None
    resolved_day: int | None
    open_seconds: int | None
    sandbox: bool
    imported: bool


class CaseFacts(NamedTuple):
    """Everything that the log of one case says."""

    case: CaseFact
    activities: tuple[ActivityFact, ...]
    incidents: tuple[IncidentFact, ...]


def seconds_between(first: datetime, last: datetime) -> int:
    """Return whole seconds, 0 when clocks of two machines disagree about the order."""
    return max(0, int((last - first).total_seconds()))
