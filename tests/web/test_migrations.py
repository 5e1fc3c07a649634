"""Migrations lead to exactly the tables that the classes declare, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import flask_migrate as migrate
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import Column, Connection, MetaData, inspect

from engine.base import Base
from tests.engine.conftest import postgres  # noqa: F401 - the server that the engine's tests use
from tests.web.conftest import add_people, make_app, test_settings
from web import services
from web.accounts import queries
from web.database import upgrade_database
from web.extensions import db
from web.settings import ROOT

# Alembic compares columns of indexes, not their directions
DESCENDING = {
    "ix_user_task_order": "priority DESC, created_at, id",
    "ix_user_task_activity": "definition_key, activity_id, priority DESC, created_at, id",
}
MIGRATIONS = str(ROOT / "migrations")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def bare_app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application whose database is empty."""
    settings = test_settings(tmp_path)
    if request.param == "postgresql":
        settings = replace(settings, database_url=request.getfixturevalue("postgres")())
    app = make_app(settings)
    yield app
    with app.app_context():
        db.engine.dispose()


def test_migrations_make_the_declared_tables(bare_app: Flask) -> None:
    upgrade_database(bare_app)

    with bare_app.app_context(), db.engine.connect() as connection:
        options = {"compare_type": True, "include_object": _is_compared}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Base.metadata) == []


def _is_compared(_object: object, name: str | None, *_rest: object) -> bool:
    return name not in DESCENDING


def test_descending_indexes_are_made_as_declared(bare_app: Flask) -> None:
    upgrade_database(bare_app)

    with bare_app.app_context(), db.engine.connect() as connection:
        is_sqlite = db.engine.dialect.name == "sqlite"
        table, column = ("sqlite_master", "name") if is_sqlite else ("pg_indexes", "indexname")
        text = "sql" if is_sqlite else "indexdef"
        for name, expected in DESCENDING.items():
            found = connection.exec_driver_sql(
                f"SELECT {text} FROM {table} WHERE {column} = '{name}'"
            ).scalar_one()
            assert f"({expected})" in found


def test_upgrade_twice_changes_nothing(bare_app: Flask) -> None:
    upgrade_database(bare_app)
    upgrade_database(bare_app)

    with bare_app.app_context():
        assert not queries.anybody(db.session())
        assert "process_instance" in inspect(db.engine).get_table_names()


def test_flows_move_from_the_log_to_the_activities_and_back(bare_app: Flask) -> None:
    flows = "SELECT activity_id, token_id FROM event_log WHERE activity_type = 'sequenceFlow'"
    with bare_app.app_context():
        migrate.upgrade(directory=MIGRATIONS, revision="0002")
        with db.engine.begin() as connection:
            _old_instance(connection)
            before = sorted(connection.exec_driver_sql(flows).all())
        migrate.upgrade(directory=MIGRATIONS, revision="0003")
        with db.engine.begin() as connection:
            left = connection.exec_driver_sql("SELECT token_id, flows FROM activity_instance")
            assert sorted(left.all()) == [(1, "f1 f2"), (2, "f3"), (3, "")]
            assert connection.exec_driver_sql(flows).all() == []
            assert connection.exec_driver_sql("SELECT activity_id FROM event_log").all() == [("a",)]
        migrate.downgrade(directory=MIGRATIONS, revision="0002")
        with db.engine.begin() as connection:
            assert sorted(connection.exec_driver_sql(flows).all()) == before


def _old_instance(connection: Connection) -> None:
    """Write what the version before kept of an instance that took three flows."""
    tables = MetaData()
    tables.reflect(connection)

    def insert(name: str, **columns: object) -> None:
        required = {c.name: c for c in tables.tables[name].c if not c.nullable and not c.default}
        filled = {n: _anything(c) for n, c in required.items()}
        connection.execute(tables.tables[name].insert().values({**filled, **columns}))

    insert("deployment", id="D")
    insert("resource", id="R", deployment_id="D")
    insert("process_definition", id="p:1", key="p", version=1, deployment_id="D", resource_id="R")
    insert("process_instance", id="I", definition_id="p:1", started_by="ada")
    for token in (1, 2, 3):
        insert("activity_instance", instance_id="I", token_id=token)
    taken = [(1, "f1"), (1, "f2"), (2, "f3")]
    for seq, (token, flow) in enumerate(taken, 1):
        where = {"instance_id": "I", "token_id": token, "activity_id": flow}
        insert("event_log", seq=seq, activity_type="sequenceFlow", **where)
    insert("event_log", seq=9, instance_id="I", token_id=1, activity_id="a", activity_type="task")


def _anything(column: Column[Any]) -> object:
    kinds = {bool: False, int: 1, bytes: b"{}", datetime: datetime(2026, 1, 1, tzinfo=UTC)}
    return kinds.get(column.type.python_type, "x")


def test_downgrade_leaves_nothing(bare_app: Flask) -> None:
    upgrade_database(bare_app)

    with bare_app.app_context():
        migrate.downgrade(directory=MIGRATIONS, revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]


def test_people_survive_each_step_back_and_forth(bare_app: Flask) -> None:
    upgrade_database(bare_app)
    with bare_app.app_context(), services.change("test") as ctx:
        add_people(ctx, bare_app)

    with bare_app.app_context():
        migrate.downgrade(directory=MIGRATIONS, revision="0001")
        upgrade_database(bare_app)

        assert "alice" in queries.members(db.session(), "contact-desk")
