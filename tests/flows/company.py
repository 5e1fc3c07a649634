"""A company that runs one process of the library: people, a mailbox, a clock that a test moves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

import forms
from engine import commands, executor, queries
from engine.base import open_database
from engine.ports import Call, ScriptRunner, Services
from engine.tables import Job, UserTask
from engine.transaction import transaction

FILES = (".bpmn", ".form", ".dmn", ".tests.json")


class Outbox:
    """The mail connector: keeps what was sent, and fails while `broken`."""

    def __init__(self) -> None:
        self.mails: list[dict[str, Any]] = []
        self.broken = False

    def __call__(self, call: Call) -> dict[str, Any]:
        if self.broken:
            raise ConnectionError("the mail server is down")
        self.mails.append({"activity": call.activity_id, **call.variables})
        return {"message_id": call.job_id, "refused": []}


class Company:
    """Everything in memory; nothing happens by itself but through `wait`."""

    def __init__(self, scripts: ScriptRunner, folder: Path) -> None:
        self.database = open_database(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
        Job.metadata.create_all(self.database)
        self.sessions = sessionmaker(self.database, expire_on_commit=False)
        self.outbox = Outbox()
        self.services = Services(scripts=scripts, connectors={"mail": self.outbox})
        self.now = datetime(2026, 11, 21, 6, tzinfo=UTC)
        self.deployed = self.deploy(folder)

    def deploy(self, folder: Path) -> commands.Deployed:
        """Deploy what lies in a folder of the library."""
        files = [
            commands.Resource(path.name, path.read_bytes())
            for path in sorted(folder.iterdir())
            if path.name.endswith(FILES)
        ]
        found: commands.Deployed = self.act(lambda ctx: commands.deploy(ctx, folder.name, files))
        return found

    def act(self, command: Any, actor: str = "sara") -> Any:
        """Run one command in a transaction of its own."""
        with (
            self.sessions() as session,
            transaction(session, self.services, actor, self.now) as ctx,
        ):
            return command(ctx)

    def ask(self, query: Any, *args: Any, **named: Any) -> Any:
        """Ask one query."""
        with self.sessions() as session:
            return query(session, *args, **named)

    def settle(self) -> None:
        """Run every job that is due."""
        executor.run_due(self.sessions, self.services, self.now)

    def launch(self, key: str, variables: dict[str, Any]) -> Case:
        """Start without the form, as an integration does."""
        instance = self.act(lambda ctx: commands.start(ctx, key=key, variables=variables))
        self.settle()
        return Case(self, instance.id)

    def wait(self, **duration: float) -> None:
        """Let time pass from one due job to the next."""
        until = self.now + timedelta(**duration)
        while (due := self._next_due()) is not None and due <= until:
            self.now = max(self.now, due)
            self.settle()
        self.now = until

    def _next_due(self) -> datetime | None:
        with self.sessions() as session:
            return session.scalar(select(func.min(Job.due_at)).where(Job.retries_left > 0))

    def start(self, key: str, answers: dict[str, Any]) -> Case:
        """Fill in the start form."""
        definition = self.ask(queries.default_definition, key)
        form = self.ask(queries.start_form, definition.id)
        return self.launch(key, submitted(form.schema, answers, {}, self.now))


class Case:
    """One process instance, worked through its forms as a browser would."""

    def __init__(self, company: Company, instance_id: str) -> None:
        self.company = company
        self.id = instance_id

    @property
    def instance(self) -> Any:
        return self.company.ask(queries.instance, self.id)

    @property
    def variables(self) -> dict[str, Any]:
        return self.company.ask(queries.variables, self.id)

    @property
    def open(self) -> list[str]:
        """Activity ids of the open tasks, sorted."""
        return sorted(task.activity_id for task in self._tasks())

    @property
    def end(self) -> tuple[str, str, Any]:
        """How it stands: status, the closing event that was reached, outcome."""
        (closed,) = [event for event in self.reached if event.startswith("closed_")]
        return self.instance.status, closed, self.variables["outcome"]

    @property
    def incidents(self) -> list[str]:
        wanted = queries.IncidentFilter(instance_id=self.id)
        return [incident.message for incident in self.company.ask(queries.incidents, wanted)]

    def task(self, activity_id: str) -> UserTask:
        (found,) = [task for task in self._tasks() if task.activity_id == activity_id]
        return found

    def groups(self, activity_id: str) -> tuple[str, ...]:
        task = self.task(activity_id)
        return tuple(self.company.ask(queries.candidates, [task.id])[task.id].groups)

    def work(self, activity_id: str, by: str | None = None, **answers: Any) -> Case:
        """Fill in and submit the form of an open task, then let the machine run.

        Unless `by` says who: Omid does what is kept apart from other work, Sara all the rest.
        """
        task = self.task(activity_id)
        form = self.company.ask(queries.task_form, task)
        data = submitted(form.schema, answers, self.variables, self.company.now)
        actor = by or ("omid" if task.separate_from else "sara")
        self.company.act(lambda ctx: commands.complete(ctx, task.id, data), actor)
        self.company.settle()
        return self

    def tell(self, message: str, **payload: Any) -> Case:
        """Send a message to the case by its number."""
        address = commands.Address(message, business_key=self.instance.case_no)
        self.company.act(lambda ctx: commands.correlate(ctx, address, payload))
        self.company.settle()
        return self

    def wait(self, **duration: float) -> Case:
        """Let time pass, and the machine run."""
        self.company.wait(**duration)
        return self

    def mails(self) -> list[str]:
        """Activities that sent mail, in order."""
        return [mail["activity"] for mail in self.company.outbox.mails]

    def passed(self, flow_id: str) -> int:
        """How often a sequence flow was taken."""
        return self.company.ask(queries.taken_flows, self.id).count(flow_id)

    @property
    def reached(self) -> list[str]:
        """Ids of the events and activities that were completed."""
        wanted = queries.ActivityFilter(instance_id=self.id)
        done = self.company.ask(queries.activities, wanted)
        return [activity.activity_id for activity in done if activity.status == "completed"]

    def _tasks(self) -> list[UserTask]:
        return self.company.ask(queries.tasks, queries.TaskFilter(instance_id=self.id))


def submitted(
    schema: dict[str, Any], answers: dict[str, Any], known: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Return the variables that a form sets; a refused answer fails the test."""
    fields = set(_keys(schema))
    unknown = answers.keys() - fields
    assert not unknown, f"the form does not ask for {unknown}"
    shown = {name: value for name, value in forms.initial(schema, known).items() if name in fields}
    judged = forms.validate(schema, {**shown, **answers}, known, now=now)
    assert judged.ok, judged.errors
    return judged.data


def _keys(component: dict[str, Any]) -> Iterator[str]:
    if "key" in component:
        yield component["key"]
    for inner in component.get("components", []):
        yield from _keys(inner)
