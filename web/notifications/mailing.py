"""Send the mails of notifications: each is claimed, sent outside any transaction, and recorded.

At least once: who dies between sending and recording leaves the mail to be sent again, with the
same Message-ID, so that mail programs see one. What fails is tried again ever later, then given up.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select, update

from engine.base import table
from engine.connectors.mail import NAME as MAIL
from engine.connectors.mail import MailInvalidError
from engine.ports import Call, Connector, Variables
from engine.transaction import Context
from web.accounts.tables import Account
from web.notifications import letters
from web.notifications.tables import Notification, NotificationMail
from web.services import change, installation
from web.settings import Settings

logger = logging.getLogger(__name__)

MAILS = table(NotificationMail)
M = MAILS.c
SENDER = "notifications"
AT_ONCE = 10
# longer than a mail server may keep one waiting
CLAIM = timedelta(minutes=10)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
TOPIC = "notification"
LONGEST_ERROR = 500


class Outgoing(NamedTuple):
    """A mail that this process has claimed; `letter` None: its person is gone or has no address."""

    id: str
    instance_id: str
    attempts: int
    letter: Variables | None


def post() -> bool:
    """Send the next mails that are due; return whether there may be more."""
    settings = installation().settings
    connector = installation().services.connectors[MAIL]
    with change(SENDER) as ctx:
        claimed = list(_claim(ctx, settings))
    for mail in claimed:
        error, is_final = _send(connector, mail)
        with change(SENDER) as ctx:
            _record(ctx, mail, error, is_final=is_final)
    return len(claimed) == AT_ONCE


def _claim(ctx: Context, settings: Settings) -> Iterator[Outgoing]:
    due = M.status == "waiting", M.due_at <= ctx.now
    found = select(M.id, M.notification_id, M.attempts).where(*due)
    for mail_id, number, attempts in ctx.connection.execute(
        found.order_by(M.due_at).limit(AT_ONCE)
    ).all():
        mine = update(MAILS).where(M.id == mail_id, M.attempts == attempts, *due)
        taken = {"attempts": attempts + 1, "due_at": ctx.now + CLAIM}
        if ctx.connection.execute(mine.values(taken)).rowcount == 1:
            row = ctx.session.get_one(Notification, number)
            letter = _letter(ctx, row, settings)
            yield Outgoing(mail_id, row.instance_id, attempts + 1, letter)


def _letter(ctx: Context, row: Notification, settings: Settings) -> Variables | None:
    account = ctx.session.get_one(Account, row.account_id)
    if not account.active or not account.email:
        return None
    return letters.letter(ctx.session, row, account, settings)


def _send(connector: Connector, mail: Outgoing) -> tuple[str | None, bool]:
    """Return what went wrong, None if nothing did, and whether trying again is in vain."""
    if mail.letter is None:
        return "the person has no address any more", True
    try:
        connector(Call(mail.id, TOPIC, mail.instance_id, None, TOPIC, mail.letter))
    except MailInvalidError as error:
        return str(error), True
    except Exception as error:  # noqa: BLE001 - a mail server may fail in any way
        logger.warning("mail %s was not sent: %s", mail.id, error)
        return f"{type(error).__name__}: {error}", False
    return None, True


def _record(ctx: Context, mail: Outgoing, error: str | None, *, is_final: bool) -> None:
    mine = update(MAILS).where(M.id == mail.id, M.attempts == mail.attempts)
    if error is None:
        outcome = {"status": "sent", "sent_at": ctx.now, "error": None}
    elif is_final or mail.attempts > len(PAUSES):
        outcome = {"status": "failed", "error": error[:LONGEST_ERROR]}
        logger.error("mail %s is given up: %s", mail.id, error)
    else:
        again = ctx.now + PAUSES[mail.attempts - 1]
        outcome = {"due_at": again, "error": error[:LONGEST_ERROR]}
    ctx.connection.execute(mine.values(**outcome))
