"""Load the demonstration's cases beside the server, in a process that gives way to it."""

from __future__ import annotations

import logging
import multiprocessing
import os
from datetime import UTC, datetime
from typing import Any, Protocol

from flask import Flask
from sqlalchemy.orm import sessionmaker

from web.demo import loading
from web.extensions import db
from web.memory import settle
from web.settings import Settings

NICE = 5  # people who look around come first


class _Share(Protocol):
    value: float


class Loading:
    """A load that goes on in another process."""

    def __init__(self, settings: Settings) -> None:
        apart = multiprocessing.get_context("spawn")
        self._share: _Share = apart.Value("d", 0.0)
        self._process = apart.Process(
            target=_work, args=(settings, self._share), name="demonstration", daemon=True
        )
        self._process.start()

    @property
    def percent(self) -> int | None:
        """How much is done, of 100; None once the process has ended."""
        return int(self._share.value * 100) if self._process.is_alive() else None

    def stop(self) -> None:
        """End it; nothing of an unfinished load is kept."""
        self._process.terminate()
        self._process.join()


def begin(app: Flask) -> Loading | None:
    """Load what is not there, and let every page say how far it is."""
    with app.app_context():
        if loading.is_loaded(db.session()):
            return None
    begun = Loading(app.extensions["ravand"].settings)
    app.context_processor(lambda: {"demo_percent": begun.percent})
    return begun


def load_now(app: Flask, order: loading.Order, tell: loading.Tell) -> bool:
    """Load the cases and their figures, if they are not there; return whether they were loaded."""
    # mails fail on purpose, and the log of the server is no place for it
    logging.getLogger("engine.executor").setLevel(logging.CRITICAL)
    services = app.extensions["ravand"].services
    with app.app_context():
        sessions = sessionmaker(db.engine, expire_on_commit=False)
        try:
            done = loading.load(sessions, services, order, tell)
            if done:
                loading.figures(sessions, services, order.until)
        finally:
            services.scripts.close()
    return done


def _work(settings: Settings, share: Any) -> None:
    from web import create_app

    os.nice(NICE)

    server = multiprocessing.parent_process()

    def tell(done: float) -> None:
        if server is None or not server.is_alive():
            raise SystemExit  # it was killed, and nobody waits for the cases
        share.value = done

    app = create_app(settings)
    settle()
    load_now(app, loading.Order(datetime.now(UTC)), tell)
