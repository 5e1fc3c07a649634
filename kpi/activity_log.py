"""The executions of activities that the log of a case tells of. Pure."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from engine.queries.events import ACTIVITY_TYPES, LOOP_BODY, Entry
from kpi.facts import CANCELLED, COMPLETED, OPEN, ActivityFact, seconds_between
from kpi.periods import day_of
from kpi.work_times import work_times

FOR_PEOPLE = "userTask"
ENDINGS = {"completed": COMPLETED, "cancelled": CANCELLED, "skipped": CANCELLED}
HOLDING = frozenset({"created", "assigned", "claimed", "unassigned"})


@dataclass(frozen=True, slots=True)
class Shared:
    """What the activities and incidents of a case have from it."""

    process_key: str
    channel: str
    sandbox: bool
    imported: bool
    ended_at: datetime | None
    zone: tzinfo


def activities(entries: Sequence[Entry], shared: Shared) -> tuple[ActivityFact, ...]:
    """Return the executions of a case in the order in which they began."""
    by_token: dict[int, list[Entry]] = {}
    bodies: dict[str, list[int]] = {}
    for entry in entries:
        if entry.token_id is None or entry.activity_id is None:
            continue
        if entry.activity_type in ACTIVITY_TYPES:
            by_token.setdefault(entry.token_id, []).append(entry)
        elif entry.activity_type == LOOP_BODY:
            bodies.setdefault(entry.activity_id, []).append(entry.token_id)
    repeated = _repeated(by_token, bodies) if shared.ended_at else set()
    return tuple(
        _fact(token, of_token, shared, repeated=token in repeated)
        for token, of_token in by_token.items()
    )


def _repeated(by_token: Mapping[int, list[Entry]], bodies: Mapping[str, list[int]]) -> set[int]:
    """Return the tokens of executions after the first; those of one loop count as one.

    The executions of a loop follow its body, whose token is older, until the next body.
    """
    first: dict[str, int] = {}
    found = set()
    for token in sorted(by_token):
        activity_id = str(by_token[token][0].activity_id)
        around = sorted(bodies.get(activity_id, ()))
        loop = bisect(around, token) if around else token
        if first.setdefault(activity_id, loop) != loop:
            found.add(token)
    return found


def _fact(token: int, entries: list[Entry], shared: Shared, *, repeated: bool) -> ActivityFact:
    last, created_at = entries[-1], entries[0].at
    status, ended_at, ended_by = _ending(entries, shared)
    due_at = _last_due(entries)
    waiting, working = _times(entries, ended_at)
    return ActivityFact(
        instance_id=last.instance_id,
        token_id=token,
        process_key=shared.process_key,
        version=last.version,
        office=last.office or "",
        channel=shared.channel,
        activity_id=str(last.activity_id),
        activity_type=str(last.activity_type),
        person=_person(entries, ended_by),
        group=next((entry.group for entry in entries if entry.group), ""),
        status=status,
        created_at=created_at,
        ended_at=ended_at,
        ended_day=day_of(ended_at, shared.zone) if ended_at else None,
        due_at=due_at,
        late=status == COMPLETED and due_at is not None and _after(ended_at, due_at),
        repeated=repeated,
        duration_seconds=seconds_between(created_at, ended_at) if ended_at else None,
        waiting_seconds=waiting,
        working_seconds=working,
        sandbox=shared.sandbox,
        imported=shared.imported,
    )


def _after(moment: datetime | None, due_at: datetime) -> bool:
    return moment is not None and moment > due_at


def _ending(entries: list[Entry], shared: Shared) -> tuple[str, datetime | None, str]:
    """Return how and when an execution ended, and who completed it; with its case at the latest."""
    for entry in entries:
        status = ENDINGS.get(entry.lifecycle)
        if status is not None:
            return status, entry.at, entry.actor if status == COMPLETED else ""
    return (CANCELLED, shared.ended_at, "") if shared.ended_at else (OPEN, None, "")


def _last_due(entries: list[Entry]) -> datetime | None:
    due_at = None
    for entry in entries:
        if entry.lifecycle in ("created", "due_changed"):
            due_at = entry.due_at
    return due_at


def _times(entries: list[Entry], ended_at: datetime | None) -> tuple[int | None, int | None]:
    if ended_at is None or entries[0].activity_type != FOR_PEOPLE:
        return None, None
    return work_times(entries, ended_at)


def _person(entries: list[Entry], ended_by: str) -> str:
    if entries[0].activity_type != FOR_PEOPLE:
        return ""
    return ended_by or next(_holders(reversed(entries)), "")


def _holders(entries: Iterator[Entry]) -> Iterator[str]:
    for entry in entries:
        if entry.lifecycle in HOLDING:
            yield entry.assignee or ""
