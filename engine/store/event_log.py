"""The event log: what every audit, timeline and measure is computed from. Append-only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from engine.base import table
from engine.bpmn.step import Happening, Step
from engine.statements import inserting
from engine.store import versions
from engine.tables import Event, ProcessInstance, UserTask
from engine.transaction import Context

if TYPE_CHECKING:
    from engine.store.running import Running
    from engine.store.versions import Version

Row = dict[str, Any]
EVENTS = table(Event)
INSERT = inserting(EVENTS)
# logged when they begin and when they end; events and gateways only when they are done
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
NOTHING_SPECIAL = {"manual": False, "imported": False}


def write(
    ctx: Context, running: Running, step: Step, tasks: Mapping[int, Row], reason: str | None
) -> None:
    """Append what a step did; `tasks` are the rows of user tasks it created, by token."""
    row = event(ctx, running, "")
    events = [row | {"lifecycle": "created"}] if running.revision == 1 else []
    at_once, groups = _begun_and_done(step), _groups(step)
    for happening in step.happenings:
        if _logged(happening, at_once):
            entry = row | {"group": groups.get(happening.token_id)}
            events += _of_happening(entry, running.version, happening, tasks)
    for incident in step.incidents:
        where = {"activity_id": incident.activity_id, "token_id": incident.token_id}
        events.append(row | {"lifecycle": "failed", "reason": incident.message, **where})
    if running.status != "active":
        lifecycle = "completed" if running.status == "completed" else "cancelled"
        why = reason if running.status == "externally_terminated" else None
        events.append(row | {"lifecycle": lifecycle, "reason": why})
    log(ctx, events)


def _begun_and_done(step: Step) -> set[int]:
    """Return the tokens of activities that did their work within the step: logged when done."""
    done = {h.token_id for h in step.happenings if h.what == "completed"}
    return {h.token_id for h in step.happenings if h.what == "started"} & done


def _groups(step: Step) -> dict[int, str]:
    """Return the group that each new user task is offered to: the first one named."""
    return {t.token_id: t.candidate_groups[0] for t in step.user_tasks if t.candidate_groups}


def _logged(happening: Happening, at_once: set[int]) -> bool:
    """Tell whether it is an entry of its own; flows are with the activities they leave."""
    if happening.what == "started":
        return happening.activity_type in ACTIVITY_TYPES and happening.token_id not in at_once
    return happening.what != "taken"


def _of_happening(
    row: Row, version: Version, happening: Happening, tasks: Mapping[int, Row]
) -> list[Row]:
    event = {
        **row,
        "lifecycle": "created" if happening.what == "started" else happening.what,
        "activity_id": happening.activity_id,
        "activity_name": happening.activity_name,
        "activity_type": happening.activity_type,
        "lane": happening.lane,
        "office": office(version, happening.lane),
        "token_id": happening.token_id,
        "at": happening.at,
    }
    task = tasks.get(happening.token_id) if happening.what == "started" else None
    if task is None:
        return [event]
    event |= {"task_id": task["id"], "due_at": task["due_at"]}
    given = {"lifecycle": "assigned" if task["assignee"] else "offered"}
    return [event, event | given | {"assignee": task["assignee"]}]


def office(version: Version, lane: str | None) -> str | None:
    """Return the office of a lane, else that of the process."""
    return version.info.lane_offices.get(lane or "") or version.office


def event(ctx: Context, running: Running, lifecycle: str, **facts: Any) -> Row:
    """Return one row for the event log; `facts` are further columns of it."""
    about = _About(running.id, running.business_key, running.dimensions, running.sandbox)
    return _row(ctx, running.version, about, lifecycle) | facts


def log(ctx: Context, rows: list[Row]) -> None:
    """Append to the event log, in order, as one statement."""
    if rows:
        INSERT.run(ctx.connection, rows)


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


def log_about(
    ctx: Context, instance: ProcessInstance, task: UserTask | None, lifecycle: str, **facts: Any
) -> None:
    """Append what somebody did to a task or, without one, to the instance as a whole."""
    if task is None:
        log_instance(ctx, instance, lifecycle, **facts)
    else:
        log_task(ctx, task, lifecycle, **facts)


def _outside(ctx: Context, instance_id: str, lifecycle: str) -> Row:
    i = ProcessInstance
    statement = select(i.definition_id, i.id, i.business_key, i.dimensions, i.sandbox)
    definition_id, *about = ctx.session.execute(statement.where(i.id == instance_id)).one()
    version = versions.version(ctx.session, definition_id)
    return _row(ctx, version, _About(*about), lifecycle)


class _About(NamedTuple):
    """The instance that an entry is about."""

    instance_id: str
    business_key: str | None
    dimensions: Mapping[str, Any]
    sandbox: bool


def _row(ctx: Context, version: Version, about: _About, lifecycle: str) -> Row:
    return {
        **NOTHING_SPECIAL,
        "sandbox": about.sandbox,
        "instance_id": about.instance_id,
        "root_instance_id": about.instance_id,
        "process_key": version.key,
        "version": version.number,
        "version_tag": version.tag,
        "business_key": about.business_key,
        "office": version.office,
        "lifecycle": lifecycle,
        "at": ctx.now,
        "actor": ctx.actor,
        "on_behalf_of": ctx.on_behalf_of,
        **{name: about.dimensions.get(name) for name in DIMENSIONS},
    }
