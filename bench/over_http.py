"""The same case over HTTP: two requests with a session, JSON, no page."""

from __future__ import annotations

import tempfile
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
    spent = 0.0
    for _ in range(BATCH):
        before = _cpu_seconds(server)
        started = client.post("/process-definition/key/case/start", variables=typed(**VARIABLES))
        spent += _cpu_seconds(server) - before
        task_id = _task(server, started["id"])
        before = _cpu_seconds(server)
        client.post(f"/task/{task_id}/submit-form", variables=typed(approved=True))
        spent += _cpu_seconds(server) - before
    return spent / BATCH


def _cpu_seconds(server: Server) -> float:
    process = server.process
    if process is None:
        raise RuntimeError("the server does not run")
    return meter.trees_seconds(process.pid)


def _task(server: Server, instance_id: str) -> str:
    database = create_engine(server.url)
    with Session(database) as session:
        statement = select(UserTask.id).filter_by(instance_id=instance_id, status="created")
        task_id = session.scalars(statement).one()
    database.dispose()
    return task_id
