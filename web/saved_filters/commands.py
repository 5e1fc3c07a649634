"""Keep, change and delete saved filters. None commits; permission is checked before."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from engine.base import new_id
from engine.transaction import Context
from web.saved_filters.tables import SavedFilter


@dataclass(frozen=True, slots=True)
class Described:
    """What a person says about a filter."""

    name: str
    colour: str
    position: int
    shared: bool
    address: str


def keep(ctx: Context, described: Described) -> SavedFilter:
    """Keep a filter of the person who acts."""
    row = SavedFilter(id=new_id(), account_id=ctx.actor, created_at=ctx.now, **asdict(described))
    ctx.session.add(row)
    ctx.session.flush()
    return row


def describe(ctx: Context, row: SavedFilter, described: Described) -> None:
    """Change all that a person says about a filter."""
    for name, value in asdict(described).items():
        setattr(row, name, value)
    ctx.session.flush()


def delete(ctx: Context, row: SavedFilter) -> None:
    """Delete a filter for everybody."""
    ctx.session.delete(row)
    ctx.session.flush()
