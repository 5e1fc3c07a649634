"""The company at work: cases come in, people take and complete tasks, customers answer."""

from __future__ import annotations

import heapq
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session, sessionmaker

from engine import commands, queries
from engine.errors import EngineError
from engine.ports import Services
from engine.queries.events import News, news
from engine.replay import pass_time
from engine.transaction import Context, transaction
from web import submission
from web.demo import customers_say, pace
from web.demo.answers import STARTS, TASKS
from web.demo.arrivals import Arrival
from web.demo.case import Case
from web.demo.post import Post
from web.demo.texts import CANCELLATIONS

Act = Callable[[], None]
MANAGER = "kaveh"
DESK = ("contact-desk", "account-officers")
NIGHT = "worker"  # who starts what comes by the web while nobody is there
CANCELLED = 0.012
LOCALE = "en"


class Company:
    """Runs cases on a clock of its own; the database must be nobody else's meanwhile."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        services: Services,
        period: tuple[datetime, datetime],
    ) -> None:
        self.now, self.end = period
        outage = self.end - timedelta(days=47)
        post = Post(lambda: self.now, (outage, outage + timedelta(hours=3)))
        self._services = replace(services, connectors={"mail": post})
        self._sessions = sessions
        self._agenda: list[tuple[datetime, int, Act]] = []
        self._cases: dict[str, Case] = {}
        self._complaints: dict[str, list[datetime]] = {}
        self._seen = 0
        self._number = 0

    def run(self, coming: Iterable[Arrival], tell: Callable[[datetime], None]) -> None:
        """Let time pass until the end; `tell` hears the time now and then."""
        for one in coming:
            self._plan(one.at, partial(self._receive, one))
        while self._agenda and self._agenda[0][0] <= self.end:
            at, _, act = heapq.heappop(self._agenda)
            self._pass_time(at)
            if self._agenda and at > self._agenda[0][0]:
                self._plan(at, act)  # what happened meanwhile comes first
                continue
            self._do(at, act)
            tell(at)
        self._pass_time(self.end)

    def _plan(self, at: datetime, act: Act) -> None:
        self._number += 1
        heapq.heappush(self._agenda, (at, self._number, act))

    def _pass_time(self, until: datetime) -> None:
        for now in pass_time(self._sessions, self._services, self.now, until):
            self.now = now
            self._follow()

    def _do(self, at: datetime, act: Act) -> None:
        self.now = max(self.now, at)
        try:
            act()
        except submission.SubmissionInvalidError:
            raise  # the demonstration has to answer its own forms
        except EngineError:
            return  # somebody, or a timer, was faster: as in real life
        self._follow()

    @contextmanager
    def _as(self, actor: str) -> Iterator[Context]:
        with (
            self._sessions() as session,
            transaction(session, self._services, actor, self.now) as ctx,
        ):
            yield ctx

    # what people and customers do

    def _receive(self, one: Arrival) -> None:
        rng = random.Random(one.seed)  # noqa: S311 - a demonstration, the same at every load
        case = Case(
            one.process_key, one.customer, one.item, rng, self.now, rng.choice(one.item.faults)
        )
        case.known["channel"] = one.channel
        case.complaints90 = self._recent_complaints(one)
        with self._as(self._receiver(case)) as ctx:
            definition = queries.default_definition(ctx.session, one.process_key)
            given = STARTS[one.process_key](case)
            values = submission.check_start(ctx.session, definition, given, LOCALE, self.now)
            started = commands.start(ctx, definition_id=definition.id, variables=values)
        case.known |= values
        self._cases[started.id] = case
        for word in customers_say.at_first(case):
            self._plan(word.at, partial(self._say, started.id, word))
        if case.happens(CANCELLED):
            self._plan(pace.soon(rng, self.now), partial(self._cancel, started.id))

    def _receiver(self, case: Case) -> str:
        group = DESK[case.process_key == "onboarding"]
        return pace.somebody(case.rng, group, None, self.now, self.end) or NIGHT

    def _recent_complaints(self, one: Arrival) -> int:
        if one.process_key != "complaint_handling":
            return 0
        earlier = self._complaints.setdefault(one.customer.code, [])
        earlier.append(self.now)
        return sum(self.now - at < timedelta(days=90) for at in earlier) - 1

    def _claim(self, task_id: str, person: str) -> None:
        with self._as(person) as ctx:
            commands.claim(ctx, task_id)

    def _complete(self, case: Case, task_id: str, person: str) -> None:
        case.now = self.now
        with self._as(person) as ctx:
            task = queries.task(ctx.session, task_id)
            given = TASKS[task.activity_id](case)
            values = submission.check_task(ctx.session, task, given, LOCALE, self.now)
            commands.complete(ctx, task_id, values)
        case.known |= values
        case.people[task.activity_id] = person

    def _say(self, instance_id: str, word: customers_say.Word) -> None:
        address = commands.Address(word.name, instance_id=instance_id)
        with self._as(NIGHT) as ctx:
            commands.correlate(ctx, address, word.payload)

    def _cancel(self, instance_id: str) -> None:
        with self._as(MANAGER) as ctx:
            case = self._cases[instance_id]
            commands.cancel(ctx, instance_id, case.rng.choice(CANCELLATIONS))

    def _retry(self, instance_id: str) -> None:
        wanted = queries.IncidentFilter(instance_id=instance_id, status="open")
        with self._as(MANAGER) as ctx:
            for one in queries.incidents(ctx.session, wanted):
                commands.retry(ctx, one.id)

    # what follows from it

    def _follow(self) -> None:
        """Read what is new in the event log, and plan what comes of it."""
        with self._sessions() as session:
            found = news(session, self._seen)
        for one in found:
            self._seen = one.seq
            case = self._cases[one.instance_id]
            case.now = self.now
            self._react(case, one)

    def _react(self, case: Case, one: News) -> None:
        if one.task_id and one.lifecycle == "offered":
            self._take_on(case, one)
        elif one.lifecycle == "completed" and one.activity_id:
            for word in customers_say.when_done(case, one.activity_id):
                self._plan(word.at, partial(self._say, one.instance_id, word))
        elif one.lifecycle == "failed" and self.now < self.end - timedelta(days=30):
            self._plan(self.now + timedelta(hours=4), partial(self._retry, one.instance_id))

    def _take_on(self, case: Case, one: News) -> None:
        """Plan who takes a new task, and when it is done."""
        activity, task_id = str(one.activity_id), str(one.task_id)
        avoided = case.people.get(pace.APART.get(activity, ""))
        person = pace.somebody(case.rng, one.group or "", avoided, self.now, self.end)
        if person is None or activity not in TASKS:
            return
        taken, done = pace.times(case.rng, activity, person, self.now, self.end)
        self._plan(taken, partial(self._claim, task_id, person))
        self._plan(done, partial(self._complete, case, task_id, person))
