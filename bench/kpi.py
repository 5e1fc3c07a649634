"""Measure the manager's figures on a large log: `python -m bench.kpi [--events 1000000]`.

Generates a year of cases of eight processes straight into the event log, fills the roll-ups as
`ravand figures` does, and asks what the pages ask. The database stays with `--keep FILE`.
"""

from __future__ import annotations

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, func, select, text
from sqlalchemy.orm import Session, sessionmaker

import kpi
from bench import meter
from engine.base import Base, new_id, open_database, table
from engine.ports import Services
from engine.scripts import MontyRunner
from engine.statements import inserting
from engine.tables import Event
from engine.transaction import transaction
from kpi import Period, Question, Unit
from kpi.tables import KpiActivity, KpiCase

TEHRAN = ZoneInfo("Asia/Tehran")
END = datetime(2026, 11, 20, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
CHUNK = 20_000
RUNS = 7
LOG = table(Event)
INSERT = inserting(LOG)
Row = dict[str, Any]


def main() -> None:
    """Generate, read, ask; print each time."""
    parser = argparse.ArgumentParser(prog="python -m bench.kpi", description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--url", help="a database of its own, empty or filled before")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ravand-bench-") as folder:
        database = open_database(options.url or f"sqlite:///{Path(folder) / 'kpi.db'}")
        Base.metadata.create_all(database)
        sessions = sessionmaker(database)
        for what, value in measured(database, sessions, options.events):
            print(f"{what:60} {value}", flush=True)
        database.dispose()


def measured(
    database: Engine, sessions: sessionmaker[Session], events: int
) -> Iterator[tuple[str, str]]:
    """Return what was measured and how long it took."""
    known = _last_seq(sessions)
    if known < events:
        yield "generate the log", _seconds(lambda: _generate(database, known, events))
    yield "read all of it (rebuild)", _seconds(lambda: _read(sessions))
    if database.dialect.name == "sqlite":
        with database.begin() as connection:
            connection.execute(text("ANALYZE"))
    with sessions() as session:
        for name, entity in (("cases", KpiCase), ("activities", KpiActivity)):
            count = session.scalar(select(func.count()).select_from(table(entity)))
            yield f"rows of {name}", f"{count:,}"
    known, last = _last_seq(sessions), END - timedelta(hours=3)
    yield "1,000 more events", _seconds(lambda: _generate(database, known, known + 1_000, last))
    yield "catch up with them", _seconds(lambda: _read(sessions))
    yield from _asked(sessions)


def _last_seq(sessions: sessionmaker[Session]) -> int:
    with sessions() as session:
        return session.scalar(select(func.max(LOG.c.seq))) or 0


def _asked(sessions: sessionmaker[Session]) -> Iterator[tuple[str, str]]:
    year = Period((END - YEAR).date(), END.date())
    month = Period((END - timedelta(days=30)).date(), END.date())
    everything, one = Question(year), Question(year, processes=("process-0",))
    recent = Question(month, processes=("process-0",))
    asked: list[tuple[str, Callable[[Session], Any]]] = [
        ("history of a year by week, all", lambda s: kpi.case_history(s, everything)),
        ("history by month, all", lambda s: kpi.case_history(s, everything, Unit.MONTH)),
        ("history by week, one process", lambda s: kpi.case_history(s, one)),
        ("open, ageing, overdue, all", lambda s: kpi.standing(s, everything, END)),
        ("open at an instant half a year ago", lambda s: _open_then(s, everything)),
        ("activities of one process, a year", lambda s: kpi.activity_figures(s, one, END)),
        ("activities of one process, a month", lambda s: kpi.activity_figures(s, recent, END)),
        ("people of all processes, a year", lambda s: kpi.people(s, everything, END)),
        ("groups of one process, a month", lambda s: kpi.groups(s, recent, END)),
        ("incidents of a year, all", lambda s: kpi.incident_figures(s, everything)),
        ("reasons of cancelling, a year, all", lambda s: kpi.cancellations(s, everything)),
        ("50 cases behind finished, a year, all", lambda s: _cases(s, "finished", everything)),
        ("50 longest cases of one process", lambda s: _cases(s, "cycle_time", one)),
        ("50 cases of an activity, a month", lambda s: _cases(s, "activity_count", recent)),
        ("history of one person, one process, a month", lambda s: _of_person(s, recent)),
        ("the whole dashboard, all processes, a year", lambda s: _dashboard(s, everything)),
        ("the whole dashboard, one process, a year", lambda s: _dashboard(s, one)),
    ]
    with sessions() as session:
        for what, ask in asked:
            yield f"{what}: ms", _milliseconds(lambda ask=ask: ask(session))  # type: ignore[misc]


def _dashboard(session: Session, asked: Question) -> None:
    kpi.case_history(session, asked)
    kpi.standing(session, asked, END)
    kpi.incident_figures(session, asked)
    if asked.processes:
        kpi.activity_figures(session, asked, END)


def _open_then(session: Session, asked: Question) -> int:
    return kpi.open_cases(session, asked, END - YEAR / 2)


def _cases(session: Session, key: str, asked: Question) -> kpi.CaseList:
    return kpi.cases(session, key, asked, END)


def _of_person(session: Session, asked: Question) -> kpi.CaseHistory:
    return kpi.case_history(session, Question(asked.period, asked.processes, persons=("person-3",)))


def _seconds(run: Callable[[], Any]) -> str:
    begun = time.perf_counter()
    run()
    return f"{time.perf_counter() - begun:.1f} s"


def _milliseconds(run: Callable[[], Any]) -> str:
    run()
    times = []
    for _ in range(RUNS):
        begun = time.perf_counter()
        run()
        times.append(time.perf_counter() - begun)
    return f"{meter.summary(times).milliseconds()}, CPU {_cpu(run)}"


def _cpu(run: Callable[[], Any]) -> str:
    return f"{statistics.median(meter.spent(run) for _ in range(3)) * 1e3:.0f}"


def _read(sessions: sessionmaker[Session]) -> None:
    with MontyRunner(processes=0) as scripts:
        services = Services(scripts=scripts, zone=TEHRAN)
        more = True
        while more:
            with sessions() as session, transaction(session, services, "bench", END) as ctx:
                more = kpi.catch_up(ctx).more


def _generate(database: Engine, first: int, last: int, at: datetime | None = None) -> None:
    chance = random.Random(first)  # the same log each time
    rows: list[Row] = []
    seq = first
    while seq < last:
        begun = at or END - YEAR * (1 - seq / last)
        found = _case(chance, begun)
        rows += found
        seq += len(found)
        if len(rows) >= CHUNK or seq >= last:
            with database.begin() as connection:
                INSERT.run(connection, rows)
            rows.clear()


def _case(chance: random.Random, begun: datetime) -> list[Row]:
    """Return the entries of one case: three to six tasks, a script, now and then an incident."""
    number, instance_id, now = chance.randrange(8), _id(begun), begun
    row: Row = {column.name: None for column in LOG.c}
    row |= {"instance_id": instance_id, "root_instance_id": instance_id, "actor": "system"}
    row |= {"process_key": f"process-{number}", "version": 1 + (chance.random() < 0.5)}
    row |= {"office": "front", "channel": chance.choice(["web", "phone", "mail"])}
    row |= {"manual": False, "sandbox": False, "imported": False}
    found = [row | {"lifecycle": "created", "at": now}]
    found.append(row | _what("start", "startEvent", 1) | {"lifecycle": "completed", "at": now})
    for step in range(chance.randint(3, 6)):
        now += timedelta(seconds=chance.expovariate(1 / 600))
        now, task = _task(chance, row, number, step, now)
        found += task
        if now > END:
            return [entry for entry in found if entry["at"] <= END]
    script = row | _what("script", "scriptTask", 90)
    found.append(script | {"lifecycle": "completed", "at": now})
    if chance.random() < 0.01:
        found.append(script | {"activity_type": None, "lifecycle": "failed", "at": now})
        now += timedelta(hours=2)
        found.append(script | {"activity_type": None, "lifecycle": "retried", "at": now})
    cancelled = chance.random() < 0.05
    ending = {"lifecycle": "cancelled", "reason": "no longer wanted"}
    found.append(row | (ending if cancelled else {"lifecycle": "completed"}) | {"at": now})
    return found


def _task(
    chance: random.Random, row: Row, number: int, step: int, now: datetime
) -> tuple[datetime, list[Row]]:
    person = f"person-{(number * 5 + chance.randrange(8)) % 40}"
    task = row | _what(f"task-{min(step, 4)}", "userTask", 10 + step)
    task |= {
        "office": "front" if step < 2 else "back",
        "task_id": f"{row['instance_id'][:8]}{step}",
    }
    offered = task | {"group": f"group-{number}", "due_at": now + timedelta(days=2), "at": now}
    claimed = now + timedelta(seconds=chance.expovariate(1 / 20_000))
    done = claimed + timedelta(seconds=chance.expovariate(1 / 3_000))
    return done, [
        offered | {"lifecycle": "created"},
        offered | {"lifecycle": "offered"},
        task | {"lifecycle": "claimed", "at": claimed, "actor": person, "assignee": person},
        task | {"lifecycle": "completed", "at": done, "actor": person},
    ]


def _what(activity_id: str, activity_type: str, token_id: int) -> Row:
    return {"activity_id": activity_id, "activity_type": activity_type, "token_id": token_id}


def _id(begun: datetime) -> str:
    """Return an id as the engine makes them, of the time at which the case began."""
    stamp = f"{int(begun.timestamp() * 1000):012x}"
    return f"{stamp[:8]}-{stamp[8:]}{new_id()[13:]}"


if __name__ == "__main__":
    main()
