"""Serve, work jobs, prepare a demonstration, look after an installation."""

from __future__ import annotations

import signal
import threading

import click
from flask import Flask
from sqlalchemy.orm import sessionmaker

from engine.worker import Worker
from web import assets, create_app, settings
from web.chores import chores
from web.cli.context import application, fail, installation
from web.database import upgrade_database
from web.extensions import db
from web.health import checks
from web.memory import settle
from web.server import PortInUseError
from web.server import serve as run
from web.settings import Settings

HOST = click.option("--host", default="127.0.0.1", show_default=True)
PORT = click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))


@click.command()
@HOST
@PORT
def serve(host: str, port: int) -> None:
    """Serve the pages and the API; creates or upgrades the database first."""
    answer(prepared(settings.load()), host, port)


def prepared(chosen: Settings) -> Flask:
    """Return the application with its bundles built and its database up to date."""
    assets.ensure()
    app = create_app(chosen)
    upgrade_database(app)
    return app


def answer(app: Flask, host: str, port: int) -> None:
    """Serve until told to stop; a port that is taken is said in two lines."""
    try:
        run(app, host, port)
    except PortInUseError as error:
        fail(str(error))


@click.command()
def worker() -> None:
    """Run timers and service tasks in a process of its own, until it is stopped."""
    app = create_app()
    with app.app_context():
        found = installation()
        database = db.engine
        running = Worker(
            sessionmaker(database, expire_on_commit=False),
            found.services,
            threads=found.settings.worker_threads,
            chores=chores(app),
        )
        stopping = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopping.set())
        settle()
        running.start()
        click.echo("Working. Stop with Ctrl+C.")
        stopping.wait()
        running.stop()


@click.command()
def upgrade() -> None:
    """Create the database's tables, or bring them to this version's."""
    upgrade_database(create_app())
    click.echo("The database is up to date.")


@click.command()
def doctor() -> None:
    """Check the installation and say what to mend."""
    with application():
        found = list(checks())
    for check in found:
        click.echo(f"{'ok     ' if check.fine else 'PROBLEM'} {check.name}: {check.text}")
    if not all(check.fine for check in found):
        fail("Something needs a person; see above.")
