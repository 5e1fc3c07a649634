"""What people can be told of, and in which way unless they choose otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """One kind of notification. The value is stored."""

    ASSIGNED = "assigned"
    OFFERED = "offered"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MENTIONED = "mentioned"
    RESOLVED = "resolved"


class Ways(NamedTuple):
    """How a person is told of a kind."""

    page: bool
    mail: bool


USUAL: Mapping[Kind, Ways] = {
    Kind.ASSIGNED: Ways(page=True, mail=True),
    Kind.OFFERED: Ways(page=False, mail=False),
    Kind.DUE_SOON: Ways(page=True, mail=False),
    Kind.OVERDUE: Ways(page=True, mail=True),
    Kind.MENTIONED: Ways(page=True, mail=True),
    Kind.RESOLVED: Ways(page=True, mail=True),
}
# what only the holder of an open task is told
HOLDERS = (Kind.ASSIGNED, Kind.RESOLVED, Kind.DUE_SOON, Kind.OVERDUE)
DUE = (Kind.DUE_SOON, Kind.OVERDUE)
