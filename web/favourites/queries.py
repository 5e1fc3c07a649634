"""Read favourites."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.favourites.tables import FavouriteProcess


def favourites(session: Session, person: str) -> list[str]:
    """Return the keys of a person's favourite processes, in their order."""
    f = FavouriteProcess
    wanted = select(f.process_key).where(f.account_id == person)
    return list(session.scalars(wanted.order_by(f.position, f.process_key)))
