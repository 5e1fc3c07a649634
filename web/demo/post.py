"""The post of the demonstration: nothing is sent, and sometimes that fails."""

from __future__ import annotations

import smtplib
from collections.abc import Callable
from datetime import datetime

from engine.ports import Call, Variables

FULL_MAILBOX = "full.mailbox@example.com"


class Post:
    """A mail connector that sends nothing; one mailbox is full, one morning the server fails."""

    def __init__(self, clock: Callable[[], datetime], outage: tuple[datetime, datetime]) -> None:
        self.clock = clock
        self.outage = outage

    def __call__(self, call: Call) -> Variables:
        """Take a mail.

        Raises:
            SMTPException: it could not be delivered.
        """
        if call.variables.get("to") == FULL_MAILBOX:
            raise smtplib.SMTPDataError(452, "4.2.2 The recipient's mailbox is full")
        if self.outage[0] <= self.clock() < self.outage[1]:
            raise smtplib.SMTPServerDisconnected("The mail server closed the connection")
        return {"message_id": call.job_id, "refused": []}
