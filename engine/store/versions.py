"""Versions of process definitions: read once, compiled once, shared by all threads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from sqlalchemy import String, bindparam, cast, select
from sqlalchemy.orm import Session

from engine import runtime
from engine.base import table
from engine.errors import NotFoundError, SuspendedError
from engine.ports import Limits
from engine.runtime import Definition, ProcessInfo
from engine.statements import selecting
from engine.store.cache import Cache
from engine.tables import DeploymentForm, FormDefinition, ProcessDefinition, Resource

CACHED = 256
ACTIVE, TEST, RETIRED = "active", "test", "retired"
DEFINITIONS = table(ProcessDefinition)
STARTABLE = select(DEFINITIONS.c.id, DEFINITIONS.c.suspended, DEFINITIONS.c.state)
BY_ID = selecting(STARTABLE.where(DEFINITIONS.c.id == bindparam("wanted")))
DEFAULT = selecting(
    STARTABLE.where(DEFINITIONS.c.key == bindparam("wanted"), DEFINITIONS.c.is_default)
)
WIDE = Limits(upload_bytes=1 << 40, elements=1 << 40)  # what is deployed has been checked


@dataclass(frozen=True, slots=True)
class Version:
    """What never changes about one version of a process."""

    id: str
    key: str
    number: int
    tag: str | None
    office: str | None
    case_letter: str
    deployment_id: str
    dimensions: Mapping[str, str]
    forms: Mapping[str, str]  # name in the deployment -> form id
    definition: Definition

    @property
    def info(self) -> ProcessInfo:
        """What the diagram says about the process."""
        return self.definition.processes[self.key]


_versions: Cache[Version] = Cache(CACHED)


def version(session: Session, definition_id: str) -> Version:
    """Return one version, compiled.

    Raises:
        NotFoundError: no such definition.
    """
    return _versions.get(definition_id) or _versions.put(
        definition_id, _read(session, definition_id)
    )


def _read(session: Session, definition_id: str) -> Version:
    statement = (
        select(ProcessDefinition, Resource.content, Resource.name)
        .join(Resource, Resource.id == ProcessDefinition.resource_id)
        .where(ProcessDefinition.id == definition_id)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        raise NotFoundError(what="process definition", id=definition_id)
    row, content, name = found
    definition = replace(runtime.compile(content, name, WIDE, deployed=True), id=row.id)
    return Version(
        row.id,
        row.key,
        row.version,
        row.version_tag,
        row.office,
        row.case_letter,
        row.deployment_id,
        row.dimensions,
        _forms(session, row.deployment_id),
        definition,
    )


def _forms(session: Session, deployment_id: str) -> dict[str, str]:
    rows = session.execute(
        select(DeploymentForm.name, DeploymentForm.form_id).where(
            DeploymentForm.deployment_id == deployment_id
        )
    )
    return {name: form_id for name, form_id in rows}


class Startable(NamedTuple):
    """A version that takes new instances; those of a version that is being tested are `sandbox`."""

    id: str
    sandbox: bool


def startable(session: Session, *, key: str | None, definition_id: str | None) -> Startable:
    """Return the version to start.

    Raises:
        NotFoundError: nothing is deployed under this key or id.
        SuspendedError: the version is suspended or retired.
    """
    statement, wanted = (DEFAULT, key) if definition_id is None else (BY_ID, definition_id)
    found = statement.first(session.connection(), {"wanted": wanted})
    if found is None:
        raise NotFoundError(what="process definition", id=wanted)
    found_id, suspended, state = found
    if suspended:
        raise SuspendedError(what="Process definition", id=found_id)
    return Startable(found_id, state == TEST)


def called(session: Session, reference: str) -> Definition:
    """Return a process of any deployment.

    Args:
        reference: `key` (its default version), `key:3` (that version), `key@tag` (the latest with
            that version tag), or the id of a definition.

    Raises:
        NotFoundError: nothing fits.
    """
    if reference.count(":") > 1:
        return version(session, reference).definition
    what = ProcessDefinition
    key, _, tag = reference.partition("@")
    key, _, number = key.partition(":")
    statement = select(what.id).where(what.key == key).order_by(what.version.desc()).limit(1)
    if tag:
        statement = statement.where(what.version_tag == tag)
    elif number:
        statement = statement.where(cast(what.version, String) == number)
    else:
        statement = statement.where(what.is_default)
    found = session.scalar(statement)
    if found is None:
        raise NotFoundError(what="process definition", id=reference)
    return version(session, found).definition


def generated_key(process_key: str, activity_id: str) -> str:
    """Return the name of a form that was made of the fields in a diagram."""
    return f"{process_key}.{activity_id}"


def form_key(version: Version, activity_id: str | None, drawn: str | None) -> str | None:
    """Return the form that an activity names, else the one made of its fields, else None."""
    if drawn is None and activity_id in version.info.generated_forms:
        return generated_key(version.key, str(activity_id))
    return drawn


def form_id(session: Session, used_by: Version, form_key: str | None) -> str | None:
    """Return the form of a task: deployed together with the process, else the latest."""
    if form_key is None:
        return None
    if form_key in used_by.forms:
        return used_by.forms[form_key]
    return session.scalar(
        select(FormDefinition.id)
        .where((FormDefinition.key == form_key) | (FormDefinition.file_name == form_key))
        .order_by(FormDefinition.deployed_at.desc(), FormDefinition.version.desc())
        .limit(1)
    )
