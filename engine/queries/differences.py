"""What changed from one version of a process to another."""

from __future__ import annotations

from sqlalchemy.orm import Session

from engine.bpmn.comparing import Change, PropertyChange, compare
from engine.queries.definitions import diagram

__all__ = ["Change", "PropertyChange", "diagram_changes"]


def diagram_changes(session: Session, before_id: str, after_id: str) -> list[Change]:
    """Return what differs between the diagrams of two versions.

    Raises:
        NotFoundError: no such definition.
    """
    return compare(diagram(session, before_id), diagram(session, after_id))
