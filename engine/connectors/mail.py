"""Mail: by SMTP, or into a maildir where no server is configured."""

from __future__ import annotations

import contextlib
import html
import logging
import re
import smtplib
import ssl
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, getaddresses
from pathlib import Path
from typing import Any

from engine.ports import Call, Variables

logger = logging.getLogger(__name__)

NAME = "mail"
POLICY = SMTP.clone(cte_type="7bit")
RIGHT_TO_LEFT = {"R", "AL"}
MOST_RECIPIENTS = 100
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\x85]")
_LOCAL_PART = re.compile(r"[^\s@<>()\[\]\\,;:\"]{1,64}")
_LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)")


class MailInvalidError(Exception):
    """The mail can not be sent as the diagram fills it in."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """How mail leaves the house.

    Attributes:
        sender: address of the From header, with or without a name.
        host: SMTP server; None writes into `folder` instead.
        security: "starttls", "tls" (from the first byte) or "none".
        folder: a maildir.
    """

    sender: str
    folder: Path
    host: str | None = None
    port: int = 587
    security: str = "starttls"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout_seconds: float = 30.0


class MailConnector:
    """Sends one mail per job: inputs `to`, `cc`, `bcc`, `subject`, `text`, `html`.

    The Message-ID comes from the job, so that a repetition after a crash is the same mail again.
    """

    def __init__(self, settings: MailSettings, clock: Callable[[], datetime] | None = None) -> None:
        self._settings = settings
        self._clock = clock or (lambda: datetime.now(UTC))

    def __call__(self, call: Call) -> Variables:
        """Send it. Returns `message_id`, and `refused`: the addresses the server did not take.

        Raises:
            MailInvalidError: no recipient, no text, a bad address, a line break in a header.
            smtplib.SMTPException, OSError: the server did not take it.
        """
        message = compose(call, self._settings.sender, self._clock())
        refused: Iterable[str] = ()
        if self._settings.host:
            refused = self._send(message, self._settings.host)
        else:
            _file(message, call.job_id, self._settings.folder)
        return {"message_id": str(message["Message-ID"]), "refused": sorted(refused)}

    def _send(self, message: EmailMessage, host: str) -> Iterable[str]:
        smtp = self._connect(host)
        try:
            if self._settings.user:
                smtp.login(self._settings.user, self._settings.password or "")
            refused = smtp.send_message(message)
        finally:
            # what the server says to a goodbye does not change what it did with the mail
            with contextlib.suppress(smtplib.SMTPException, OSError):
                smtp.quit()
            smtp.close()
        if refused:
            logger.warning("mail %s was refused for %s", message["Message-ID"], sorted(refused))
        return refused

    def _connect(self, host: str) -> smtplib.SMTP:
        port, timeout = self._settings.port, self._settings.timeout_seconds
        context = ssl.create_default_context()
        if self._settings.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=timeout, context=context)
        smtp = smtplib.SMTP(host, port, timeout=timeout)
        if self._settings.security == "starttls":
            try:
                smtp.starttls(context=context)
            except BaseException:
                smtp.close()
                raise
        return smtp


def compose(call: Call, sender: str, now: datetime) -> EmailMessage:
    """Return the mail that a job describes."""
    given = call.variables
    message = EmailMessage(policy=POLICY)
    origin = _addresses("sender", sender)[0]
    message["From"] = origin
    for header in ("to", "cc", "bcc"):
        if addresses := _addresses(header, given.get(header)):
            message[header.capitalize()] = addresses
    if not any(message[header] for header in ("To", "Cc", "Bcc")):
        raise MailInvalidError("the mail has no recipient")
    message["Subject"] = _line("subject", given.get("subject"))
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{call.job_id}@{origin.domain}>"
    message["Auto-Submitted"] = "auto-generated"
    _fill(message, _text(given.get("text")), _text(given.get("html")))
    return message


def _fill(message: EmailMessage, text: str, markup: str) -> None:
    if not text.strip() and not markup.strip():
        raise MailInvalidError("the mail has neither text nor html")
    if not markup and reads_right_to_left(text):
        # mail programs show plain text left to right, whatever its letters
        body = html.escape(text).replace("\n", "<br>\n")
        markup = f'<html dir="rtl"><body dir="rtl" style="text-align:right">{body}</body></html>'
    if text.strip():
        message.set_content(text)
        if markup:
            message.add_alternative(_document(markup), subtype="html")
    else:
        message.set_content(_document(markup), subtype="html")


def _document(markup: str) -> str:
    return markup if "<html" in markup.lower() else f'<html><body dir="auto">{markup}</body></html>'


def reads_right_to_left(text: str) -> bool:
    """Tell by the first letter with a direction. Source: Unicode Annex 9, rule P2."""
    directions = (unicodedata.bidirectional(letter) for letter in text)
    first = next((d for d in directions if d == "L" or d in RIGHT_TO_LEFT), "L")
    return first in RIGHT_TO_LEFT


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _line(what: str, value: Any) -> str:
    line = _text(value).strip()
    if _CONTROL.search(line):
        raise MailInvalidError(f"the {what} of the mail contains a line break: {line!r}")
    return line


def _addresses(what: str, value: Any) -> tuple[Address, ...]:
    parts = value if isinstance(value, list | tuple) else [value]
    lines = [line for part in parts if (line := _line(what, part).rstrip(","))]
    pairs = getaddresses(lines)
    if len(pairs) > MOST_RECIPIENTS:
        raise MailInvalidError(f"more than {MOST_RECIPIENTS} addresses in {what}")
    return tuple(_address(name, address, lines) for name, address in pairs)


def _address(name: str, address: str, given: list[str]) -> Address:
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode().lower()
        # the parser repairs what it can not read; nobody should get mail by such a guess
        guessed = not any(address in line for line in given)
        if guessed or not _LOCAL_PART.fullmatch(local) or not _is_domain(domain):
            raise MailInvalidError(f"{address or ', '.join(given)!r} is no mail address")
        return Address(name, local, domain)
    except (HeaderParseError, IndexError, UnicodeError, ValueError) as error:
        raise MailInvalidError(f"{address!r} is no mail address: {error}") from error


def _is_domain(domain: str) -> bool:
    return len(domain) <= 253 and all(_LABEL.fullmatch(label) for label in domain.split("."))


def _file(message: EmailMessage, name: str, folder: Path) -> None:
    """Write into a maildir. The name comes from the job, so a repetition replaces the first."""
    for part in ("tmp", "new", "cur"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    draft = folder / "tmp" / name
    draft.write_bytes(message.as_bytes(policy=POLICY.clone(linesep="\n")))
    draft.rename(folder / "new" / name)
