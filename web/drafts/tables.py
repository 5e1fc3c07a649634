"""The table of drafts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base

NAME = String(255)


class DiagramDraft(Base):
    """A diagram that is being drawn.

    `base_id` is the version it began with, None for a new process. `revision` counts how often it
    was saved: who saves names the revision they know, so that nobody overwrites what they have
    not seen.
    """

    __tablename__ = "diagram_draft"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    process_key: Mapped[str] = mapped_column(NAME, index=True)
    name: Mapped[str] = mapped_column(NAME)
    base_id: Mapped[str | None] = mapped_column(ForeignKey("process_definition.id"))
    xml: Mapped[str] = mapped_column(Text)
    revision: Mapped[int]
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(64))
    saved_at: Mapped[datetime]
    saved_by: Mapped[str] = mapped_column(String(64))
