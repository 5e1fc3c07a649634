"""The table that remembers whether the demonstration's cases were loaded."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from engine.base import Base

ONLY = 1


class DemoLoad(Base):
    """The one load of an installation, if it was begun.

    `numbers` are the last case numbers given before it, by letter and year, with those that are
    kept free for it: {"C-1405": [0, 3000]}. `loaded_at` is None until everything is there.
    """

    __tablename__ = "demo_load"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    numbers: Mapped[dict[str, Any]]
    begun_at: Mapped[datetime]
    loaded_at: Mapped[datetime | None]
