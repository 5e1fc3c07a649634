"""Some variables of many cases at once, for the columns of lists."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.store import variables as packing
from engine.tables import Value, Variable


def case_values(
    session: Session, instance_ids: Collection[str], names: Collection[str]
) -> dict[str, dict[str, Any]]:
    """Return some process variables of some instances, by instance and name."""
    v = Variable
    statement = (
        select(v.instance_id, v.name, v.content, Value.content)
        .outerjoin(Value, Value.hash == v.value_hash)
        .where(v.instance_id.in_(instance_ids), v.scope == 0, v.name.in_(names))
    )
    found: dict[str, dict[str, Any]] = {}
    for instance_id, name, small, large in session.execute(statement):
        value = packing.unpack(small if small is not None else large)
        found.setdefault(instance_id, {})[name] = value
    return found
