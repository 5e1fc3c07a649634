"""The table of absences."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base


class Absence(Base):
    """That a person is away from `first_at` until `until_at`, which is no part of it.

    `processes` are the keys of those that the substitute works; None: all that no other absence of
    the same time names.
    """

    __tablename__ = "absence"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id"), index=True)
    substitute_id: Mapped[str] = mapped_column(ForeignKey("account.id"))
    first_at: Mapped[datetime]
    until_at: Mapped[datetime] = mapped_column(index=True)
    processes: Mapped[list[str] | None]
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(255))
