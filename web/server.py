"""Serve the application: waitress for requests, WhiteNoise for files, the worker in threads."""

from __future__ import annotations

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy.orm import sessionmaker
from waitress.server import BaseWSGIServer, create_server
from whitenoise import WhiteNoise

from engine.worker import Worker
from web.accounts import queries
from web.chores import chores
from web.extensions import db
from web.live.hub import Hub
from web.memory import settle
from web.pages.setup import token
from web.services import Installation
from web.settings import Settings

STATIC = Path(__file__).parent / "static"


class PortInUseError(Exception):
    """Another program listens on the address. The message says what to do."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} of {host} is in use by another program.\n"
            f"  Stop that program, or choose another port: make run PORT={port + 1000}, "
            f"or ravand serve --port {port + 1000}"
        )


def serve(app: Flask, host: str, port: int) -> None:
    """Answer requests until the process is told to stop; then let running work end.

    Raises:
        PortInUseError: the address is taken.
    """
    server = bind(app, host, port)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stop(app))
    with worker(app):
        settle()
        greet(app, host, port)
        try:
            server.run()
        finally:
            server.close()


def bind(app: Flask, host: str, port: int) -> BaseWSGIServer:
    """Return a server that listens already and answers once it runs.

    Raises:
        PortInUseError: the address is taken.
    """
    settings: Settings = app.extensions["ravand"].settings
    return create_server(
        with_files(app),
        sockets=[_listen(host, port)],
        threads=settings.threads + settings.live_streams,
        channel_request_lookahead=1,  # so that a stream learns that its browser has gone
        # waitress reads a whole request before Flask can refuse it with a page
        max_request_body_size=settings.limit_upload_bytes * 8,
        ident=None,
    )


def with_files(app: Flask) -> Callable[..., Any]:
    """Return the application behind WhiteNoise, which serves the bundles compressed.

    Names of bundles carry a hash of their content, so browsers keep them for good.
    """
    return WhiteNoise(  # type: ignore[no-any-return]  # ships no types
        app,
        root=str(STATIC),
        prefix="static/",
        immutable_file_test=_is_bundle,
        max_age=3600,
        allow_all_origins=False,
        add_headers_function=_guard_file,
    )


@contextmanager
def worker(app: Flask) -> Iterator[Worker | None]:
    """Run timers and service tasks in threads while the block lasts, if the settings say so."""
    installation: Installation = app.extensions["ravand"]
    if not installation.settings.worker:
        yield None
        return
    with app.app_context():
        database = db.engine
    running = Worker(
        sessionmaker(database, expire_on_commit=False),
        installation.services,
        threads=installation.settings.worker_threads,
        chores=chores(app),
    )
    running.watch(database)
    running.start()
    try:
        yield running
    finally:
        running.stop()


def _guard_file(headers: Any, _path: str, _url: str) -> None:
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"


def _stop(app: Flask) -> None:
    hub: Hub = app.extensions["live"]
    hub.close()  # else waitress would wait for the streams
    raise SystemExit(0)  # waitress ends its loop on this


def _is_bundle(path: str, _url: str) -> bool:
    return "/static/dist/" in Path(path).as_posix()


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortInUseError(host, port) from error
    listener.listen(1024)
    listener.settimeout(0)
    return listener


def greet(app: Flask, host: str, port: int) -> None:
    """Say where the server answers, and on the first start how to set it up."""
    shown = f"http://{'127.0.0.1' if host in ('', '0.0.0.0', '::') else host}:{port}"  # noqa: S104
    print(f"Ravand answers on {shown}", file=sys.stderr)
    with app.app_context():
        if queries.anybody(db.session()):
            return
        key = token(app.extensions["ravand"].settings)
    print(f"There are no people yet. Set it up at {shown}/set-up?token={key}", file=sys.stderr)
