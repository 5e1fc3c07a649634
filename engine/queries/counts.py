"""How busy processes and their versions are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from engine.tables import Incident, ProcessDefinition, ProcessInstance


@dataclass(frozen=True, slots=True)
class DefinitionCounts:
    """How busy a definition is."""

    open_instances: int = 0
    open_incidents: int = 0


def definition_counts(
    session: Session, definition_ids: Sequence[str]
) -> dict[str, DefinitionCounts]:
    """Return open instances and open incidents of some definitions, by id."""
    instances = _counted(session, ProcessInstance, "active", definition_ids)
    incidents = _counted(session, Incident, "open", definition_ids)
    return {
        one: DefinitionCounts(instances.get(one, 0), incidents.get(one, 0))
        for one in definition_ids
    }


def _counted(session: Session, table: Any, status: str, ids: Sequence[str]) -> dict[str, int]:
    statement = (
        select(table.definition_id, func.count())
        .where(table.status == status, table.definition_id.in_(ids))
        .group_by(table.definition_id)
    )
    if table is ProcessInstance:  # its index begins with the key
        keys = {one.partition(":")[0] for one in ids}
        statement = statement.where(ProcessInstance.definition_key.in_(keys))
    return {definition_id: count for definition_id, count in session.execute(statement)}


def process_counts(session: Session, keys: Sequence[str]) -> dict[str, DefinitionCounts]:
    """Return open instances and open incidents of some processes, all versions, by key."""
    i, d = ProcessInstance, ProcessDefinition
    running = (
        select(i.definition_key, func.count())
        .where(i.status == "active", i.definition_key.in_(keys))
        .group_by(i.definition_key)
    )
    failed = (
        select(d.key, func.count())
        .join(Incident, Incident.definition_id == d.id)
        .where(Incident.status == "open", d.key.in_(keys))
        .group_by(d.key)
    )
    instances = {key: count for key, count in session.execute(running)}
    incidents = {key: count for key, count in session.execute(failed)}
    return {key: DefinitionCounts(instances.get(key, 0), incidents.get(key, 0)) for key in keys}


def tested_keys(session: Session) -> set[str]:
    """Return the keys of the processes of which a version is in test."""
    d = ProcessDefinition
    return set(session.scalars(select(d.key).where(d.state == "test").distinct()))
