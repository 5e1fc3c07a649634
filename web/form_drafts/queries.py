"""Read half-filled forms."""

from __future__ import annotations

from sqlalchemy.orm import Session

from web.form_drafts.tables import FormDraft
from web.persons import Person


def form_draft(session: Session, who: Person, subject: str) -> FormDraft | None:
    """Return what a person has filled in of a form, None if nothing is kept."""
    return session.get(FormDraft, (who.name, subject), populate_existing=True)
