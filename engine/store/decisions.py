"""Decisions as rows: their versions, which of them a reference means, what was evaluated."""

from __future__ import annotations

from sqlalchemy import bindparam, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from decisions import DecisionsError
from decisions.dmn import Models
from decisions.dmn.model import Decision as Drawn
from engine.base import new_id, table
from engine.bpmn.names import storable
from engine.dmn import files
from engine.dmn.evaluating import Decision
from engine.dmn.files import DecisionFile
from engine.dmn.words import Words
from engine.errors import ConcurrentUpdateError, DecisionFailedError, NotFoundError
from engine.ports import NAME_LENGTH
from engine.statements import selecting
from engine.store import names
from engine.store.cache import Cache
from engine.store.definitions import digest, stored
from engine.tables import DecisionDefinition, DeploymentDecision, ProcessDefinition, Resource
from engine.transaction import Context

CACHED, CACHED_FILES = 1024, 128  # a file is large, its decisions are names
WHAT = "decision definition"
DEFINITIONS = table(DecisionDefinition)
BESIDE = table(DeploymentDecision)
IDS = select(DEFINITIONS.c.id)
OF_KEY = DEFINITIONS.c.key == bindparam("key")
DEFAULT = selecting(IDS.where(OF_KEY, DEFINITIONS.c.is_default))
OF_VERSION = selecting(IDS.where(OF_KEY, DEFINITIONS.c.version == bindparam("version")))
OF_TAG = selecting(
    IDS.where(OF_KEY, DEFINITIONS.c.version_tag == bindparam("tag"))
    .order_by(DEFINITIONS.c.version.desc())
    .limit(1)
)
OF_DEPLOYMENT = selecting(
    select(BESIDE.c.decision_id)
    .join(ProcessDefinition, ProcessDefinition.deployment_id == BESIDE.c.deployment_id)
    .where(BESIDE.c.key == bindparam("key"), ProcessDefinition.id == bindparam("beside"))
)
MOST_VERSION = 2**31 - 1

_decisions: Cache[Decision] = Cache(CACHED)
_files: Cache[tuple[Models, Words]] = Cache(CACHED_FILES)


def by_id(session: Session, definition_id: str) -> Decision:
    """Return one version, compiled.

    Raises:
        NotFoundError: no such decision.
    """
    known = _decisions.get(definition_id)
    return known or _decisions.put(definition_id, _read(session, definition_id))


def _read(session: Session, definition_id: str) -> Decision:
    found = session.get(DecisionDefinition, definition_id)
    if found is None:
        raise NotFoundError(what=WHAT, id=definition_id)
    file = _files.get(found.resource_id)
    if file is None:
        try:
            file = _files.put(found.resource_id, _load(session, found))
        except DecisionsError as error:
            raise DecisionFailedError(key=found.key, reason=str(error)) from error
    return Decision(found.key, *file, definition_id, found.version)


def _load(session: Session, definition: DecisionDefinition) -> tuple[Models, Words]:
    resource, name = Resource, f"%{files.ENDING}"
    content = session.execute(
        select(resource.content).where(resource.id == definition.resource_id)
    ).scalar_one()
    others = select(resource.content).where(
        resource.deployment_id == definition.deployment_id,
        resource.id != definition.resource_id,
        resource.name.like(name),
    )
    # a file that imports nothing leaves the others alone
    return files.load(content, lambda: session.scalars(others))


def referred(session: Session, reference: str, beside: str | None = None) -> Decision:
    """Return the decision that a reference means.

    Args:
        reference: `key` (its default version), `key:3` (that version), `key@tag` (the latest with
            that version tag), or the id of a definition.
        beside: id of a process definition: the version that was deployed together with it.

    Raises:
        NotFoundError: nothing fits.
        DecisionFailedError: its file can not be read any more.
    """
    if reference.count(":") > 1:
        return by_id(session, reference)
    key, _, tag = reference.partition("@")
    key, _, number = key.partition(":")
    values: dict[str, str | int] = {"key": key}
    statement = DEFAULT
    if beside is not None:
        statement, values["beside"] = OF_DEPLOYMENT, beside
    elif tag:
        statement, values["tag"] = OF_TAG, tag
    elif number:
        if not number.isdecimal() or int(number) > MOST_VERSION:
            raise NotFoundError(what=WHAT, id=reference)
        statement, values["version"] = OF_VERSION, int(number)
    found = statement.first(session.connection(), values)
    if found is None:
        raise NotFoundError(what=WHAT, id=reference)
    return by_id(session, str(found[0]))


