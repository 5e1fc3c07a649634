"""Send the mails of figures that are due: each is claimed, sent outside any transaction, recorded.

What fails is tried again, then left until the next week. Who dies between sending and recording
leaves the mail to be sent again with the same Message-ID.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import select, update

from engine.base import table
from engine.connectors.mail import NAME as MAIL
from engine.ports import Call, Variables
from engine.transaction import Context
from web.accounts.roles import Permission
from web.accounts.tables import Account
from web.digest.commands import leave
from web.digest.letters import letter
from web.digest.tables import FigureDigest
from web.digest.weekly import next_due, week_told
from web.permissions import readable_processes
from web.persons import person
from web.services import change, installation

logger = logging.getLogger(__name__)

DIGESTS = table(FigureDigest)
D = DIGESTS.c
SENDER = "figures"
TOPIC = "figures"
AT_ONCE = 10
# longer than a mail server may keep one waiting
CLAIM = timedelta(minutes=15)
MOST_ATTEMPTS = 5


class Outgoing(NamedTuple):
    """A mail that this process has claimed; `letter` None: the person has no address."""

    account_id: str
    id: str
    attempts: int
    letter: Variables | None


def post() -> bool:
    """Send the next mails that are due; return whether there may be more."""
    with change(SENDER) as ctx:
        claimed = list(_claim(ctx))
    for mail in claimed:
        sent = mail.letter is None or _send(mail, mail.letter)
        with change(SENDER) as ctx:
            _record(ctx, mail, sent=sent)
    return len(claimed) == AT_ONCE


def _claim(ctx: Context) -> Iterator[Outgoing]:
    found = select(D.account_id, D.due_at, D.attempts).where(D.due_at <= ctx.now)
    for account_id, due_at, attempts in ctx.connection.execute(
        found.order_by(D.due_at).limit(AT_ONCE)
    ).all():
        mine = update(DIGESTS).where(
            D.account_id == account_id, D.due_at == due_at, D.attempts == attempts
        )
        taken = mine.values(attempts=attempts + 1, due_at=ctx.now + CLAIM)
        if ctx.connection.execute(taken).rowcount != 1:
            continue  # another process sends it
        account = ctx.session.get_one(Account, account_id)
        who = person(ctx.session, account)
        if not account.active or not who.might(Permission.KPI_READ):
            leave(ctx, account_id)
            continue
        yield Outgoing(
            account_id,
            _name(account_id, ctx),
            attempts + 1,
            letter(
                ctx.session,
                account,
                readable_processes(ctx.session, who, Permission.KPI_READ),
                installation().settings,
                week_told(ctx.now, ctx.services.zone),
                ctx.now,
            )
            if account.email
            else None,
        )


def _name(account_id: str, ctx: Context) -> str:
    """Return the same name for all attempts of a day, so that mail programs see one mail."""
    day = ctx.now.astimezone(ctx.services.zone).date()
    return hashlib.sha256(f"{account_id} {day.isoformat()}".encode()).hexdigest()[:32]


def _send(mail: Outgoing, filled: Variables) -> bool:
    connector = installation().services.connectors[MAIL]
    try:
        connector(Call(mail.id, TOPIC, "", None, TOPIC, filled))
    except Exception as error:  # noqa: BLE001 - a mail server may fail in any way
        logger.warning("the figures for %s were not sent: %s", mail.account_id, error)
        return False
    return True


def _record(ctx: Context, mail: Outgoing, *, sent: bool) -> None:
    if not sent and mail.attempts < MOST_ATTEMPTS:
        return  # tried again when the claim ends
    settings = installation().settings
    again = next_due(ctx.now, settings.digest_day, settings.digest_hour, ctx.services.zone)
    mine = update(DIGESTS).where(D.account_id == mail.account_id, D.attempts == mail.attempts)
    ctx.connection.execute(mine.values(due_at=again, attempts=0))
