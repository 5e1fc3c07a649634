"""People named in a text: @leila."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from engine.queries import ProcessInstance
from web.accounts.tables import Account
from web.conversation.audience import sees

# a name as accounts have it, neither within a mail address nor with the full stop behind it
MENTION = re.compile(r"(?<![\w@.])@([a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9_-])?)", re.IGNORECASE)
MOST = 50


class Named(NamedTuple):
    """Whom a text names: those who may see the case, and those who may not."""

    readers: list[Account]
    strangers: list[Account]


class Piece(NamedTuple):
    """A part of a text; `person` is the id of whom it names, None for plain text."""

    text: str
    person: str | None


def named(session: Session, text: str, instance: ProcessInstance) -> Named:
    """Return whom a text names; words that are nobody's name are just words."""
    ids = list(dict.fromkeys(found.lower() for found in MENTION.findall(text)))[:MOST]
    people = [row for one in ids if (row := session.get(Account, one)) and row.active]
    readers = [row for row in people if sees(session, row, instance)]
    return Named(readers, [row for row in people if row not in readers])


def pieces(text: str, names: Mapping[str, str]) -> Iterator[Piece]:
    """Split a text at the people it names; `names` are those to show, by id."""
    start = 0
    for match in MENTION.finditer(text):
        who = match.group(1).lower()
        if who in names:
            yield Piece(text[start : match.start()], None)
            yield Piece(names[who], who)
            start = match.end()
    yield Piece(text[start:], None)
