"""To whom open tasks are offered: a list for each person and group, in its usual order.

Rows of tasks that have ended are deleted, so that no list has to look through what is long done.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select, update

from engine.base import table
from engine.bpmn import step as steps
from engine.statements import Prepared, inserting
from engine.tables import TaskCandidate, UserTask
from engine.transaction import Context

HIGHEST = 100  # priority
CANDIDATES, TASKS = table(TaskCandidate), table(UserTask)
INSERT = inserting(CANDIDATES)
OF_TOKEN = (
    select(TASKS.c.id)
    .where(
        TASKS.c.instance_id == bindparam("for_instance"),
        TASKS.c.token_id == bindparam("for_token"),
    )
    .scalar_subquery()
)
DELETE = Prepared(lambda _: delete(CANDIDATES).where(CANDIDATES.c.task_id == OF_TOKEN))
OF_TASK = CANDIDATES.c.task_id == bindparam("of_task")
RANK = Prepared(lambda _: update(CANDIDATES).where(OF_TASK).values(rank=bindparam("new_rank")))
TAKE = Prepared(lambda _: update(CANDIDATES).where(OF_TASK).values(taken=bindparam("now_taken")))


def offer(
    ctx: Context, tasks: Sequence[steps.UserTask], rows: Mapping[int, Mapping[str, Any]]
) -> None:
    """Put new tasks on the lists of their candidates; `rows` are their rows by token."""
    candidates = [
        {
            "task_id": rows[task.token_id]["id"],
            "kind": kind,
            "name": name,
            "taken": task.assignee is not None,
            "rank": HIGHEST - task.priority,
            "created_at": ctx.now,
        }
        for task in tasks
        for kind, names in (("user", task.candidate_users), ("group", task.candidate_groups))
        for name in dict.fromkeys(names)
    ]
    if candidates:
        INSERT.run(ctx.connection, candidates)


def withdraw(ctx: Context, instance_id: str, tokens: Sequence[int]) -> None:
    """Take tasks that ended off all lists."""
    ended = [{"for_instance": instance_id, "for_token": token} for token in tokens]
    DELETE.run(ctx.connection, ended)


def take(ctx: Context, task_id: str, *, taken: bool) -> None:
    """Move a task in the lists of its candidates: somebody has it now, or nobody has."""
    TAKE.run(ctx.connection, {"of_task": task_id, "now_taken": taken})


def rank(ctx: Context, task_id: str, priority: int) -> None:
    """Move a task in the lists of its candidates."""
    RANK.run(ctx.connection, {"of_task": task_id, "new_rank": HIGHEST - priority})