def known(ctx: Context, keys: set[str]) -> set[str]:
    """Return those keys under which a decision is deployed."""
    if not keys:
        return set()
    what = DecisionDefinition
    found = select(what.key).where(what.key.in_(sorted(keys)), what.is_default)
    return set(ctx.session.scalars(found))


def latest(ctx: Context, key: str) -> DecisionDefinition | None:
    """Return the version of a decision with the highest number."""
    return ctx.session.scalar(
        select(DecisionDefinition)
        .where(DecisionDefinition.key == key)
        .order_by(DecisionDefinition.version.desc())
        .limit(1)
    )


def add(
    ctx: Context, resource: Resource, file: DecisionFile, *, to_test: bool = False
) -> tuple[list[DecisionDefinition], set[str]]:
    """Store the next version of each decision of a file, unless the newest is the same.

    A new one is the default; one that is to be tested only if there was none before.

    Returns:
        The version that each decision now has, and the ids of the new ones.

    Raises:
        ConcurrentUpdateError: somebody deployed the same decision at the same moment.
    """
    content_hash = digest(*file.parts)
    found, created = [], set()
    for decision in file.model.decisions:
        newest = latest(ctx, decision.id)
        if newest is None or newest.content_hash != content_hash:
            newest = _next(ctx, resource, file, decision, newest)
            newest.content_hash = content_hash
            created.add(newest.id)
        found.append(newest)
    try:
        ctx.session.flush()
    except IntegrityError as error:
        raise ConcurrentUpdateError(id=file.name) from error
    for definition in found:
        if definition.id in created and (not to_test or definition.version == 1):
            make_default(ctx, definition)
        link = {"deployment_id": resource.deployment_id, "key": definition.key}
        ctx.session.add(DeploymentDecision(**link, decision_id=definition.id))
    ctx.session.flush()
    return found, created


def adopt(ctx: Context, deployment_id: str) -> None:
    """Make default what was deployed to be tested, unless something newer is."""
    what = DecisionDefinition
    brought = select(what).where(what.deployment_id == deployment_id, what.is_default.is_(False))
    for definition in ctx.session.scalars(brought).all():
        newest = select(func.max(what.version)).where(what.key == definition.key, what.is_default)
        if (ctx.session.scalar(newest) or 0) < definition.version:
            make_default(ctx, definition)


def _next(
    ctx: Context,
    resource: Resource,
    file: DecisionFile,
    drawn: Drawn,
    newest: DecisionDefinition | None,
) -> DecisionDefinition:
    number = newest.version + 1 if newest else 1
    key, model = drawn.id, file.model
    definition = DecisionDefinition(
        id=f"{key[:200]}:{number}:{new_id()}",
        key=key,
        version=number,
        version_tag=names.given("versionTag", drawn.version_tag),
        name=_shown(drawn.name),
        names=dict(drawn.names),
        deployment_id=resource.deployment_id,
        resource_id=resource.id,
        content_hash="",
        is_default=False,
        drd_id=_shown(model.id),
        drd_name=_shown(model.name),
        warnings=[stored(problem) for problem in file.warnings],
        deployed_at=ctx.now,
    )
    ctx.session.add(definition)
    return definition


def _shown(text: str) -> str | None:
    return storable(text)[:NAME_LENGTH] or None


def make_default(ctx: Context, definition: DecisionDefinition) -> None:
    """Let the key mean this version from now on."""
    ctx.session.execute(
        update(DecisionDefinition)
        .where(DecisionDefinition.key == definition.key, DecisionDefinition.is_default)
        .values(is_default=False)
    )
    definition.is_default = True
    ctx.session.flush()
