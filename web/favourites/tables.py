"""The table of favourites."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base


class FavouriteProcess(Base):
    """That a person starts a process often. `position` sorts, the smallest first."""

    __tablename__ = "favourite_process"

    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), primary_key=True)
    process_key: Mapped[str] = mapped_column(String(255), primary_key=True)
    position: Mapped[int]
