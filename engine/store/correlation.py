"""Who waits for a message or signal: running instances first, then definitions it starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from engine.base import table
from engine.store.variables import search_text
from engine.tables import EventSubscription, ProcessDefinition, ProcessInstance, Variable

SUBSCRIPTIONS = table(EventSubscription)
INSTANCES = table(ProcessInstance)


@dataclass(frozen=True, slots=True)
class Address:
    """Whom a message is for; what is None or empty does not restrict."""

    name: str
    business_key: str | None = None
    instance_id: str | None = None
    keys: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Waiting:
    """A subscription that matches: of an instance, or (`instance_id` None) of a definition."""

    instance_id: str | None
    token_id: int | None
    definition_id: str
    activity_id: str


def waiting(session: Session, kind: str, address: Address) -> list[Waiting]:
    """Return the subscriptions of running instances that match, oldest first.

    The business key is compared with the instance's business key and its case number. Correlation
    keys are compared with those the diagram declares, else with the instance's variables.
    """
    s, i = SUBSCRIPTIONS.c, INSTANCES.c
    statement = (
        select(s.instance_id, s.token_id, s.definition_id, s.activity_id, s["keys"])
        .join(INSTANCES, i.id == s.instance_id)
        .where(s.kind == kind, s.name == address.name, i.status == "active")
        .order_by(s.created_at, s.id)
    )
    if address.instance_id is not None:
        statement = statement.where(i.id == address.instance_id)
    if address.business_key is not None:
        key = address.business_key
        statement = statement.where(or_(i.business_key == key, i.case_no == key))
    found = session.connection().execute(statement).all()
    return [
        Waiting(*row[:4])
        for row in found
        if keys_fit(session, row.instance_id, row[4], address.keys or {})
    ]


def starting(session: Session, kind: str, name: str | None) -> list[Waiting]:
    """Return the start events of default versions that the event starts."""
    s = SUBSCRIPTIONS.c
    statement = (
        select(s.instance_id, s.token_id, s.definition_id, s.activity_id)
        .join(ProcessDefinition, ProcessDefinition.id == s.definition_id)
        .where(s.kind == kind, s.name == name, s.instance_id.is_(None))
        .where(ProcessDefinition.suspended.is_(False))
        .order_by(s.definition_id)
    )
    return [Waiting(*row) for row in session.connection().execute(statement)]


def keys_fit(
    session: Session, instance_id: str, declared: Mapping[str, Any], given: Mapping[str, Any]
) -> bool:
    """Return whether the keys of a message agree with what an instance declares or knows."""
    known = {key: value for key, value in declared.items() if value is not None}
    if known:
        return all(
            search_text(given.get(key)) == search_text(value) for key, value in known.items()
        )
    return not given or _variables_fit(session, instance_id, given)


def _variables_fit(session: Session, instance_id: str, given: Mapping[str, Any]) -> bool:
    names: Sequence[str] = list(given)
    found = session.execute(
        select(Variable.name, Variable.text).where(
            Variable.instance_id == instance_id, Variable.scope == 0, Variable.name.in_(names)
        )
    )
    texts = {name: text for name, text in found}
    return all(texts.get(name) == search_text(value) for name, value in given.items())
