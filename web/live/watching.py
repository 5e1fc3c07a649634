"""What is new in the log and among the notifications, asked with one statement however many listen.

Numbers of the log may appear out of order; so the last ones are counted, and read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from engine import queries
from engine.base import table
from engine.queries import UserTask, news
from engine.queries.news import Happened
from engine.statements import selecting
from web.accounts.roles import Permission
from web.live.listening import Listener, Topic
from web.notifications.tables import Notification
from web.permissions import may_take
from web.persons import Person

BACK = 100
MOST = 500
SEQ = table(queries.Event).c.seq
TOLD = table(Notification).c
STATE = selecting(
    select(
        select(func.max(SEQ)).scalar_subquery().label("seq"),
        select(func.count()).where(bindparam("base") < SEQ).scalar_subquery().label("there"),
        select(func.max(TOLD.id)).scalar_subquery().label("told"),
    )
)


class State(NamedTuple):
    """The highest numbers, and how many entries there are above a base."""

    seq: int
    there: int
    told: int


class News:
    """What has happened since the last look: who is to look again, and at what."""

    def __init__(self, session: Session, entries: Sequence[Happened], told: Iterable[str]) -> None:
        """Read what is needed to tell whom the entries concern."""
        tasks = news.tasks_of(session, entries)
        self._cases = {entry.instance_id for entry in entries}
        self._told = frozenset(told)
        self._tasks = list(tasks.values())
        self._offers = queries.candidates(session, [row.id for row in self._tasks])
        self._holders = news.holders(session, self._tasks)
        self._everybody = len(entries) >= MOST or _hides(entries, self._tasks)

    def topics(self, listener: Listener) -> set[Topic]:
        """Return what somebody is to look at again."""
        who = listener.person
        found = {Topic.BELL} if who.name in self._told else set()
        if listener.case_id in self._cases:
            found.add(Topic.TASK)
        if self._everybody or any(self._concerns(who, row) for row in self._tasks):
            found.add(Topic.TASKS)
        return found

    def _concerns(self, who: Person, row: UserTask) -> bool:
        names = {who.name, *(one.person for one in who.stands_in)}
        if names & {row.assignee, row.owner, row.ended_by, *self._holders.get(row.id, ())}:
            return True
        if may_take(who, row, self._offers[row.id]):
            return True
        return who.has_for(Permission.TASK_READ, row.definition_key)


def _hides(entries: Sequence[Happened], tasks: Sequence[UserTask]) -> bool:
    """Return whether tasks left lists of whom nothing is known any more, since they ended."""
    claimed = {entry.task_id for entry in entries if entry.lifecycle == "claimed"}
    ended = [row for row in tasks if row.status != "created"]
    return any(row.assignee is None or row.id in claimed for row in ended)


class Watch:
    """What was seen of the log and of the notifications so far."""

    def __init__(self) -> None:
        """Begin with nothing seen: the first look finds no news."""
        self._state: State | None = None
        self._base = 0
        self._seen: set[int] = set()

    def look(self, session: Session) -> News | None:
        """Return what is new since the last look, None if nothing is."""
        state = self._ask(session)
        before, self._state = self._state, state
        if before is None:
            self._begin(session, state)
            return None
        if state == before:
            return None
        there = news.happened(session, self._base + 1, limit=BACK + MOST)
        entries = [entry for entry in there if entry.seq not in self._seen]
        self._remember(session, state, (entry.seq for entry in there))
        told = _told(session, before.told) if state.told > before.told else ()
        return News(session, entries, told)

    def _begin(self, session: Session, state: State) -> None:
        there = news.happened(session, state.seq - BACK + 1, limit=BACK)
        self._remember(session, state, (entry.seq for entry in there))

    def _remember(self, session: Session, state: State, seen: Iterable[int]) -> None:
        self._base = max(0, state.seq - BACK)
        self._seen = {seq for seq in seen if seq > self._base}
        self._state = self._ask(session)._replace(seq=state.seq, told=state.told)

    def _ask(self, session: Session) -> State:
        row = STATE.first(session.connection(), {"base": self._base})
        return State(*(int(number or 0) for number in row or (0, 0, 0)))


def _told(session: Session, after: int) -> list[str]:
    return list(session.scalars(select(Notification.account_id).where(Notification.id > after)))
