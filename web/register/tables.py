"""The table of the process register."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base

NAME = String(255)
CODE = String(16)


class ProcessFacts(Base):
    """What people say about a process, whatever its version; None and empty lists: nothing.

    `owner` is a person or a group, as `owner_kind` (user, group) says. `office` stands in for that
    of the diagram. Starters are added to those of the diagram; readers see the process's pages.
    `revision` guards against lost updates.
    """

    __tablename__ = "process_facts"
    __table_args__ = (Index("ix_process_facts_owner", "owner_kind", "owner"),)

    process_key: Mapped[str] = mapped_column(NAME, primary_key=True)
    revision: Mapped[int]
    owner_kind: Mapped[str | None] = mapped_column(String(8))
    owner: Mapped[str | None] = mapped_column(NAME)
    kind: Mapped[str | None] = mapped_column(CODE)
    importance: Mapped[int | None]
    stage: Mapped[str | None] = mapped_column(CODE)
    office: Mapped[str | None] = mapped_column(CODE)
    improvement: Mapped[str | None] = mapped_column(Text)
    starter_users: Mapped[list[str]]
    starter_groups: Mapped[list[str]]
    reader_users: Mapped[list[str]]
    reader_groups: Mapped[list[str]]
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(NAME)
