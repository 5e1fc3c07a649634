"""Migrations lead to exactly the tables that the classes declare, on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import inspect

from engine.base import Base
from tests.engine.conftest import postgres  # noqa: F401 - the server that the engine's tests use
from tests.web.conftest import make_app, test_settings
from web.accounts import queries
from web.database import upgrade_database
from web.extensions import db
from web.settings import ROOT


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
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_upgrade_twice_changes_nothing(bare_app: Flask) -> None:
    upgrade_database(bare_app)
    upgrade_database(bare_app)

    with bare_app.app_context():
        assert not queries.anybody(db.session())
        assert "process_instance" in inspect(db.engine).get_table_names()


def test_downgrade_leaves_nothing(bare_app: Flask) -> None:
    upgrade_database(bare_app)

    with bare_app.app_context():
        downgrade(directory=str(ROOT / "migrations"), revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
