"""Who has to do with an instance: the people whom `InstanceFilter.involved` finds it for."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from engine.queries.tasks import Candidates
from engine.tables import ProcessInstance, TaskCandidate, UserTask


def involved_people(session: Session, instance: ProcessInstance) -> Candidates:
    """Return the people and groups that an instance concerns.

    They started it, have, had or delegated one of its tasks, or may claim one that is open.
    """
    t, c = UserTask, TaskCandidate
    worked = select(t.assignee, t.owner, t.ended_by).where(t.instance_id == instance.id)
    users = {instance.started_by} | {one for row in session.execute(worked) for one in row if one}
    offered = (
        select(c.kind, c.name)
        .join(t, t.id == c.task_id)
        .where(t.instance_id == instance.id, t.status == "created")
        .distinct()
    )
    pairs = session.execute(offered).all()
    users |= {name for kind, name in pairs if kind == "user"}
    return Candidates(sorted(users), sorted(name for kind, name in pairs if kind == "group"))
