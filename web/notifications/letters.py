"""The mail of a notification: subject, plain text and HTML, in the language of its person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from textwrap import shorten

from flask import current_app
from flask_babel import force_locale  # type: ignore[import-untyped]  # ships no types
from sqlalchemy.orm import Session

from engine.ports import Variables
from web.accounts import queries as accounts
from web.accounts.tables import Account
from web.i18n import RIGHT_TO_LEFT, language
from web.notifications import words
from web.notifications.tables import Notification
from web.settings import Settings

LONGEST_SUBJECT = 200


def letter(session: Session, row: Notification, account: Account, settings: Settings) -> Variables:
    """Return what the mail connector takes: to, subject, text, html."""
    with force_locale(account.language or settings.language):
        people = accounts.display_names(session, [words.actor(row) or ""], language())
        due = row.facts.get("due_at")
        facts = {
            "sentence": words.sentence(row, people),
            "greeted": accounts.shown(account, language()),
            "case_number": words.case_number(row),
            "due_at": datetime.fromisoformat(due) if due else None,
            "link": _link(row, settings.public_url),
            "organisation": settings.organisation,
            "locale": language(),
            "direction": "rtl" if language() in RIGHT_TO_LEFT else "ltr",
        }
        return {
            "to": [account.email],
            "subject": _line(f"{facts['sentence']} ({facts['case_number']})"),
            "text": _rendered("mail/notification.txt", facts),
            "html": _rendered("mail/notification.html", facts),
        }


def _rendered(template: str, facts: Mapping[str, object]) -> str:
    # a mail has no request around it, of which the pages' context is made
    return current_app.jinja_env.get_template(template).render(facts)


def _line(text: str) -> str:
    return shorten(text, LONGEST_SUBJECT, placeholder="…")


def _link(row: Notification, public_url: str) -> str | None:
    return f"{public_url.rstrip('/')}/notifications/{row.id}" if public_url else None
