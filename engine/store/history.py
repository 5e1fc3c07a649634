"""History of a step: activity instances, variables, and the event log, each one statement."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, select, update

from engine.base import table
from engine.bpmn.step import Assigned, Happening, Step
from engine.statements import Prepared, inserting, upserting
from engine.store import variables, versions
from engine.tables import (
    ActivityInstance,
    Event,
    ProcessInstance,
    UserTask,
    Value,
    Variable,
    VariableUpdate,
)
from engine.transaction import Context

if TYPE_CHECKING:
    from engine.store.running import Running
    from engine.store.versions import Version

ACTIVITIES = table(ActivityInstance)
VARIABLES = table(Variable)
UPDATES = table(VariableUpdate)
EVENTS = table(Event)
VALUES = table(Value)
STEP_SIZE = 1 << 20  # more happenings than one step can have
ACTIVITY_TYPES = {
    "task",
    "userTask",
    "manualTask",
    "scriptTask",
    "serviceTask",
    "sendTask",
    "receiveTask",
    "businessRuleTask",
    "subProcess",
    "transaction",
    "adHocSubProcess",
    "callActivity",
}
DIMENSIONS = ("customer_code", "item_scheme", "item_code", "channel", "outcome")


INSERT_ACTIVITIES = inserting(ACTIVITIES)
INSERT_UPDATES = inserting(UPDATES)
INSERT_EVENTS = inserting(EVENTS)
KEEP_VALUES = upserting(VALUES, ["hash"], [])
SET_VARIABLES = upserting(
    VARIABLES,
    ["instance_id", "scope", "name"],
    ["type", "text", "number", "content", "value_hash", "updated_at"],
)
CLOSE_ACTIVITIES = Prepared(
    lambda _: (
        update(ACTIVITIES)
        .where(
            ACTIVITIES.c.instance_id == bindparam("for_instance"),
            ACTIVITIES.c.token_id == bindparam("for_token"),
        )
        .values(status=bindparam("new_status"), ended_at=bindparam("new_end"))
    )
)
DELETE_VARIABLES = Prepared(
    lambda _: delete(VARIABLES).where(
        VARIABLES.c.instance_id == bindparam("instance_id"),
        VARIABLES.c.scope == bindparam("scope"),
        VARIABLES.c.name == bindparam("name"),
    )
)


def write(
    ctx: Context,
    running: Running,
    step: Step,
    tasks: Mapping[int, dict[str, Any]],
    reason: str | None,
) -> None:
    """Append what the step did. `tasks` are the rows of user tasks it created, by token."""
    _activities(ctx, running, step)
    _variables(ctx, running, step.assigned)
    log(ctx, _events(ctx, running, step, tasks, reason))


def _activities(ctx: Context, running: Running, step: Step) -> None:
    opened: dict[int, dict[str, Any]] = {}
    closed: list[dict[str, Any]] = []
    for index, happening in enumerate(step.happenings):
        token = happening.token_id
        if happening.what == "started":
            opened[token] = _activity(running, happening, index)
        elif happening.what in ("completed", "cancelled"):
            ended = {"status": happening.what, "ended_at": happening.at}
            if token in opened:
                opened[token].update(ended)
            else:
                closed.append(_closing(running.id, token, happening))
    if opened:
        INSERT_ACTIVITIES.run(ctx.connection, list(opened.values()))
    if closed:
        CLOSE_ACTIVITIES.run(ctx.connection, closed)


def _activity(running: Running, happening: Happening, index: int) -> dict[str, Any]:
    return {
        "instance_id": running.id,
        "token_id": happening.token_id,
        "sequence": running.revision * STEP_SIZE + index,
        "parent_token_id": happening.parent_token_id,
        "activity_id": happening.activity_id,
        "activity_name": happening.activity_name,
        "activity_type": happening.activity_type,
        "lane": happening.lane,
        "called_process": happening.called_process,
        "status": "active",
        "started_at": happening.at,
        "ended_at": None,
    }


def _closing(instance_id: str, token: int, happening: Happening) -> dict[str, Any]:
    return {
        "for_instance": instance_id,
        "for_token": token,
        "new_status": happening.what,
        "new_end": happening.at,
    }


def keep_values(ctx: Context, values: Mapping[str, bytes]) -> None:
    """Store large values by the hash of their content, those that are not there yet."""
    if values:
        rows = [{"hash": key, "content": content} for key, content in values.items()]
        KEEP_VALUES.run(ctx.connection, rows)


def _variables(ctx: Context, running: Running, assigned: tuple[Assigned, ...]) -> None:
    if not assigned:
        return
    current, updates, large, gone = [], [], {}, []
    for item in assigned:
        key = {"instance_id": running.id, "scope": item.scope or 0, "name": item.name}
        row, content = variables.columns(None if item.deleted else item.value)
        if content is not None:
            large[row["value_hash"]] = content
        updates.append({**key, **row, "actor": ctx.actor, "at": ctx.now})
        if item.deleted:
            gone.append(key)
        else:
            searched = variables.search_columns(item.value)
            current.append({**key, **row, **searched, "updated_at": ctx.now})
    keep_values(ctx, large)
    if current:
        SET_VARIABLES.run(ctx.connection, current)
    if gone:
        DELETE_VARIABLES.run(ctx.connection, gone)
    INSERT_UPDATES.run(ctx.connection, updates)


def _events(
    ctx: Context,
    running: Running,
    step: Step,
    tasks: Mapping[int, dict[str, Any]],
    reason: str | None,
) -> list[dict[str, Any]]:
    events = []
    if running.revision == 1:
        events.append(event(ctx, running, "created"))
    for happening in step.happenings:
        events += _of_happening(ctx, running, happening, tasks)
    for incident in step.incidents:
        events.append(
            event(
                ctx,
                running,
                "failed",
                activity_id=incident.activity_id,
                token_id=incident.token_id,
                reason=incident.message,
            )
        )
    if running.status != "active":
        lifecycle = "completed" if running.status == "completed" else "cancelled"
        events.append(event(ctx, running, lifecycle, reason=reason))
    return events


def _of_happening(
    ctx: Context, running: Running, happening: Happening, tasks: Mapping[int, dict[str, Any]]
) -> list[dict[str, Any]]:
    where: dict[str, Any] = {
        "activity_id": happening.activity_id,
        "activity_name": happening.activity_name,
        "activity_type": happening.activity_type,
        "lane": happening.lane,
        "office": office(running.version, happening.lane),
        "token_id": happening.token_id,
        "at": happening.at,
    }
    if happening.what == "taken":
        return [event(ctx, running, "completed", **where)]
    if happening.what != "started":
        return [event(ctx, running, happening.what, **where)]
    if happening.activity_type not in ACTIVITY_TYPES:
        return []  # events and gateways are logged once, when they are done
    task = tasks.get(happening.token_id)
    if task is None:
        return [event(ctx, running, "created", **where)]
    where |= {"task_id": task["id"], "due_at": task["due_at"]}
    first = event(ctx, running, "created", **where)
    second = "assigned" if task["assignee"] else "offered"
    return [first, event(ctx, running, second, assignee=task["assignee"], **where)]


def office(version: Version, lane: str | None) -> str | None:
    """Return the office of a lane, else that of the process."""
    return version.info.lane_offices.get(lane or "") or version.office


def event(ctx: Context, running: Running, lifecycle: str, **facts: Any) -> dict[str, Any]:
    """Return one row for the event log; `facts` are further columns of it."""
    version = running.version
    row: dict[str, Any] = {
        "instance_id": running.id,
        "root_instance_id": running.id,
        "process_key": version.key,
        "version": version.number,
        "version_tag": version.tag,
        "business_key": running.business_key,
        "office": version.office,
        "lifecycle": lifecycle,
        "at": ctx.now,
        "actor": ctx.actor,
    }
    for name in DIMENSIONS:
        row[name] = running.dimensions.get(name)
    row.update(facts)
    return row


def log(ctx: Context, rows: list[dict[str, Any]]) -> None:
    """Append to the event log, in order, as one statement."""
    if rows:
        INSERT_EVENTS.run(ctx.connection, [NOTHING_SPECIAL | row for row in rows])


NOTHING_SPECIAL = {"manual": False, "sandbox": False, "imported": False}


def log_task(ctx: Context, task: UserTask, lifecycle: str, **facts: Any) -> None:
    """Append what somebody did to a task without advancing its instance."""
    row = _outside(ctx, task.instance_id, lifecycle)
    version = versions.version(ctx.session, task.definition_id)
    row |= {
        "lane": task.lane,
        "office": office(version, task.lane),
        "activity_id": task.activity_id,
        "activity_name": task.name,
        "activity_type": "userTask",
        "token_id": task.token_id,
        "task_id": task.id,
        "assignee": task.assignee,
        "due_at": task.due_at,
    }
    log(ctx, [row | facts])


def log_instance(ctx: Context, instance: ProcessInstance, lifecycle: str, **facts: Any) -> None:
    """Append what somebody did to an instance without advancing it."""
    log(ctx, [_outside(ctx, instance.id, lifecycle) | facts])


def _outside(ctx: Context, instance_id: str, lifecycle: str) -> dict[str, Any]:
    i = ProcessInstance
    statement = select(i.definition_id, i.business_key, i.dimensions).where(i.id == instance_id)
    definition_id, business_key, dimensions = ctx.session.execute(statement).one()
    version = versions.version(ctx.session, definition_id)
    row: dict[str, Any] = {
        "instance_id": instance_id,
        "root_instance_id": instance_id,
        "process_key": version.key,
        "version": version.number,
        "version_tag": version.tag,
        "business_key": business_key,
        "office": version.office,
        "lifecycle": lifecycle,
        "at": ctx.now,
        "actor": ctx.actor,
    }
    return row | {name: dimensions.get(name) for name in DIMENSIONS}
