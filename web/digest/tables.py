"""Table of who wants the figures of a week by mail, and when the next one is due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base


class FigureDigest(Base):
    """Somebody who wants the mail; who does not has no row.

    `attempts` counts what was tried for the mail that is due; whoever raises it sends that mail.
    """

    __tablename__ = "figure_digest"

    account_id: Mapped[str] = mapped_column(String(64), ForeignKey("account.id"), primary_key=True)
    due_at: Mapped[datetime]
    attempts: Mapped[int]
