"""What rooms above the engine have to say to the operation log."""

from __future__ import annotations

from engine.store import operations
from engine.store.operations import Act
from engine.transaction import Context

__all__ = ["Act", "log_acts"]


def log_acts(ctx: Context, *acts: Act) -> None:
    """Append what somebody did, such as to an account, as one act."""
    operations.note(ctx, acts)
