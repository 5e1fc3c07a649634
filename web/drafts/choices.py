"""What a designer can choose from: groups, people, forms, decisions, processes, connectors."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy.orm import Session

from engine import queries
from engine.queries import ProcessDefinition
from web.accounts import queries as accounts
from web.drafts.bundle import form_names
from web.i18n import language, title

MOST = 500
Choices = dict[str, list[dict[str, str]]]


def choices(session: Session, base: ProcessDefinition | None, connectors: Iterable[str]) -> Choices:
    """Return values with the names to show for them, by kind."""
    people = [one for one in accounts.accounts(session) if one.active]
    return {
        "groups": _named(accounts.group_names(session, language()).items()),
        "people": _named((one.id, accounts.shown(one, language())) for one in people),
        "forms": _named((name, "") for name in form_names(session, base)),
        "decisions": _named(
            (one.key, title(one)) for one in queries.decisions(session, limit=MOST)
        ),
        "processes": _named(
            (one.key, title(one)) for one in queries.definitions(session, limit=MOST)
        ),
        "connectors": _named((name, "") for name in sorted(connectors)),
    }


def _named(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "text": text} for value, text in pairs][:MOST]
