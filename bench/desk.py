"""Commands as a caller makes them: a session, a transaction, one verb."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.orm import sessionmaker

from engine import commands
from engine.ports import Services
from engine.tables import UserTask
from engine.transaction import Context, transaction

Answer = TypeVar("Answer")
VARIABLES = {"price": 3, "count": 4}


class Desk:
    """Works at one database."""

    def __init__(self, database: Engine, services: Services) -> None:
        self.database, self.services = database, services
        self.sessions = sessionmaker(database, expire_on_commit=False)

    def act(self, command: Callable[[Context], Answer]) -> Answer:
        """Run one command in a transaction of its own."""
        now = datetime.now(UTC)
        with self.sessions() as session, transaction(session, self.services, "ada", now) as ctx:
            return command(ctx)

    def deploy(self, content: bytes) -> None:
        """Deploy one file."""
        resources = [commands.Resource("bench.bpmn", content)]
        self.act(lambda ctx: commands.deploy(ctx, "bench", resources))

    def start(self, key: str, **variables: Any) -> str:
        """Start an instance; return its id."""
        return self.act(lambda ctx: commands.start(ctx, key=key, variables=variables)).id

    def complete(self, task_id: str, **variables: Any) -> None:
        """Complete a user task."""
        self.act(lambda ctx: commands.complete(ctx, task_id, variables))

    def tasks(self, instance_id: str) -> list[str]:
        """Return the ids of the open tasks of an instance."""
        statement = select(UserTask.id).where(UserTask.instance_id == instance_id)
        with self.sessions() as session:
            return list(session.scalars(statement.where(UserTask.status == "created")))
