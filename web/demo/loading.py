"""Load the demonstration's cases: rehearse them in memory, then write them all at once.

Nothing is seen of a load that was interrupted; the next one begins anew. The case numbers that it
needs are kept free meanwhile, so that people can start cases of their own.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, update
from sqlalchemy.orm import Session, sessionmaker

import kpi
from engine import queries
from engine.base import table
from engine.ports import Services
from engine.transaction import transaction
from web.demo import numbers
from web.demo.arrivals import SHARES, Arrival, arrivals
from web.demo.company import Company
from web.demo.customers import customer, customers
from web.demo.post import FULL_MAILBOX
from web.demo.rehearsal import open_rehearsal, rows_of_cases, write_cases
from web.demo.tables import ONLY, DemoLoad

ACTOR = "demonstration"
CASES = 1_500
ROOM = 3_000
DAYS = 183
WRITING = 0.03  # of the work
Tell = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Order:
    """What to load: how many cases, until when, and the seed that makes them the same again."""

    until: datetime
    cases: int = CASES
    days: int = DAYS
    seed: int = 1405

    @property
    def period(self) -> tuple[datetime, datetime]:
        """First and last moment, whole seconds."""
        end = self.until.replace(microsecond=0)
        return end - timedelta(days=self.days), end


def is_loaded(session: Session) -> bool:
    """Tell whether the cases are there."""
    found = session.get(DemoLoad, ONLY)
    return found is not None and found.loaded_at is not None


def load(sessions: sessionmaker[Session], services: Services, order: Order, tell: Tell) -> bool:
    """Load the cases once; `tell` hears how much is done, from 0 to 1.

    Returns:
        False when they are there already, or another process was faster.
    """
    with sessions() as session:
        if is_loaded(session):
            return False
        reserved = _begin(session, services, order)
        rehearsed = open_rehearsal(session.connection())
    made = sessionmaker(rehearsed, expire_on_commit=False)
    with closing(rehearsed.raw_connection()), made() as inner:
        with transaction(inner, services, ACTOR, order.until):
            numbers.begin_low(inner.connection(), reserved)
        _rehearse(made, services, order, lambda done: tell(done * (1 - WRITING)))
        done = _write(sessions, services, order, inner.connection())
    rehearsed.dispose()
    tell(1.0)
    return done


def figures(sessions: sessionmaker[Session], services: Services, until: datetime) -> None:
    """Read the whole event log into the figures, unless the server does already."""
    with sessions() as session, suppress(kpi.LogReadAtOnceError):
        with transaction(session, services, ACTOR, until) as ctx:
            kpi.rebuild(ctx)
        more = True
        while more:
            with transaction(session, services, ACTOR, until) as ctx:
                more = kpi.catch_up(ctx).more


def _begin(session: Session, services: Services, order: Order) -> numbers.Reserved:
    """Keep case numbers free, or find those that an interrupted load has kept."""
    found = session.get(DemoLoad, ONLY)
    if found is not None:
        return found.numbers
    with transaction(session, services, ACTOR, order.until) as ctx:
        reserved = numbers.reserve(ctx.connection, order.period, ROOM)
        ctx.session.add(DemoLoad(id=ONLY, numbers=reserved, begun_at=order.until))
    return reserved


def _rehearse(
    sessions: sessionmaker[Session], services: Services, order: Order, tell: Tell
) -> None:
    company = Company(sessions, services, order.period)
    start, end = order.period
    with sessions() as session:
        coming = _coming(session, order)
    company.run(coming, lambda now: tell((now - start) / (end - start)))


def _coming(session: Session, order: Order) -> list[Arrival]:
    there = {one.key for one in queries.definitions(session)}
    shares = {key: share for key, share in SHARES.items() if key in there}
    rng = random.Random(order.seed)  # noqa: S311 - the same at every load
    found = arrivals(rng, customers(rng), order.period, shares, order.cases)
    return sorted([*map(_as_applicant, found), *_undeliverable(found, order.until)])


def _as_applicant(one: Arrival) -> Arrival:
    """Return it with somebody new, where it is about becoming a customer."""
    if one.process_key != "onboarding":
        return one
    return one._replace(customer=customer(random.Random(one.seed), ""))  # noqa: S311 - as above


def _undeliverable(found: list[Arrival], end: datetime) -> list[Arrival]:
    """Return two complaints of the last days whose mail can not be delivered."""
    complaints = [one for one in found if one.process_key == "complaint_handling"][-2:]
    return [
        one._replace(
            at=end - timedelta(hours=hours),
            channel="web",
            customer=replace(one.customer, email=FULL_MAILBOX),
            seed=one.seed + 1,
        )
        for one, hours in zip(complaints, (5, 29), strict=False)
    ]


def _write(
    sessions: sessionmaker[Session], services: Services, order: Order, rehearsed: Connection
) -> bool:
    rows = rows_of_cases(rehearsed)
    with sessions() as session, transaction(session, services, ACTOR, order.until) as ctx:
        first = update(table(DemoLoad)).where(DemoLoad.id == ONLY, DemoLoad.loaded_at.is_(None))
        if ctx.connection.execute(first.values(loaded_at=order.until)).rowcount != 1:
            return False
        numbers.give_back(ctx.connection, rehearsed, ctx.session.get_one(DemoLoad, ONLY).numbers)
        write_cases(ctx.session, rows)
    return True
