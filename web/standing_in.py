"""For whom a person works besides themselves, while those are away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from engine.queries import Candidates, Share, UserTask
from web.absences import queries, rules
from web.accounts import queries as accounts


@dataclass(frozen=True, slots=True)
class StandIn:
    """That the work of a person who is away falls to somebody, all or part of it."""

    part: rules.Part
    groups: tuple[str, ...]

    @property
    def person(self) -> str:
        """Who is away."""
        return self.part.person

    @property
    def share(self) -> Share:
        """The part of the work, as lists of tasks are asked for it."""
        part = self.part
        return Share(part.person, self.groups, part.processes, part.besides)

    def covers(self, task: UserTask) -> bool:
        """Return whether a task is open, and its process part of it."""
        return task.status == "created" and self.part.covers(task.definition_key)

    def is_offered(self, candidates: Candidates | None) -> bool:
        """Return whether a task is offered to who is away, or one of their groups."""
        return candidates is not None and offered_to(self.person, self.groups, candidates)


def stand_ins(session: Session, substitute: str, now: datetime) -> tuple[StandIn, ...]:
    """Return for whom somebody stands in at an instant, by name."""
    parts = rules.parts(queries.present(session, now), substitute)
    return tuple(StandIn(one, tuple(accounts.groups_of(session, one.person))) for one in parts)


def offered_to(person: str, groups: Iterable[str], candidates: Candidates) -> bool:
    """Return whether a task is offered to a person or one of some groups."""
    return person in candidates.users or bool(set(candidates.groups) & set(groups))


def holder(stand_ins: Sequence[StandIn], task: UserTask) -> str | None:
    """Return who has a task and is stood in for, None if nobody."""
    found = (one.person for one in stand_ins if one.person == task.assignee and one.covers(task))
    return next(found, None)


def offered(
    stand_ins: Sequence[StandIn], task: UserTask, candidates: Candidates | None
) -> str | None:
    """Return the first one who is stood in for and could take a task, None if nobody."""
    found = (one.person for one in stand_ins if one.covers(task) and one.is_offered(candidates))
    return next(found, None)
