"""External tasks on their way out: workers elsewhere fetch and lock them by topic.

Source: Camunda 7 REST, external task, fetch and lock.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, literal, or_, select, update
from sqlalchemy.orm import Session

from engine import runtime
from engine.base import table
from engine.bpmn import values
from engine.errors import RequestInvalidError, SuspendedError
from engine.ports import Variables
from engine.store import running
from engine.store import variables as stored
from engine.tables import Job, ProcessInstance
from engine.transaction import Context

JOBS = table(Job)
INSTANCES = table(ProcessInstance)
LONGEST_LOCK_SECONDS = 366 * 24 * 3600.0
MOST_TASKS = 1_000


@dataclass(frozen=True, slots=True)
class Topic:
    """What a worker wants: tasks of a topic, with some of their variables (None: all).

    Attributes:
        business_key: only of instances with this key, or case number.
        definition_ids, definition_keys: only of these processes; None does not restrict.
        process_variables: only of instances whose variables have these values.
        local: with the inputs of the task alone, without what it sees of the process.
    """

    name: str
    lock_seconds: float
    variables: Sequence[str] | None = None
    business_key: str | None = None
    definition_ids: Sequence[str] | None = None
    definition_keys: Sequence[str] | None = None
    process_variables: Mapping[str, Any] = field(default_factory=dict)
    local: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """Which tasks come first: by priority, then by age ("asc" or "desc"), else longest due."""

    use_priority: bool = True
    created: str | None = None


@dataclass(frozen=True, slots=True)
class LockedTask:
    """A task that a worker has until `locked_until`; `retries` is None before the first failure."""

    id: str
    topic: str
    worker_id: str
    locked_until: datetime
    instance_id: str
    case_no: str
    business_key: str | None
    definition_id: str
    definition_key: str
    activity_id: str
    token_id: int
    priority: int
    retries: int | None
    error: str | None
    created_at: datetime
    variables: Variables


def fetch_and_lock(
    ctx: Context,
    worker_id: str,
    topics: Sequence[Topic],
    max_tasks: int,
    order: Order | None = None,
) -> list[LockedTask]:
    """Lock free tasks for a worker.

    Returns:
        At most `max_tasks`, none when nothing waits.

    Raises:
        RequestInvalidError: a parameter is not acceptable.
        VariableInvalidError: a variable of a topic can have no such value.
    """
    _check(worker_id, topics, max_tasks)
    for topic in topics:
        stored.checked(topic.process_variables, ctx.services.limits)
    statement = _available(select(JOBS, _number_of(topics)), topics, ctx.now)
    statement = statement.order_by(*_ordered(order or Order())).limit(max_tasks)
    statement = statement.with_for_update(skip_locked=True, of=JOBS)
    found = ctx.connection.execute(statement).mappings().all()
    # all are read before the first is locked, since SQLite has one writer at a time
    tasks = list(_read(ctx, found, topics, worker_id))
    return [task for task in tasks if _lock(ctx, task)]


def _read(
    ctx: Context, found: Sequence[Any], topics: Sequence[Topic], worker_id: str
) -> Iterator[LockedTask]:
    """Yield the tasks that are still there: others may have gone on with some meanwhile."""
    for row in found:
        try:
            task = _task(ctx, row, topics[row["number"]], worker_id)
        except (*running.GONE, SuspendedError):
            continue
        yield task


def _ordered(order: Order) -> list[ColumnElement[Any]]:
    age = {"asc": [JOBS.c.created_at.asc()], "desc": [JOBS.c.created_at.desc()]}
    first: list[ColumnElement[Any]] = [JOBS.c.priority.desc()] if order.use_priority else []
    return [*first, *age.get(order.created or "", []), JOBS.c.due_at, JOBS.c.id]


def _check(worker_id: str, topics: Sequence[Topic], max_tasks: int) -> None:
    if not worker_id or len(worker_id) > 255:
        raise RequestInvalidError(field="workerId", reason="it must have 1 to 255 characters")
    if not 0 < max_tasks <= MOST_TASKS:
        raise RequestInvalidError(field="maxTasks", reason=f"it must be 1 to {MOST_TASKS}")
    for topic in topics:
        if not 0 < topic.lock_seconds <= LONGEST_LOCK_SECONDS:
            raise RequestInvalidError(field="lockDuration", reason="it must be above 0 to a year")


def _available(statement: Select[Any], topics: Sequence[Topic], now: datetime) -> Select[Any]:
    return statement.join(INSTANCES, INSTANCES.c.id == JOBS.c.instance_id).where(
        JOBS.c.kind == "external",
        JOBS.c.topic.in_([topic.name for topic in topics]),
        or_(false(), *map(_of, topics)),
        JOBS.c.due_at <= now,
        JOBS.c.retries_left > 0,
        _unlocked(now),
        INSTANCES.c.suspended.is_(False),
    )


def _number_of(topics: Sequence[Topic]) -> ColumnElement[int]:
    """Return which topic a job was found for: the first, if one name is there more than once."""
    cases = [(_of(topic), number) for number, topic in enumerate(topics)]
    return (case(*cases) if cases else literal(0)).label("number")


def _of(topic: Topic) -> ColumnElement[bool]:
    found = [JOBS.c.topic == topic.name]
    if (key := topic.business_key) is not None:
        found.append(or_(INSTANCES.c.business_key == key, INSTANCES.c.case_no == key))
    if topic.definition_ids is not None:
        found.append(JOBS.c.definition_id.in_(topic.definition_ids))
    if topic.definition_keys is not None:
        found.append(INSTANCES.c.definition_key.in_(topic.definition_keys))
    for name, value in topic.process_variables.items():
        found.append(stored.has_value(INSTANCES.c.id, name, value))
    return and_(*found)


def _unlocked(now: datetime) -> ColumnElement[bool]:
    return or_(JOBS.c.locked_until.is_(None), JOBS.c.locked_until <= now)


def _task(ctx: Context, row: Any, topic: Topic, worker_id: str) -> LockedTask:
    instance = running.load(ctx, row["instance_id"])
    seen = {} if topic.local else _seen(instance, row["token_id"])
    if row["payload"] is not None:
        seen |= values.unpack(row["payload"]["inputs"].encode())
    if topic.variables is not None:
        seen = {name: seen[name] for name in topic.variables if name in seen}
    return LockedTask(
        id=row["id"],
        topic=topic.name,
        worker_id=worker_id,
        locked_until=ctx.now + timedelta(seconds=topic.lock_seconds),
        instance_id=instance.id,
        case_no=instance.case_no,
        business_key=instance.business_key,
        definition_id=row["definition_id"],
        definition_key=instance.version.key,
        activity_id=row["activity_id"],
        token_id=row["token_id"],
        priority=row["priority"],
        retries=row["retries_left"] if row["failures"] else None,
        error=row["error"],
        created_at=row["created_at"],
        variables=seen,
    )


def _seen(instance: running.Running, token_id: int) -> Variables:
    return runtime.variables(
        instance.version.definition, instance.state, instance.environment, token_id
    )


def _lock(ctx: Context, task: LockedTask) -> bool:
    statement = (
        update(JOBS)
        .where(JOBS.c.id == task.id, _unlocked(ctx.now), JOBS.c.retries_left > 0)
        .values(worker=task.worker_id, locked_until=task.locked_until)
    )
    return ctx.connection.execute(statement).rowcount == 1


def work_waits(session: Session, topics: Sequence[Topic], now: datetime) -> bool:
    """Tell whether a fetch would find something, without locking or loading: for long polling."""
    statement = _available(select(JOBS.c.id), topics, now).limit(1)
    return session.connection().execute(statement).first() is not None
