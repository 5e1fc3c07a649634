"""What this installation is assembled with, and how pages open a transaction."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app

from engine.connectors import mail
from engine.ports import Limits, ScriptRunner, Services
from engine.scripts import MontyRunner, ScriptLimits
from engine.transaction import Context, transaction
from web.extensions import db
from web.identity import me
from web.settings import Settings

MIB = 1024 * 1024


@dataclass
class Installation:
    """One application's settings and engine services.

    `polls` are the requests that may wait for external tasks at a time.
    """

    settings: Settings
    services: Services
    has_people: bool = field(default=False)
    polls: BoundedSemaphore = field(init=False)

    def __post_init__(self) -> None:
        # workers that wait for work leave the other half of the threads to people
        self.polls = BoundedSemaphore(max(1, self.settings.threads // 2))


def installation() -> Installation:
    """Return what the current application is assembled with."""
    return cast(Installation, current_app.extensions["ravand"])


def change(
    actor: str | None = None, on_behalf_of: str | None = None
) -> AbstractContextManager[Context]:
    """Open the transaction of a request; the signed-in person acts unless told otherwise."""
    who = me().name if actor is None else actor
    return transaction(db.session(), installation().services, who, on_behalf_of=on_behalf_of)


def assemble(settings: Settings) -> Services:
    """Return what the engine is assembled with: scripts, connectors, limits, time zone."""
    connectors = {mail.NAME: _mail(settings)}
    zone = ZoneInfo(settings.time_zone)
    return Services(_scripts(settings), connectors, limits(settings), zone)


def _scripts(settings: Settings) -> ScriptRunner:
    bounds = ScriptLimits(
        seconds=float(settings.script_seconds), memory_bytes=settings.script_memory_mib * MIB
    )
    return MontyRunner(settings.script_workers, bounds)


def _mail(settings: Settings) -> mail.MailConnector:
    return mail.MailConnector(
        mail.MailSettings(
            sender=settings.mail_from,
            folder=settings.folder / "mail",
            host=settings.smtp_host or None,
            port=settings.smtp_port,
            security=settings.smtp_security,
            user=settings.smtp_user or None,
            password=settings.smtp_password or None,
        )
    )


def limits(settings: Settings) -> Limits:
    """Return the engine's bounds as the settings have them."""
    return Limits(
        steps=settings.limit_steps,
        step_seconds=settings.limit_step_seconds,
        upload_bytes=settings.limit_upload_bytes,
        elements=settings.limit_elements,
        variables=settings.limit_variables,
        variable_bytes=settings.limit_variable_bytes,
        multi_instance=settings.limit_multi_instance,
        message_ttl_seconds=settings.message_ttl_seconds,
        decision_steps=settings.limit_decision_steps,
        decision_seconds=settings.limit_decision_seconds,
        decision_tests=settings.limit_decision_tests,
        decision_tests_seconds=settings.limit_decision_tests_seconds,
        evaluation_bytes=settings.limit_evaluation_bytes,
    )
