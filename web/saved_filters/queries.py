"""Read saved filters."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from engine.errors import NotFoundError
from web.accounts.roles import Permission
from web.i18n import _
from web.persons import Person
from web.saved_filters.tables import SavedFilter

MOST_SHOWN = 40


def saved_filters(session: Session, who: Person) -> Sequence[SavedFilter]:
    """Return a person's own filters and the shared ones, in the order of the tabs."""
    f = SavedFilter
    found = select(f).where(or_(f.account_id == who.name, f.shared.is_(True)))
    return session.scalars(found.order_by(f.position, f.name, f.id).limit(MOST_SHOWN)).all()


def saved_filter(session: Session, who: Person, filter_id: str) -> SavedFilter:
    """Return a filter that a person may see.

    Raises:
        NotFoundError: there is none, or it is somebody's own.
    """
    found = session.get(SavedFilter, filter_id)
    if found is None or not (found.shared or found.account_id == who.name):
        raise NotFoundError(what=str(_("saved filter")), id=filter_id)
    return found


def count_own(session: Session, who: Person) -> int:
    """Return how many filters a person keeps."""
    mine = select(func.count()).select_from(SavedFilter)
    return session.scalar(mine.where(SavedFilter.account_id == who.name)) or 0


def may_change(who: Person, row: SavedFilter) -> bool:
    """Return whether a person may change a filter: who shares needs the permission for it."""
    if row.shared:
        return who.has(Permission.FILTER_SHARE)
    return row.account_id == who.name
