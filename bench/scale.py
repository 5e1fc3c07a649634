"""Tables with a million rows: what is due, and a page of a person's list."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import insert, text

from bench import diagrams, meter
from bench.desk import Desk
from engine import queries
from engine.base import new_id, table
from engine.commands import claims
from engine.tables import Job, ProcessInstance, TaskCandidate, UserTask
from engine.transaction import transaction

Row = tuple[str, str, str]
CHUNK = 20_000
PEOPLE = 1_000
GROUPS = 50
RUNS = 21


def million(desk: Desk, name: str, count: int) -> list[Row]:
    """Fill the tables, then ask as the worker and a person do."""
    desk.deploy(diagrams.case())
    first = desk.start("case", price=1, count=1)
    now = datetime.now(UTC)
    _fill(desk, first, count, now)
    due = _milliseconds(lambda: _claim(desk))
    return [
        (f"{count:,} waiting timers, {name}: look for due ones, ms", due, "5"),
        *_lists(desk, name, count),
    ]


def _fill(desk: Desk, first: str, count: int, now: datetime) -> None:
    with desk.sessions() as session:
        known = session.get_one(ProcessInstance, first)
        definition_id = known.definition_id
    with desk.database.begin() as connection:
        for size, start in _chunks(count):
            rows = [_rows(start + n, definition_id, now) for n in range(size)]
            for position, into in enumerate((ProcessInstance, UserTask, TaskCandidate, Job)):
                connection.execute(insert(table(into)), [row[position] for row in rows])
        connection.execute(text("ANALYZE"))


def _chunks(count: int) -> Iterator[tuple[int, int]]:
    for start in range(0, count, CHUNK):
        yield min(CHUNK, count - start), start


def _rows(number: int, definition_id: str, now: datetime) -> tuple[dict[str, Any], ...]:
    instance_id, task_id = new_id(), new_id()
    created = now - timedelta(seconds=number)
    instance = {
        "id": instance_id,
        "definition_id": definition_id,
        "definition_key": "case",
        "revision": 1,
        "status": "active",
        "case_no": f"X-{number}",
        "dimensions": {},
        "started_at": created,
        "started_by": "ada",
    }
    task = {
        "id": task_id,
        "instance_id": instance_id,
        "token_id": 1,
        "revision": 1,
        "definition_id": definition_id,
        "definition_key": "case",
        "case_no": f"X-{number}",
        "activity_id": "approve",
        "name": "Approve",
        "search": f"approve x-{number}",
        "names": {},
        "status": "created",
        "assignee": f"person-{number % PEOPLE}" if number % 2 else None,
        "priority": number % 100,
        "created_at": created,
        "updated_at": created,
    }
    candidate = {
        "task_id": task_id,
        "kind": "group",
        "name": f"group-{number % GROUPS}",
        "taken": bool(number % 2),
        "rank": 100 - number % 100,
        "created_at": created,
    }
    job = {
        "id": new_id(),
        "kind": "timer",
        "instance_id": instance_id,
        "token_id": 2,
        "definition_id": definition_id,
        "due_at": now + timedelta(days=1, seconds=number),
        "retries_left": 3,
        "created_at": created,
    }
    return instance, task, candidate, job


def _claim(desk: Desk) -> None:
    now = datetime.now(UTC)
    with desk.sessions() as session, transaction(session, desk.services, "w", now) as ctx:
        claims.claim(ctx, "w", 4, 300)


def _lists(desk: Desk, name: str, count: int) -> list[Row]:
    mine = queries.TaskFilter(assignee="person-7")
    theirs = queries.TaskFilter(candidate_groups=("group-1", "group-2", "group-3"))
    rows = []
    for what, wanted in (("a person's tasks", mine), ("tasks of three groups", theirs)):
        spent = _milliseconds(partial(_page, desk, wanted))
        rows.append((f"{count:,} open tasks, {name}: a page of {what}, ms", spent, "50"))
    return rows


def _page(desk: Desk, wanted: queries.TaskFilter) -> None:
    with desk.sessions() as session:
        queries.tasks(session, wanted, 0, 50)


def _milliseconds(run: Callable[[], Any]) -> str:
    run()
    times = []
    for _ in range(RUNS):
        before = time.perf_counter()
        run()
        times.append(time.perf_counter() - before)
    return meter.summary(times).milliseconds()
