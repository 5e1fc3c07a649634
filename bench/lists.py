"""The task list over a million open tasks: what an employee and a manager ask for.

`python -m bench.lists [--rows 1000000] [--postgresql]` fills a database and asks each of six named
questions as the page does: fifty rows, and how many there are.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, text

from bench import databases, diagrams, meter
from bench.desk import Desk
from engine import queries
from engine.base import new_id, table
from engine.ports import Services
from engine.queries import TaskFilter, Viewer
from engine.scripts import MontyRunner
from engine.tables import ProcessInstance, TaskCandidate, UserTask, Variable

Row = dict[str, Any]
CHUNK = 20_000
PROCESSES, ACTIVITIES, GROUPS, PEOPLE, CUSTOMERS = 10, 8, 50, 1_000, 20_000
PAGE = 50
RUNS = 7
NOW = datetime.now(UTC)
MINE = TaskFilter(assignee="person-7")
THEIRS = TaskFilter(candidate_user="person-7", candidate_groups=("group-1", "group-2", "group-3"))
ALL = TaskFilter()
MANAGED = TaskFilter(visible_to=Viewer("person-7", ("group-1",), ("process-1", "process-2")))
# what narrows a list, by its name
NARROWED: Mapping[str, Callable[[TaskFilter], TaskFilter]] = {
    "as it is": lambda base: base,
    "overdue": lambda base: replace(base, due_before=NOW),
    "long overdue": lambda base: replace(base, due_before=NOW - timedelta(days=29)),
    "one activity of a process": lambda base: replace(
        base, definition_key="process-1", activity_id="activity-3"
    ),
    "a common value of a variable": lambda base: replace(base, variables=(("channel", "web"),)),
    "a rare value of a variable": lambda base: replace(
        base, variables=(("customer", "customer-77"),)
    ),
    "a common word": lambda base: replace(base, search="Approve"),
    "a rare word": lambda base: replace(base, search="bk-123456"),
    "a word that nothing has": lambda base: replace(base, search="nowhere"),
}
LISTS = {"mine": MINE, "my groups'": THEIRS, "all": ALL, "of two processes": MANAGED}


def main() -> None:
    """Fill and ask; print each time."""
    parser = argparse.ArgumentParser(prog="python -m bench.lists", description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000, help="open tasks")
    parser.add_argument("--postgresql", action="store_true", help="instead of SQLite")
    options = parser.parse_args()
    with MontyRunner(processes=0) as scripts:
        services = Services(scripts=scripts)
        if options.postgresql:
            with databases.postgresql(services) as (desk, _):
                tell(desk, options.rows)
        else:
            with databases.sqlite(services) as desk:
                tell(desk, options.rows)


def tell(desk: Desk, rows: int) -> None:
    """Print what was measured."""
    for what, page, count in measured(desk, rows):
        print(f"{what:50} page {page:30} count {count}", flush=True)


def measured(desk: Desk, rows: int) -> Iterator[tuple[str, str, str]]:
    """Return what was asked, and the milliseconds for a page and for its count."""
    fill(desk, rows)
    for list_name, base in LISTS.items():
        for name, narrow in NARROWED.items():
            wanted = narrow(base)
            page = _milliseconds(desk, lambda s, w=wanted: queries.tasks(s, w, 0, PAGE))
            count = _milliseconds(desk, lambda s, w=wanted: queries.count_tasks(s, w, most=1_000))
            yield f"{list_name}, {name}", page, count


def fill(desk: Desk, rows: int) -> None:
    """Write cases with one open task each, and two variables."""
    versions = [_deployed(desk, number) for number in range(PROCESSES)]
    chance = random.Random(7)
    for start in range(0, rows, CHUNK):
        made = [_case(chance, start + n, versions) for n in range(min(CHUNK, rows - start))]
        with desk.database.begin() as connection:
            for into in (ProcessInstance, UserTask, TaskCandidate, Variable):
                connection.execute(
                    insert(table(into)), [row for case in made for row in case[into]]
                )
    with desk.database.begin() as connection:
        connection.execute(text("ANALYZE"))


def _deployed(desk: Desk, number: int) -> str:
    key = f"process-{number}"
    desk.deploy(diagrams.case().replace(b'id="case"', f'id="{key}"'.encode()))
    with desk.sessions() as session:
        return queries.default_definition(session, key).id


def _case(chance: random.Random, number: int, versions: list[str]) -> dict[type[Any], list[Row]]:
    instance_id, task_id = new_id(), new_id()
    process, activity = chance.randrange(PROCESSES), chance.randrange(ACTIVITIES)
    created = NOW - timedelta(seconds=number)
    taken = chance.random() < 0.5
    priority = chance.choice((20, 50, 50, 50, 80, 100))
    due = NOW + timedelta(days=chance.uniform(-30, 60)) if chance.random() < 0.8 else None
    about = {"instance_id": instance_id, "case_no": f"X-{number}"}
    about |= {"definition_key": f"process-{process}", "definition_id": versions[process]}
    instance = {"id": instance_id, "revision": 1, "status": "active", "dimensions": {}}
    instance |= {name: about[name] for name in ("case_no", "definition_key", "definition_id")}
    instance |= {"started_at": created, "started_by": "ada", "suspended": False}
    name = f"{chance.choice(('Approve', 'Check', 'Call', 'Repair'))} {activity}"
    task = about | {"id": task_id, "token_id": 1, "revision": 1, "names": {}, "name": name}
    task |= {"activity_id": f"activity-{activity}", "priority": priority, "due_at": due}
    task |= {"search": f"{name.lower()} x-{number} bk-{number}", "business_key": f"bk-{number}"}
    task |= {"assignee": f"person-{chance.randrange(PEOPLE)}" if taken else None}
    task |= {"status": "created", "created_at": created, "updated_at": created}
    candidate = {"task_id": task_id, "kind": "group", "name": f"group-{chance.randrange(GROUPS)}"}
    candidate |= {"taken": taken, "rank": 100 - priority, "created_at": created}
    values = {
        "channel": chance.choice(("web", "phone", "mail")),
        "customer": f"customer-{chance.randrange(CUSTOMERS)}",
    }
    variables = [_variable(instance_id, key, value) for key, value in values.items()]
    return {
        ProcessInstance: [instance],
        UserTask: [task],
        TaskCandidate: [candidate],
        Variable: variables,
    }


def _variable(instance_id: str, name: str, value: str) -> Row:
    row = {"instance_id": instance_id, "scope": 0, "name": name, "type": "string"}
    return row | {"text": value, "content": b"", "updated_at": NOW}


def _milliseconds(desk: Desk, ask: Callable[[Any], Any]) -> str:
    times = []
    for _ in range(RUNS + 1):
        with desk.sessions() as session:
            before = time.perf_counter()
            ask(session)
            times.append(time.perf_counter() - before)
    return meter.summary(times[1:]).milliseconds()


if __name__ == "__main__":
    main()
