"""What the server and `ravand worker` do from time to time, besides jobs."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from engine.worker import Chore
from web.digest import mailing as digest
from web.figures.reading import read_on
from web.form_drafts.commands import forget_old
from web.notifications.chores import forget, notify
from web.notifications.mailing import post
from web.services import change

FIGURES_SECONDS = 60.0
NOTIFICATIONS_SECONDS = 5.0
DIGEST_SECONDS = 60.0
HOUR_SECONDS = 3600.0


def chores(app: Flask) -> tuple[Chore, ...]:
    """Return the periodic work of an installation."""
    return (
        Chore("figures", FIGURES_SECONDS, _within(app, _figures)),
        Chore("notifications", NOTIFICATIONS_SECONDS, _within(app, notify)),
        Chore("mails", NOTIFICATIONS_SECONDS, _within(app, post)),
        Chore("weekly figures", DIGEST_SECONDS, _within(app, digest.post)),
        Chore("old notifications", HOUR_SECONDS, _within(app, forget)),
        Chore("old drafts", HOUR_SECONDS, _within(app, _forget_drafts)),
    )


def _figures() -> bool:
    return read_on().more


def _forget_drafts() -> None:
    with change("") as ctx:
        forget_old(ctx)


def _within(app: Flask, run: Callable[[], bool | None]) -> Callable[[], bool | None]:
    def chore() -> bool | None:
        with app.app_context():
            return run()

    return chore
