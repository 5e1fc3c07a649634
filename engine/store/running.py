"""Process instances while they run: load one, start one, save a step of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from engine import runtime
from engine.base import detached, new_id, table
from engine.bpmn.instructions import Instruction
from engine.bpmn.names import storable
from engine.bpmn.step import Step
from engine.errors import (
    ConcurrentUpdateError,
    InstanceEndedError,
    NotFoundError,
    SuspendedError,
)
from engine.ports import Variables
from engine.runtime import Environment
from engine.statements import Prepared, inserting, selecting
from engine.store import decisions, evaluations, event_log, history, numbers, projections, versions
from engine.store.buffered import deliver_buffered
from engine.store.versions import Version
from engine.tables import ProcessInstance, Value
from engine.transaction import Context

# an instance, or a token of it, went on since it was looked for
GONE = (NotFoundError, InstanceEndedError, runtime.NotWaitingError)
ACTIVE, CANCELLED = "active", "externally_terminated"
TABLE = table(ProcessInstance)
INSERT = inserting(TABLE)
BY_ID = selecting(select(TABLE).where(TABLE.c.id == bindparam("instance_id")))
UPDATED = (
    "revision",
    "status",
    "state",
    "dimensions",
    "ended_at",
    "end_activity_id",
    "end_reason",
)
UPDATE = Prepared(
    lambda _: (
        update(TABLE)
        .where(TABLE.c.id == bindparam("for_id"), TABLE.c.revision == bindparam("seen"))
        .values({name: bindparam(f"new_{name}") for name in UPDATED})
    )
)


class Facts(Mapping[str, Any]):
    """What expressions may know about their instance; the case number is given when first asked.

    Giving a number takes the write lock: a first step that never asks runs without it.
    """

    NAMES = ("instance_id", "business_key", "case_no", "initiator", "definition_key")

    def __init__(self, ctx: Context, version: Version, known: Mapping[str, Any]) -> None:
        self._ctx, self._version, self._known = ctx, version, dict(known)

    def __getitem__(self, name: str) -> Any:
        if name == "case_no" and "case_no" not in self._known:
            letter = self._version.case_letter
            self._known[name] = numbers.next_case_no(self._ctx.connection, letter, self._ctx.now)
        return self._known[name]

    def __contains__(self, name: object) -> bool:
        return name in self.NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(self.NAMES)

    def __len__(self) -> int:
        return len(self.NAMES)


@dataclass(slots=True)
class Running:
    """One process instance, loaded: what the tables and the engine know of it."""

    id: str
    version: Version
    environment: Environment
    business_key: str | None
    started_by: str
    revision: int = 0
    state: bytes = b""
    status: str = ACTIVE
    dimensions: dict[str, Any] = field(default_factory=dict)
    sandbox: bool = False
    rounds: int = 0  # how often it went on already without coming to rest
    row: dict[str, Any] = field(default_factory=dict)

    @property
    def case_no(self) -> str:
        """The number people know it by."""
        return str(self.environment.facts["case_no"])

    @property
    def entity(self) -> ProcessInstance:
        """The instance as the table has it now, detached."""
        return detached(ProcessInstance, self.row)


def load(ctx: Context, instance_id: str) -> Running:
    """Load an active instance with the version it runs on.

    Raises:
        NotFoundError: no such instance.
        InstanceEndedError: it has ended.
        SuspendedError: it is suspended.
    """
    row = BY_ID.first_mapping(ctx.connection, {"instance_id": instance_id})
    if row is None:
        raise NotFoundError(what="process instance", id=instance_id)
    return loaded(ctx, row)


def loaded(ctx: Context, row: dict[str, Any]) -> Running:
    """Return an instance whose row was read already; errors as `load`."""
    if row["status"] != ACTIVE:
        raise InstanceEndedError(id=row["case_no"])
    if row["suspended"]:
        raise SuspendedError(what="Process instance", id=row["case_no"])
    version = versions.version(ctx.session, row["definition_id"])
    facts = {
        "instance_id": row["id"],
        "business_key": row["business_key"],
        "case_no": row["case_no"],
        "initiator": row["started_by"],
        "definition_key": version.key,
    }
    environment = _environment(ctx, Facts(ctx, version, facts))
    return Running(
        id=row["id"],
        version=version,
        environment=environment,
        business_key=row["business_key"],
        started_by=row["started_by"],
        revision=row["revision"],
        state=row["state"],
        dimensions=row["dimensions"],
        sandbox=row["sandbox"],
        row=row,
    )


def _environment(ctx: Context, facts: Mapping[str, Any]) -> Environment:
    return Environment(
        scripts=ctx.services.scripts,
        now=ctx.now,
        limits=ctx.services.limits,
        zone=ctx.services.zone,
        facts=facts,
        called=lambda name: versions.called(ctx.session, name),
        decision=lambda name, beside: decisions.referred(ctx.session, name, beside),
        fetch=lambda value_hash: value(ctx.session, value_hash),
    )


def outside(ctx: Context, version: Version) -> Environment:
    """Return what expressions may use where no instance exists yet: timer start events."""
    facts = {"definition_key": version.key, "initiator": ctx.actor}
    return _environment(ctx, facts)


def value(session: Session, value_hash: str) -> bytes:
    """Return a large value by the hash of its content."""
    found = session.scalar(select(Value.content).where(Value.hash == value_hash))
    if found is None:
        raise NotFoundError(what="value", id=value_hash)
    return found


def begin(  # noqa: PLR0913 - how an instance can begin
    ctx: Context,
    version: Version,
    variables: Variables,
    *,
    business_key: str | None = None,
    start_activity: str | None = None,
    instructions: Sequence[Instruction] = (),
    sandbox: bool = False,
) -> Running:
    """Start an instance and run it to its first wait states; `instructions` say where, if given."""
    instance_id = new_id()
    facts = {
        "instance_id": instance_id,
        "business_key": business_key,
        "initiator": ctx.actor,
        "definition_key": version.key,
    }
    environment = _environment(ctx, Facts(ctx, version, facts))
    running = Running(instance_id, version, environment, business_key, ctx.actor, sandbox=sandbox)
    step = runtime.start(
        version.definition,
        version.key,
        variables,
        environment,
        start_activity=start_activity,
        instructions=instructions,
    )
    save(ctx, running, step)
    return running


def save(ctx: Context, running: Running, step: Step, *, reason: str | None = None) -> None:
    """Write a step: state, history, and what the instance now waits for.

    Args:
        reason: why a person ended the instance or part of it; None when the diagram did.

    Raises:
        ConcurrentUpdateError: another transaction advanced the instance first.
    """
    _remember_dimensions(running, step)
    if running.revision == 0:
        _insert(ctx, running, step)
    else:
        _update(ctx, running, step, reason)
    running.state, running.status = step.state, str(running.row["status"])
    history.keep_values(ctx, step.values)
    tasks = projections.write(ctx, running, step, reason)
    history.write(ctx, running, step)
    event_log.write(ctx, running, step, tasks, reason)
    evaluations.write(ctx, running, step)
    if running.status == ACTIVE and any(s.kind == "message" for s in step.subscriptions):
        deliver_buffered(ctx, running, step, save)


def _columns(running: Running, step: Step, ctx: Context, reason: str | None) -> dict[str, Any]:
    ended = step.status != ACTIVE
    return {
        "revision": running.revision + 1,
        "status": step.status,
        "state": None if ended else step.state,
        "dimensions": running.dimensions,
        "ended_at": ctx.now if ended else None,
        "end_activity_id": step.end_activity_id if ended else None,
        "end_reason": reason if step.status == CANCELLED else None,
    }


def _insert(ctx: Context, running: Running, step: Step) -> None:
    first = next((h.activity_id for h in step.happenings if h.activity_type == "startEvent"), None)
    running.row = {
        "id": running.id,
        "definition_id": running.version.id,
        "definition_key": running.version.key,
        "suspended": False,
        "sandbox": running.sandbox,
        "case_no": running.case_no,
        "business_key": running.business_key,
        "started_at": ctx.now,
        "started_by": ctx.actor,
        "start_activity_id": first,
        **_columns(running, step, ctx, None),
    }
    INSERT.run(ctx.connection, running.row)
    running.revision = 1


def _update(ctx: Context, running: Running, step: Step, reason: str | None) -> None:
    columns = _columns(running, step, ctx, reason)
    new = {f"new_{name}": value for name, value in columns.items()}
    found = UPDATE.run(ctx.connection, {"for_id": running.id, "seen": running.revision, **new})
    if found.rowcount != 1:
        raise ConcurrentUpdateError(id=running.case_no)
    running.row.update(columns)
    running.revision += 1


def _remember_dimensions(running: Running, step: Step) -> None:
    named = running.version.dimensions
    if not named:
        return
    values = {a.name: a.value for a in step.assigned if a.scope is None}
    changed = {d: _plain(values[v]) for d, v in named.items() if v in values}
    if changed:
        running.dimensions = {**running.dimensions, **changed}


def _plain(value: Any) -> str | None:
    return None if value is None else storable(str(value))[:255]
