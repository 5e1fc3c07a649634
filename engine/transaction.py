"""The only `commit()` of the product, and who asks, and when."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from sqlalchemy import Connection
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from engine.errors import ConcurrentUpdateError
from engine.ports import Services


@dataclass(frozen=True)
class Context:
    """What every command needs: the session, what it is assembled with, who asks, one instant.

    `on_behalf_of` is the person whom the actor stands in for.
    """

    session: Session
    services: Services
    actor: str
    now: datetime
    on_behalf_of: str | None = None

    @cached_property
    def connection(self) -> Connection:
        """The connection of this transaction, for statements that need no objects."""
        return self.session.connection()


@contextmanager
def transaction(
    session: Session,
    services: Services,
    actor: str,
    now: datetime | None = None,
    on_behalf_of: str | None = None,
) -> Iterator[Context]:
    """Commit when the block ends, roll back when it raises.

    Raises:
        ConcurrentUpdateError: another transaction changed the same row first.
    """
    try:
        yield Context(session, services, actor, now or datetime.now(UTC), on_behalf_of)
        session.commit()
    except StaleDataError as error:
        session.rollback()
        raise ConcurrentUpdateError(id="") from error
    except BaseException:
        session.rollback()
        raise
