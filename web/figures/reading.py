"""Bring the figures up to date with the event log."""

from __future__ import annotations

import kpi
from web.services import change

READER = "figures"  # who is said to act
READ_AT_ONCE = 10  # parts of the log that one click reads


def read_on() -> kpi.Done:
    """Read the next part of the log in a transaction of its own.

    Somebody else who reads it at the same time does the work as well: then nothing is left to do.
    """
    try:
        with change(READER) as ctx:
            return kpi.catch_up(ctx)
    except kpi.LogReadAtOnceError:
        return kpi.Done(0, more=False)
