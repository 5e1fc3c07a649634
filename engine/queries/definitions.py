"""What is deployed: deployments, process definitions, forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from engine import base, interventions
from engine.errors import NotFoundError
from engine.interventions import Element
from engine.runtime import Catch
from engine.statements import Lookup
from engine.store import versions
from engine.tables import (
    Deployment,
    FormDefinition,
    ProcessDefinition,
    Resource,
    UserTask,
)

BY_ID = Lookup(ProcessDefinition, ProcessDefinition.id == bindparam("definition_id"))
IS_DEFAULT = base.table(ProcessDefinition).c.is_default
DEFAULT = Lookup(ProcessDefinition, ProcessDefinition.key == bindparam("key"), IS_DEFAULT)
FORM_BY_ID = Lookup(FormDefinition, FormDefinition.id == bindparam("form_id"))


def definition(session: Session, definition_id: str) -> ProcessDefinition:
    """Return one version of a process.

    Raises:
        NotFoundError: no such definition.
    """
    found = BY_ID.one(session, definition_id=definition_id)
    if found is None:
        raise NotFoundError(what="process definition", id=definition_id)
    return found


def default_definition(session: Session, key: str) -> ProcessDefinition:
    """Return the version that a start by key takes.

    Raises:
        NotFoundError: nothing is deployed under this key.
    """
    found = DEFAULT.one(session, key=key)
    if found is None:
        raise NotFoundError(what="process definition", id=key)
    return found


@dataclass(frozen=True, slots=True)
class DefinitionFilter:
    """Which definitions; None does not restrict.

    Attributes:
        processes: keys.
        current_only: of each process the default, else the newest if it has none.
    """

    key: str | None = None
    processes: tuple[str, ...] | None = None
    key_like: str | None = None
    name_like: str | None = None
    version: int | None = None
    version_tag: str | None = None
    deployment_id: str | None = None
    suspended: bool | None = None
    startable: bool | None = None
    default_only: bool = True
    latest_only: bool = False
    current_only: bool = False


def definitions(
    session: Session,
    wanted: DefinitionFilter | None = None,
    first: int = 0,
    limit: int = 200,
) -> list[ProcessDefinition]:
    """Return definitions by key, newest version first."""
    return list(
        session.scalars(
            select(ProcessDefinition)
            .where(*_conditions(wanted or DefinitionFilter()))
            .order_by(ProcessDefinition.key, ProcessDefinition.version.desc())
            .offset(first)
            .limit(limit)
        )
    )


def count_definitions(session: Session, wanted: DefinitionFilter | None = None) -> int:
    """Return how many definitions match."""
    conditions = _conditions(wanted or DefinitionFilter())
    statement = select(func.count()).select_from(ProcessDefinition).where(*conditions)
    return session.scalar(statement) or 0


def _conditions(wanted: DefinitionFilter) -> list[ColumnElement[bool]]:
    d = ProcessDefinition
    equal = {
        d.key: wanted.key,
        d.version: wanted.version,
        d.version_tag: wanted.version_tag,
        d.deployment_id: wanted.deployment_id,
        d.suspended: wanted.suspended,
        d.is_startable: wanted.startable,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    likes = ((d.key, wanted.key_like), (d.name, wanted.name_like))
    found += [column.like(pattern) for column, pattern in likes if pattern is not None]
    if wanted.processes is not None:
        found.append(d.key.in_(wanted.processes))
    other = aliased(ProcessDefinition)
    newest = select(func.max(other.version)).where(other.key == d.key).scalar_subquery()
    if wanted.latest_only:
        found.append(d.version == newest)
    elif wanted.current_only:
        has_default = exists().where(other.key == d.key, other.is_default)
        found.append(or_(d.is_default, and_(d.version == newest, ~has_default)))
    elif wanted.default_only and wanted.version is None and wanted.deployment_id is None:
        found.append(d.is_default.is_(True))
    return found


def process_keys(session: Session) -> frozenset[str]:
    """Return the keys of all processes."""
    return frozenset(session.scalars(select(ProcessDefinition.key).distinct()))


def diagram(session: Session, definition_id: str) -> bytes:
    """Return the BPMN XML of a definition, as it was uploaded.

    Raises:
        NotFoundError: no such definition.
    """
    return session.execute(
        select(Resource.content).where(
            Resource.id == definition(session, definition_id).resource_id
        )
    ).scalar_one()


def documentation(session: Session, definition_id: str, element_id: str) -> Mapping[str, str]:
    """Return what a process or user task is about by language, as far as its diagram says so."""
    return versions.version(session, definition_id).info.documentation.get(element_id, {})


def reportable_errors(session: Session, task: UserTask) -> tuple[Catch, ...]:
    """Return the business errors that the person at a task may report; an event takes each."""
    processes = versions.version(session, task.definition_id).definition.processes.values()
    found = (info.errors.get(task.activity_id) for info in processes)
    return next((catches for catches in found if catches), ())


def elements(session: Session, definition_id: str) -> list[Element]:
    """Return the nodes of a process and its subprocesses, in the order of the diagram.

    Raises:
        NotFoundError: no such definition.
    """
    version = versions.version(session, definition_id)
    return interventions.elements(version.definition, version.key)


def deployments(
    session: Session, first: int = 0, limit: int = 50, processes: tuple[str, ...] | None = None
) -> list[Deployment]:
    """Return deployments, newest first; given keys, those that hold no other processes."""
    statement = _deployments(select(Deployment), processes)
    statement = statement.order_by(Deployment.deployed_at.desc(), Deployment.id.desc())
    return list(session.scalars(statement.offset(first).limit(limit)))


def count_deployments(session: Session, processes: tuple[str, ...] | None = None) -> int:
    """Return how many deployments `deployments` finds."""
    statement = _deployments(select(func.count()).select_from(Deployment), processes)
    return session.scalar(statement) or 0


def _deployments(statement: Select[Any], processes: tuple[str, ...] | None) -> Select[Any]:
    if processes is None:
        return statement
    d = ProcessDefinition
    others = exists().where(d.deployment_id == Deployment.id, d.key.not_in(processes))
    return statement.where(~others)


def deployment(session: Session, deployment_id: str) -> Deployment:
    """Return one deployment.

    Raises:
        NotFoundError: no such deployment.
    """
    found = session.get(Deployment, deployment_id)
    if found is None:
        raise NotFoundError(what="deployment", id=deployment_id)
    return found


def deployments_of(session: Session, ids: Iterable[str]) -> dict[str, Deployment]:
    """Return some deployments by id."""
    statement = select(Deployment).where(Deployment.id.in_(set(ids)))
    return {row.id: row for row in session.scalars(statement)}


def resources(session: Session, deployment_id: str) -> list[Resource]:
    """Return the files of a deployment by name."""
    statement = select(Resource).where(Resource.deployment_id == deployment_id)
    return list(session.scalars(statement.order_by(Resource.name)))


def form(session: Session, form_id: str) -> FormDefinition:
    """Return one version of a form.

    Raises:
        NotFoundError: no such form.
    """
    found = FORM_BY_ID.one(session, form_id=form_id)
    if found is None:
        raise NotFoundError(what="form", id=form_id)
    return found


def form_by_name(session: Session, name: str) -> FormDefinition | None:
    """Return the newest form with this id or file name."""
    return session.scalar(
        select(FormDefinition)
        .where((FormDefinition.key == name) | (FormDefinition.file_name == name))
        .order_by(FormDefinition.deployed_at.desc(), FormDefinition.version.desc())
        .limit(1)
    )


def form_files(session: Session) -> list[str]:
    """Return the file names of the forms that were drawn, sorted."""
    names = select(FormDefinition.file_name).where(FormDefinition.file_name.like("%.form"))
    return list(session.scalars(names.distinct().order_by(FormDefinition.file_name)))


def start_form(session: Session, definition_id: str) -> FormDefinition | None:
    """Return the form a definition starts with, None if it starts without one.

    Raises:
        NotFoundError: no such definition, or its form is not deployed.
    """
    version = versions.version(session, definition_id)
    by_hand = next((s.activity_id for s in version.info.starts if s.kind == "none"), None)
    key = versions.form_key(version, by_hand, version.info.start_form_key)
    if key is None:
        return None
    found = versions.form_id(session, version, key)
    if found is None:
        raise NotFoundError(what="form", id=key)
    return form(session, found)


def task_form(session: Session, task: UserTask) -> FormDefinition | None:
    """Return the form of a task, None if it has none.

    Raises:
        NotFoundError: the form is named in the diagram but was never deployed.
    """
    if task.form_key is None:
        return None
    if task.form_id is not None:
        return form(session, task.form_id)
    found = form_by_name(session, task.form_key)
    if found is None:
        raise NotFoundError(what="form", id=task.form_key)
    return found
