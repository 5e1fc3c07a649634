"""History of a step: activity instances with the flows they left by, and variables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, delete, update

from engine.base import table
from engine.bpmn.step import Assigned, Happening, Step
from engine.statements import Prepared, inserting, upserting
from engine.store import variables
from engine.tables import (
    ActivityInstance,
    Value,
    Variable,
    VariableUpdate,
)
from engine.transaction import Context

if TYPE_CHECKING:
    from engine.store.running import Running

ACTIVITIES = table(ActivityInstance)
VARIABLES = table(Variable)
UPDATES = table(VariableUpdate)
VALUES = table(Value)
STEP_SIZE = 1 << 20  # more happenings than one step can have

INSERT_ACTIVITIES = inserting(ACTIVITIES)
INSERT_UPDATES = inserting(UPDATES)
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
        .values({name: bindparam(name) for name in ("status", "ended_at", "flows")})
    )
)
DELETE_VARIABLES = Prepared(
    lambda _: delete(VARIABLES).where(
        VARIABLES.c.instance_id == bindparam("instance_id"),
        VARIABLES.c.scope == bindparam("scope"),
        VARIABLES.c.name == bindparam("name"),
    )
)


def write(ctx: Context, running: Running, step: Step) -> None:
    """Write which activities a step entered and left, and the variables it changed."""
    _activities(ctx, running, step)
    _variables(ctx, running, step.assigned)


def _activities(ctx: Context, running: Running, step: Step) -> None:
    opened: dict[int, dict[str, Any]] = {}
    closed: dict[int, dict[str, Any]] = {}
    for index, happening in enumerate(step.happenings):
        token = happening.token_id
        if happening.what == "started":
            opened[token] = _activity(running, happening, index)
        elif happening.what == "taken":
            row = opened.get(token) or closed[token]  # it has just been left
            row["flows"] = f"{row['flows']} {happening.activity_id}".strip()
        elif token in opened:
            opened[token].update(status=happening.what, ended_at=happening.at)
        else:
            closed[token] = _closing(running.id, token, happening)
    if opened:
        INSERT_ACTIVITIES.run(ctx.connection, list(opened.values()))
    if closed:
        CLOSE_ACTIVITIES.run(ctx.connection, list(closed.values()))


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
        "flows": "",
    }


def _closing(instance_id: str, token: int, happening: Happening) -> dict[str, Any]:
    return {
        "for_instance": instance_id,
        "for_token": token,
        "status": happening.what,
        "ended_at": happening.at,
        "flows": "",
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
