"""The same case over HTTP: two requests with a session, JSON, no page."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from bench import diagrams, meter
from bench.desk import VARIABLES
from bench.server import Client, Server, typed
from engine.tables import UserTask

Row = tuple[str, str, str]
BATCHES, BATCH = 7, 30


def one_case() -> list[Row]:
    """Measure the processes of the server: the client and its look at the list do not count."""
    with tempfile.TemporaryDirectory(prefix="ravand-bench-") as folder:
        server = Server(Path(folder), RAVAND_SECURE_COOKIES="no", RAVAND_WORKER="no")
        server.prepare()
        server.start()
        try:
            with closing(Client(server)) as client:
                client.sign_in()
                files = {"case_bpmn": diagrams.case(form="approve.form")}
                client.deploy(**files, approve_form=diagrams.FORM)
                costs = [_batch(server, client) for _ in range(BATCHES + 1)][1:]
        finally:
            server.stop()
    found = meter.summary(costs)
    return [
        ("one case over HTTP, SQLite: CPU-ms of the server", found.milliseconds(), "8, aim 5"),
        ("cases a second and core over HTTP", f"{1 / found.median:.0f}", ""),
    ]


def _batch(server: Server, client: Client) -> float:
    """Return what a case costs the server: some are started, then their tasks are submitted."""
    instances: list[str] = []
    starting = _spent(server, lambda: instances.extend(_start(client) for _ in range(BATCH)))
    tasks = _tasks(server, instances)
    return (starting + _spent(server, lambda: _submit(client, tasks))) / BATCH


def _start(client: Client) -> str:
    started = client.post("/process-definition/key/case/start", variables=typed(**VARIABLES))
    return str(started["id"])


def _submit(client: Client, tasks: list[str]) -> None:
    for task_id in tasks:
        client.post(f"/task/{task_id}/submit-form", variables=typed(approved=True))


def _spent(server: Server, run: Callable[[], None]) -> float:
    process = server.process
    if process is None:
        raise RuntimeError("the server does not run")
    before = meter.trees_seconds(process.pid)
    run()
    return meter.trees_seconds(process.pid) - before


def _tasks(server: Server, instances: list[str]) -> list[str]:
    database = create_engine(server.url)
    with Session(database) as session:
        open_tasks = select(UserTask.id).where(UserTask.instance_id.in_(instances))
        tasks = list(session.scalars(open_tasks.where(UserTask.status == "created")))
    database.dispose()
    return tasks
