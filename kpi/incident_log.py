"""The incidents that the log of a case tells of. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from engine.queries.events import ACTIVITY_TYPES, Entry
from kpi.activity_log import ENDINGS, Shared
from kpi.facts import IncidentFact, seconds_between
from kpi.periods import day_of

Place = tuple[int | None, str | None]


def incidents(entries: Sequence[Entry], shared: Shared) -> tuple[IncidentFact, ...]:
    """Return the incidents of a case by number.

    An error that a person reported from a task is none: the diagram takes it.
    """
    open_at: dict[Place, list[Entry]] = {}
    found: list[tuple[Entry, datetime | None]] = []
    for entry in entries:
        place = (entry.token_id, entry.activity_id)
        if entry.lifecycle == "failed" and entry.activity_type not in ACTIVITY_TYPES:
            open_at.setdefault(place, []).append(entry)
        elif entry.lifecycle == "retried" and open_at.get(place):
            # logged after what the retry did, which may be the next failure: the oldest is meant
            found.append((open_at[place].pop(0), entry.at))
        elif entry.lifecycle in ENDINGS and entry.token_id is not None:
            found += [(failed, entry.at) for failed in open_at.pop(place, [])]
    left = [failed for of_place in open_at.values() for failed in of_place]
    found += [(failed, shared.ended_at) for failed in left]
    return tuple(_fact(*pair, shared) for pair in sorted(found, key=lambda pair: pair[0].seq))


def _fact(failed: Entry, resolved_at: datetime | None, shared: Shared) -> IncidentFact:
    return IncidentFact(
        instance_id=failed.instance_id,
        seq=failed.seq,
        process_key=shared.process_key,
        version=failed.version,
        office=failed.office or "",
        channel=shared.channel,
        activity_id=failed.activity_id or "",
        raised_at=failed.at,
        raised_day=day_of(failed.at, shared.zone),
        resolved_at=resolved_at,
        resolved_day=day_of(resolved_at, shared.zone) if resolved_at else None,
        open_seconds=seconds_between(failed.at, resolved_at) if resolved_at else None,
        sandbox=shared.sandbox,
        imported=shared.imported,
    )
