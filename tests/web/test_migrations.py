"""Migrations lead to exactly the tables that the classes declare."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import inspect

from engine.base import Base
from tests.web.conftest import make_app, test_settings
from web.database import upgrade_database
from web.extensions import db
from web.settings import ROOT


@pytest.fixture
def bare_app(tmp_path: Path) -> Flask:
    return make_app(test_settings(tmp_path))


def test_migrations_make_the_declared_tables(bare_app: Flask) -> None:
    upgrade_database(bare_app)

    with bare_app.app_context(), db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    with bare_app.app_context():
        db.engine.dispose()


def test_upgrade_twice_changes_nothing(bare_app: Flask) -> None:
    upgrade_database(bare_app)
    upgrade_database(bare_app)

    with bare_app.app_context():
        assert "process_instance" in inspect(db.engine).get_table_names()
        db.engine.dispose()


def test_downgrade_leaves_nothing(bare_app: Flask) -> None:
    upgrade_database(bare_app)

    with bare_app.app_context():
        downgrade(directory=str(ROOT / "migrations"), revision="base")
        assert inspect(db.engine).get_table_names() == ["alembic_version"]
        db.engine.dispose()
