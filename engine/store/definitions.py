"""Deployments as rows: files, versions of processes and forms, what starts by an event."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import orjson
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from engine import retries, runtime
from engine.base import new_id
from engine.errors import ConcurrentUpdateError
from engine.ports import Problem
from engine.runtime import ProcessInfo
from engine.store import running, versions
from engine.tables import (
    Deployment,
    DeploymentDecision,
    DeploymentForm,
    EventSubscription,
    FormDefinition,
    Job,
    ProcessDefinition,
    Resource,
)
from engine.transaction import Context


@dataclass(frozen=True, slots=True)
class NewProcess:
    """One process of a file that is being deployed."""

    info: ProcessInfo
    resource: Resource
    content_hash: str
    warnings: Sequence[Problem]
    state: str


def digest(*parts: bytes) -> str:
    """Return the SHA-256 of the parts, each with its length."""
    total = hashlib.sha256()
    for part in parts:
        total.update(len(part).to_bytes(8, "big") + part)
    return total.hexdigest()


def latest(ctx: Context, key: str) -> ProcessDefinition | None:
    """Return the version of a process with the highest number."""
    return ctx.session.scalar(
        select(ProcessDefinition)
        .where(ProcessDefinition.key == key)
        .order_by(ProcessDefinition.version.desc())
        .limit(1)
    )


def same_content(ctx: Context, key: str, content_hash: str) -> ProcessDefinition | None:
    """Return the newest version of a process if it has this very content."""
    newest = latest(ctx, key)
    return newest if newest is not None and newest.content_hash == content_hash else None


def add_process(ctx: Context, new: NewProcess) -> ProcessDefinition:
    """Store the next version of a process.

    Raises:
        ConcurrentUpdateError: somebody deployed the same process at the same moment.
    """
    info, newest = new.info, latest(ctx, new.info.key)
    number = newest.version + 1 if newest else 1
    definition = ProcessDefinition(
        id=f"{info.key[:200]}:{number}:{new_id()}",
        key=info.key,
        version=number,
        version_tag=info.version_tag,
        name=info.name,
        names=dict(info.names),
        description=info.description,
        deployment_id=new.resource.deployment_id,
        resource_id=new.resource.id,
        content_hash=new.content_hash,
        is_default=False,
        is_startable=info.startable,
        suspended=False,
        state=new.state,
        office=info.office,
        case_letter=info.case_letter or "P",
        start_form_key=info.start_form_key,
        starter_users=list(info.starter_users),
        starter_groups=list(info.starter_groups),
        dimensions=dict(info.dimensions),
        warnings=[stored(problem) for problem in new.warnings],
        deployed_at=ctx.now,
    )
    ctx.session.add(definition)
    try:
        ctx.session.flush()
    except IntegrityError as error:
        raise ConcurrentUpdateError(id=info.key) from error
    return definition


def stored(problem: Problem) -> dict[str, Any]:
    """Return a finding as the tables keep it."""
    facts = {name: str(value) for name, value in problem.facts.items()}
    return {**asdict(problem), "facts": facts}


def make_default(ctx: Context, definition: ProcessDefinition) -> None:
    """Make a version active: starts by key, message, signal and timer use it from now on."""
    versions_of_key = select(ProcessDefinition.id).where(ProcessDefinition.key == definition.key)
    starts = (
        delete(EventSubscription).where(EventSubscription.instance_id.is_(None)),
        # thrown messages and signals belong to no instance either: they stay
        delete(Job).where(Job.instance_id.is_(None), Job.kind == "timer"),
    )
    for statement in starts:
        of_key = statement.table.c.definition_id.in_(versions_of_key)
        ctx.session.execute(statement.where(of_key).execution_options(synchronize_session=False))
    ctx.session.execute(
        update(ProcessDefinition)
        .where(ProcessDefinition.key == definition.key, ProcessDefinition.is_default)
        .values(is_default=False)
    )
    if definition.state != versions.ACTIVE:
        definition.state, definition.suspended = versions.ACTIVE, False
    definition.is_default = True
    ctx.session.flush()
    _wait_for_starts(ctx, definition)


def _wait_for_starts(ctx: Context, definition: ProcessDefinition) -> None:
    version = versions.version(ctx.session, definition.id)
    for start in version.info.starts:
        if start.kind in ("message", "signal"):
            ctx.session.add(
                EventSubscription(
                    id=new_id(),
                    kind=start.kind,
                    name=start.name,
                    definition_id=definition.id,
                    activity_id=start.activity_id,
                    keys={},
                    created_at=ctx.now,
                )
            )
        elif start.kind == "timer":
            environment = running.outside(ctx, version)
            due_at = runtime.next_start(start, ctx.now, environment)
            if due_at is not None:
                ctx.session.add(_timer_start(ctx, definition.id, start.activity_id, due_at))


def _timer_start(ctx: Context, definition_id: str, activity_id: str, due_at: Any) -> Job:
    return Job(
        id=new_id(),
        kind="timer",
        definition_id=definition_id,
        activity_id=activity_id,
        priority=0,
        due_at=due_at,
        retries_left=retries.DEFAULT.tries,
        failures=0,
        created_at=ctx.now,
    )


def add_form(
    ctx: Context, deployment: Deployment, name: str, schema: Mapping[str, Any]
) -> tuple[FormDefinition, bool]:
    """Store a form, unless its newest version says the same; return it and whether it is new."""
    key = str(schema.get("id") or name.removesuffix(".form"))
    content_hash = digest(orjson.dumps(schema, option=orjson.OPT_SORT_KEYS))
    newest = ctx.session.scalar(
        select(FormDefinition)
        .where(FormDefinition.key == key)
        .order_by(FormDefinition.version.desc())
        .limit(1)
    )
    if newest is not None and newest.content_hash == content_hash and newest.file_name == name:
        return newest, False
    number = newest.version + 1 if newest else 1
    form = FormDefinition(
        id=f"{key[:200]}:{number}:{new_id()}",
        key=key,
        version=number,
        file_name=name,
        deployment_id=deployment.id,
        content_hash=content_hash,
        schema=dict(schema),
        deployed_at=ctx.now,
    )
    ctx.session.add(form)
    return form, True


def name_forms(ctx: Context, deployment: Deployment, forms: Mapping[str, FormDefinition]) -> None:
    """Remember which form version the files of a deployment mean, by file name and by key."""
    names: dict[str, str] = {}
    for name, form in forms.items():
        names.setdefault(form.key, form.id)
        names[name] = form.id
    ctx.session.add_all(
        DeploymentForm(deployment_id=deployment.id, name=name, form_id=form_id)
        for name, form_id in names.items()
    )


def forget(ctx: Context, deployment: Deployment, files: Sequence[Resource]) -> None:
    """Remove a deployment that brought nothing new."""
    for links in (DeploymentForm, DeploymentDecision):
        ctx.session.execute(delete(links).where(links.deployment_id == deployment.id))
    for file in files:
        ctx.session.delete(file)
    ctx.session.flush()
    ctx.session.delete(deployment)
    ctx.session.flush()
