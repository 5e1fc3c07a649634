"""The real application on a free port: a folder of its own, demo people, the process library."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.orm import sessionmaker
from waitress import wasyncore
from waitress.server import create_server

from engine import executor
from web import create_app, publishing, services
from web.accounts import commands
from web.accounts.credentials import create_token
from web.accounts.demo import PASSWORD
from web.accounts.roles import Role
from web.cli import library
from web.database import upgrade_database
from web.extensions import db
from web.server import with_files, worker
from web.settings import Settings

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Live:
    """A server that answers while its block lasts."""

    app: Flask
    address: str
    folder: Path

    def do(self, verb: Callable[..., Any], *args: Any, actor: str = "test", **named: Any) -> Any:
        """Run a command as somebody, permission unchecked."""
        with self.app.app_context(), services.change(actor) as ctx:
            return verb(ctx, *args, **named)

    def ask(self, query: Callable[..., Any], *args: Any, **named: Any) -> Any:
        """Ask one query."""
        with self.app.app_context():
            return query(db.session(), *args, **named)

    def pass_time(self, **duration: float) -> None:
        """Run what is due after a while, as if it had passed."""
        with self.app.app_context():
            database = db.engine
        sessions = sessionmaker(database, expire_on_commit=False)
        given = self.app.extensions["ravand"].services
        executor.run_due(sessions, given, datetime.now(UTC) + timedelta(**duration))

    def token(self, account: str) -> str:
        """Make an API token for somebody."""
        return str(self.do(create_token, account, "tests")[1])

    def person(self, name: str, *roles: Role, groups: tuple[str, ...] = ()) -> None:
        """Create an account that signs in with the demo's password."""
        settings = self.app.extensions["ravand"].settings
        self.do(commands.create_account, settings, name, PASSWORD, name=name.title())
        self.do(commands.set_roles, "user", name, list(roles))
        self.do(commands.ensure_groups, groups)
        self.do(commands.set_groups, name, groups)

    def deploy(self, *files: Path) -> Any:
        """Deploy files together, as a designer does."""
        named = [(file.name, file.read_bytes()) for file in files]
        return self.do(publishing.publish, files[0].name, named, actor="dariush")


@contextmanager
def live(folder: Path, **chosen: Any) -> Iterator[Live]:
    """Serve on a free port with the worker running; end cleanly.

    Args:
        folder: the instance folder.
        chosen: settings that differ from those of a demonstration.
    """
    app = create_app(_settings(folder, **chosen))
    upgrade_database(app)
    settings = app.extensions["ravand"].settings
    with app.app_context(), services.change("test") as ctx:
        library.load_people(ctx, settings)
        library.load_processes(ctx)
    with worker(app), _answering(app) as address:
        yield Live(app, address, folder)
    app.extensions["ravand"].services.scripts.close()
    with app.app_context():
        db.engine.dispose()


def _settings(folder: Path, **chosen: Any) -> Settings:
    # cheap passwords; and everybody signs in from one address many times a minute
    quick = {
        "password_memory_kib": 8,
        "sign_in_per_minute": 1000,
        "threads": 16,
        "live_streams": 16,
    }
    return Settings(**{"instance": str(folder), "secret_key": "test", **quick, **chosen})


@contextmanager
def _answering(app: Flask) -> Iterator[str]:
    listener = socket.create_server((HOST, 0), backlog=64)
    listener.settimeout(0)
    channels: dict[int, Any] = {}
    server = create_server(
        with_files(app),
        map=channels,
        sockets=[listener],
        threads=32,
        channel_request_lookahead=1,
        ident=None,
    )
    thread = threading.Thread(target=server.run, name="server")
    thread.start()
    try:
        yield f"http://{HOST}:{listener.getsockname()[1]}"
    finally:
        app.extensions["live"].close()
        server.task_dispatcher.shutdown()
        # its loop ends when nothing is left to listen to; only its own thread may take that away
        server.trigger.pull_trigger(lambda: wasyncore.close_all(channels, ignore_all=True))
        thread.join(10)
        assert not thread.is_alive()
