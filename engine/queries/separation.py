"""Four eyes: who may not do a task, since they did what it is to be kept apart from."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from engine.store import separation
from engine.store.separation import Doing
from engine.tables import UserTask


def kept_apart(session: Session, tasks: Sequence[UserTask]) -> dict[str, dict[str, Doing]]:
    """Return the people who may not do some tasks, with what they did, by task id.

    Tasks without such a rule are left out, and cost no statement.
    """
    ruled = {task.id: task for task in tasks if task.separate_from}
    if not ruled:
        return {}
    activities = {one for task in ruled.values() for one in task.separate_from or ()}
    cases = {task.instance_id for task in ruled.values()}
    found = separation.doings(session.connection(), cases, activities)
    return {task.id: _of(task, found) for task in ruled.values()}


def _of(task: UserTask, found: Sequence[Doing]) -> dict[str, Doing]:
    barring = [
        done
        for done in found
        if done.instance_id == task.instance_id and done.activity_id in (task.separate_from or ())
    ]
    return {done.person: done for done in reversed(barring)}  # the first thing that they did
