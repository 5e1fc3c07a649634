"""Read drafts."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, defer

from engine.errors import NotFoundError
from web.drafts.tables import DiagramDraft
from web.i18n import _

MOST_SHOWN = 200


def draft(session: Session, draft_id: str) -> DiagramDraft:
    """Return a draft as it stands now.

    Raises:
        NotFoundError: there is none, or it was discarded or published.
    """
    found = session.get(DiagramDraft, draft_id, populate_existing=True)
    if found is None:
        raise NotFoundError(what=str(_("draft")), id=draft_id)
    return found


def drafts(session: Session, process_key: str | None = None) -> Sequence[DiagramDraft]:
    """Return drafts, of one process if a key is given, those saved last first."""
    d = DiagramDraft
    found = select(d).options(defer(d.xml)).order_by(d.saved_at.desc(), d.id.desc())
    if process_key is not None:
        found = found.where(d.process_key == process_key)
    return session.scalars(found.limit(MOST_SHOWN)).all()


def count_drafts(session: Session) -> int:
    """Return how many drafts there are."""
    return session.scalar(select(func.count()).select_from(DiagramDraft)) or 0
