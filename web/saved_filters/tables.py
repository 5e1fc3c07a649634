"""The table of saved filters."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base


class SavedFilter(Base):
    """A task list under a name: `address` is the query of its page, read again at every visit.

    `shared` ones are everybody's to see. `position` sorts the tabs, the smallest first.
    """

    __tablename__ = "saved_filter"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    colour: Mapped[str] = mapped_column(String(16))
    position: Mapped[int]
    shared: Mapped[bool] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
