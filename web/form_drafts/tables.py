"""The table of half-filled forms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base


class FormDraft(Base):
    """What one person has filled in of one form so far; nobody else ever sees it.

    `subject` is the form's task or process, as `subjects` writes it. `revision` counts how often
    it was saved: who saves names the one they know, so that two tabs do not undo each other.
    """

    __tablename__ = "form_draft"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    subject: Mapped[str] = mapped_column(String(300), primary_key=True, index=True)
    data: Mapped[dict[str, Any]]
    revision: Mapped[int]
    saved_at: Mapped[datetime] = mapped_column(index=True)
