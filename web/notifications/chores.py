"""Notifications as periodic work: several processes may do it at the same time."""

from __future__ import annotations

from datetime import timedelta

from web.notifications import commands, reading
from web.services import change, installation

WRITER = "notifications"  # who is said to act


def notify() -> bool:
    """Make the notifications that are due, a part at a time; return whether more is to be done.

    Somebody else who does it at the same time does all of it.
    """
    soon = timedelta(hours=installation().settings.due_soon_hours)
    try:
        with change(WRITER) as ctx:
            return reading.read_on(ctx, soon)
    except reading.ReadAtOnceError:
        return False


def forget() -> bool:
    """Delete notifications that are older than the setting says."""
    age = timedelta(days=installation().settings.notification_days)
    with change(WRITER) as ctx:
        commands.forget_old(ctx, age)
    return False
