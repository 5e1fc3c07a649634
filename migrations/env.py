"""Runs migrations on the application's database, SQLite and PostgreSQL alike."""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

import engine.tables  # noqa: F401 - declares the engine's tables
import kpi.tables  # noqa: F401 - declares the roll-ups' tables
import web.accounts.tables
import web.demo.tables
import web.digest.tables
import web.drafts.tables
import web.notifications.tables
import web.register.tables
import web.saved_filters.tables  # noqa: F401 - these declare the tables of people and filters
from engine.base import Base


def render_item(kind: str, item: Any, autogen_context: Any) -> str | bool:
    """Write our types as the plain ones below them: a migration must not change with our code."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def run() -> None:
    """Migrate on one connection, in one transaction: all of it or nothing."""
    database = current_app.extensions["migrate"].db.engine
    with database.connect() as connection:
        if database.dialect.name == "sqlite":  # its driver begins none for changes of tables
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            render_item=render_item,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


if context.is_offline_mode():
    raise SystemExit("Migrations need a database: offline SQL is not written.")
run()
