"""What the server and `ravand worker` do from time to time, besides jobs."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from engine.worker import Chore
from web.figures.reading import read_on

FIGURES_SECONDS = 60.0


def chores(app: Flask) -> tuple[Chore, ...]:
    """Return the periodic work of an installation."""
    return (Chore("figures", FIGURES_SECONDS, _within(app, _figures)),)


def _figures() -> bool:
    return read_on().more


def _within(app: Flask, run: Callable[[], bool | None]) -> Callable[[], bool | None]:
    def chore() -> bool | None:
        with app.app_context():
            return run()

    return chore
