"""Star processes, take stars away, and order them. None commits."""

from __future__ import annotations

from sqlalchemy import select

from engine.transaction import Context
from web.favourites import queries
from web.favourites.tables import FavouriteProcess

MOST = 50


def star(ctx: Context, process_key: str) -> None:
    """Put a process at the end of the actor's favourites; the oldest of too many goes."""
    keys = queries.favourites(ctx.session, ctx.actor)
    if process_key not in keys:
        _keep(ctx, [*keys, process_key][-MOST:])


def unstar(ctx: Context, process_key: str) -> None:
    """Take a process out of the actor's favourites."""
    keys = queries.favourites(ctx.session, ctx.actor)
    _keep(ctx, [key for key in keys if key != process_key])


def move_up(ctx: Context, process_key: str) -> None:
    """Move a favourite of the actor before the one before it; the first one stays."""
    keys = queries.favourites(ctx.session, ctx.actor)
    if process_key in keys[1:]:
        place = keys.index(process_key)
        keys[place - 1 : place + 1] = [process_key, keys[place - 1]]
        _keep(ctx, keys)


def _keep(ctx: Context, keys: list[str]) -> None:
    f = FavouriteProcess
    rows = {
        row.process_key: row
        for row in ctx.session.scalars(select(f).where(f.account_id == ctx.actor))
    }
    for key, row in rows.items():
        if key not in keys:
            ctx.session.delete(row)
    for place, key in enumerate(keys):
        if key in rows:
            rows[key].position = place
        else:
            ctx.session.add(f(account_id=ctx.actor, process_key=key, position=place))
    ctx.session.flush()
