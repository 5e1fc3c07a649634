"""Decisions: their versions, files and tests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session, aliased

from engine import base
from engine.dmn.files import tests_of
from engine.errors import NotFoundError
from engine.statements import Lookup
from engine.tables import DecisionDefinition, Resource

WHAT = "decision definition"
BY_ID = Lookup(DecisionDefinition, DecisionDefinition.id == bindparam("definition_id"))
IS_DEFAULT = base.table(DecisionDefinition).c.is_default
DEFAULT = Lookup(DecisionDefinition, DecisionDefinition.key == bindparam("key"), IS_DEFAULT)


@dataclass(frozen=True, slots=True)
class DecisionFilter:
    """Which decisions; None does not restrict.

    Attributes:
        drd_id: id of the requirements diagram, the root element of the file.
        search: part of a key or a name.
    """

    id: str | None = None
    ids: tuple[str, ...] | None = None
    key: str | None = None
    key_like: str | None = None
    name: str | None = None
    name_like: str | None = None
    version: int | None = None
    version_tag: str | None = None
    deployment_id: str | None = None
    drd_id: str | None = None
    search: str | None = None
    default_only: bool = True
    latest_only: bool = False
    sort: tuple[tuple[str, str], ...] = (("key", "asc"), ("version", "desc"))


SORTABLE = {
    "id": DecisionDefinition.id,
    "key": DecisionDefinition.key,
    "name": DecisionDefinition.name,
    "version": DecisionDefinition.version,
    "version_tag": DecisionDefinition.version_tag,
    "deployment_id": DecisionDefinition.deployment_id,
    "deployed_at": DecisionDefinition.deployed_at,
}


def decision(session: Session, definition_id: str) -> DecisionDefinition:
    """Return one version of a decision.

    Raises:
        NotFoundError: no such decision.
    """
    found = BY_ID.one(session, definition_id=definition_id)
    if found is None:
        raise NotFoundError(what=WHAT, id=definition_id)
    return found


def default_decision(session: Session, key: str) -> DecisionDefinition:
    """Return the version that a key means.

    Raises:
        NotFoundError: no decision is deployed under this key.
    """
    found = DEFAULT.one(session, key=key)
    if found is None:
        raise NotFoundError(what=WHAT, id=key)
    return found


def decisions(
    session: Session, wanted: DecisionFilter | None = None, first: int = 0, limit: int = 200
) -> list[DecisionDefinition]:
    """Return decisions, by key and the newest version first unless sorted otherwise."""
    wanted = wanted or DecisionFilter()
    statement = select(DecisionDefinition).where(*_conditions(wanted))
    for name, direction in wanted.sort:
        column = SORTABLE[name]
        statement = statement.order_by(column.desc() if direction == "desc" else column.asc())
    return list(
        session.scalars(statement.order_by(DecisionDefinition.id).offset(first).limit(limit))
    )


def count_decisions(session: Session, wanted: DecisionFilter | None = None) -> int:
    """Return how many decisions match."""
    conditions = _conditions(wanted or DecisionFilter())
    statement = select(func.count()).select_from(DecisionDefinition).where(*conditions)
    return session.scalar(statement) or 0


def decision_versions(session: Session, key: str) -> list[DecisionDefinition]:
    """Return every version of a decision, newest first."""
    d = DecisionDefinition
    return list(session.scalars(select(d).where(d.key == key).order_by(d.version.desc())))


def _conditions(wanted: DecisionFilter) -> list[ColumnElement[bool]]:
    d = DecisionDefinition
    equal: dict[Any, Any] = {
        d.id: wanted.id,
        d.key: wanted.key,
        d.name: wanted.name,
        d.version: wanted.version,
        d.version_tag: wanted.version_tag,
        d.deployment_id: wanted.deployment_id,
        d.drd_id: wanted.drd_id,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    likes = ((d.key, wanted.key_like), (d.name, wanted.name_like))
    found += [column.like(pattern) for column, pattern in likes if pattern is not None]
    if wanted.ids is not None:
        found.append(d.id.in_(wanted.ids))
    if wanted.search:
        part = wanted.search
        found.append(
            d.key.icontains(part, autoescape=True) | d.name.icontains(part, autoescape=True)
        )
    exact = (wanted.id, wanted.ids, wanted.version, wanted.deployment_id)
    if wanted.latest_only:
        other = aliased(DecisionDefinition)
        newest = select(func.max(other.version)).where(other.key == d.key).scalar_subquery()
        found.append(d.version == newest)
    elif wanted.default_only and all(one is None for one in exact):
        found.append(d.is_default.is_(True))
    return found


def dmn_source(session: Session, definition_id: str) -> bytes:
    """Return the DMN XML of a decision, as it was uploaded.

    Raises:
        NotFoundError: no such decision.
    """
    row = decision(session, definition_id)
    return session.execute(
        select(Resource.content).where(Resource.id == row.resource_id)
    ).scalar_one()


def decision_tests(session: Session, definition_id: str) -> bytes | None:
    """Return the tests that were deployed with a decision, None if there are none.

    Raises:
        NotFoundError: no such decision.
    """
    row, r = decision(session, definition_id), Resource
    name = session.execute(select(r.name).where(r.id == row.resource_id)).scalar_one()
    return session.scalar(
        select(r.content).where(r.deployment_id == row.deployment_id, r.name == tests_of(name))
    )
