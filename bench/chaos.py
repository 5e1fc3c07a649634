"""Kill -9 amid running cases, again and again: nothing may be lost and nothing done twice.

The server works fifty cases that count what they do, for clients that complete their tasks over
HTTP. It is killed at random moments. After each kill every case must stand at a wait state, and its
counters, its tasks and its event log must agree; at the end every case must have reached its goal.

`make chaos`, or `python -m bench.chaos [--kills 20] [--cases 50] [--rounds 12] [--seed N]`.
"""

from __future__ import annotations

import argparse
import http.client
import os
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker

from bench import diagrams
from bench.server import Client, Server, typed
from engine import queries
from engine.base import open_database
from engine.tables import Event, Incident, Job, ProcessInstance, UserTask

CLIENTS = 8
PATIENCE_SECONDS = 180.0
KEY = "counting"
LIVES_SECONDS = (0.1, 2.5)
DONE = 204


class BrokenError(Exception):
    """A case was lost, doubled, or stands nowhere."""


@dataclass
class Trial:
    """One run: cases, kills, and what was seen."""

    folder: Path
    cases: int
    kills: int
    rounds: int
    seed: int
    url: str | None = None
    acknowledged: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    refused: list[str] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    def run(self) -> str:
        """Return a line that says what happened.

        Raises:
            BrokenError: something was lost or doubled.
        """
        chance = random.Random(self.seed)
        self.server = Server(self.folder, self.url, RAVAND_SECURE_COOKIES="no")
        self.token = self.server.prepare()
        database = open_database(self.server.url)
        self.sessions = sessionmaker(database)
        clients = [threading.Thread(target=self._work) for _ in range(CLIENTS)]
        try:
            self._begin()
            for client in clients:
                client.start()
            for _ in range(self.kills):
                time.sleep(chance.uniform(*LIVES_SECONDS))
                self.server.kill()
                self.check()
                self.server.start()
            self._finish()
        finally:
            self.over.set()
            self.server.kill()
            for client in clients:
                if client.ident:
                    client.join()
        self.check(complete=True)
        database.dispose()
        return self._report()

    def _begin(self) -> None:
        self.server.start()
        path, variables = f"/process-definition/key/{KEY}/start", typed(n=0, a=0, t=0)
        with closing(Client(self.server, self.token)) as client:
            client.deploy(trial_bpmn=diagrams.counting(self.rounds))
            self.ids = [client.post(path, variables=variables)["id"] for _ in range(self.cases)]

    def _finish(self) -> None:
        end = time.monotonic() + PATIENCE_SECONDS
        while self._statuses() != {"completed": self.cases}:
            if time.monotonic() > end:
                raise BrokenError(f"not all cases came to their end: {self._statuses()}")
            time.sleep(0.2)

    def _statuses(self) -> dict[str, int]:
        statement = select(ProcessInstance.status, func.count()).group_by(ProcessInstance.status)
        with self.sessions() as session:
            return {status: count for status, count in session.execute(statement)}

    def _work(self) -> None:
        """Complete tasks as clients do, and remember what was acknowledged."""
        while not self.over.is_set():
            with closing(Client(self.server, self.token)) as client:
                try:
                    self._complete_some(client)
                except (OSError, http.client.HTTPException):
                    self.unanswered += 1
                    time.sleep(0.05)

    def _complete_some(self, client: Client) -> None:
        while not self.over.is_set():
            statement = select(UserTask.id, UserTask.instance_id).filter_by(status="created")
            with self.sessions() as session:
                tasks = session.execute(statement).all()
            if not tasks:
                time.sleep(0.02)
                continue
            task_id, instance_id = random.choice(tasks)
            status, answer = client.request(
                "POST", f"/engine-rest/task/{task_id}/complete", b'{"variables": {}}'
            )
            if status == DONE:
                self.acknowledged[instance_id] += 1
            elif status not in (404, 409):  # another client was faster
                self.refused.append(f"{status} {answer[:500]!r}")

    def check(self, *, complete: bool = False) -> None:
        """Compare each case's counters, tasks and events, while no server runs."""
        with self.sessions() as session:
            for instance_id in self.ids:
                self._check_case(session, instance_id, complete=complete)
            if incidents := session.scalars(select(Incident.message)).all():
                raise BrokenError(f"incidents: {incidents}")

    def _check_case(self, session: Any, instance_id: str, *, complete: bool) -> None:
        counted = queries.variables(session, instance_id)
        done = _completed(session, instance_id)
        tasks = Counter(session.scalars(select(UserTask.status).filter_by(instance_id=instance_id)))
        jobs = session.scalars(select(Job.activity_id).filter_by(instance_id=instance_id)).all()
        status = session.get_one(ProcessInstance, instance_id).status
        n, a, t = counted["n"], counted["a"], counted["t"]
        waits = tasks["created"] + len(jobs)
        holds = {
            "one wait state": waits == (1 if status == "active" else 0),
            "every task is counted once": n == a == done["step"] == tasks["completed"],
            "every script ran once": (n, a, t) == (done["count"], done["left"], done["right"]),
            "every mail was taken once": t == done["tick"],
            "rounds follow each other": n - 1 <= done["pause"] <= t <= n,
            "nothing acknowledged is lost": n >= self.acknowledged[instance_id],
            "the goal is reached": not complete or n == t == done["pause"] == self.rounds,
        }
        if broken := [what for what, held in holds.items() if not held]:
            facts = f"{counted}, events {dict(done)}, tasks {dict(tasks)}, jobs {jobs}, {status}"
            raise BrokenError(f"{instance_id}, not true: {'; '.join(broken)}. {facts}")

    def _report(self) -> str:
        mails = {file.name for file in (self.folder / "mail" / "new").iterdir()}
        expected = self.cases * self.rounds
        if self.refused:
            raise BrokenError(f"completions were refused: {self.refused[:5]}")
        if len(mails) != expected:
            raise BrokenError(f"{len(mails)} mails were sent, not {expected}")
        return (
            f"{self.kills} kills, {self.cases} cases of {self.rounds} rounds: every case at a wait "
            f"state after each kill, every round counted once, {expected} mails, none twice; "
            f"{sum(self.acknowledged.values())} completions acknowledged, {self.unanswered} "
            f"requests refused or cut off; seed {self.seed}"
        )


def _completed(session: Any, instance_id: str) -> Counter[str]:
    found = session.execute(
        select(Event.activity_id, func.count())
        .filter_by(instance_id=instance_id, lifecycle="completed")
        .group_by(Event.activity_id)
    )
    return Counter({activity: count for activity, count in found})


def trial(*, cases: int, kills: int, rounds: int, seed: int, url: str | None = None) -> str:
    """Run one trial in a folder of its own, on SQLite unless an address is given."""
    with tempfile.TemporaryDirectory(prefix="ravand-chaos-") as folder:
        return Trial(Path(folder), cases, kills, rounds, seed, url).run()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run it as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    for name, default in (("cases", 50), ("kills", 20), ("rounds", 12)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--seed", type=int, default=int.from_bytes(os.urandom(3), "big"))
    parser.add_argument("--url", help="an empty PostgreSQL database; SQLite if left out")
    print(trial(**vars(parser.parse_args(arguments))))


if __name__ == "__main__":
    main()
