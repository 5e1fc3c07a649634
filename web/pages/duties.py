"""Four eyes in people's words: who may not do a task, why, and whether anybody is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine import queries
from engine.errors import SeparationOfDutiesError
from engine.queries import Candidates, Doing, UserTask
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _, language, title
from web.identity import me
from web.permissions import on_behalf_of

Barred = Mapping[str, Mapping[str, Doing]]


def barred(tasks: Sequence[UserTask]) -> Barred:
    """Return who may not do some open tasks, by task id; tasks without a rule are left out."""
    return queries.kept_apart(db.session(), [one for one in tasks if one.status == "created"])


def reasons(tasks: Sequence[UserTask], found: Barred) -> dict[str, str]:
    """Return why the reader may not do some of the tasks, by task id."""
    barring = {task.id: _barring(task, found[task.id]) for task in tasks if found.get(task.id)}
    return {task.id: _reason(task, done) for task in tasks if (done := barring.get(task.id))}


def nobody_left(tasks: Sequence[UserTask], found: Barred) -> set[str]:
    """Return the ids of free tasks that none of those they are offered to may do.

    Only those who may give a task to somebody are told.
    """
    ruled = [
        one
        for one in tasks
        if found.get(one.id)
        and not one.assignee
        and me().has_for(Permission.TASK_ASSIGN, one.definition_key)
    ]
    if not ruled:
        return set()
    offered = queries.candidates(db.session(), [one.id for one in ruled])
    return {one.id for one in ruled if not _people(offered[one.id]) - found[one.id].keys()}


def refusal(task: UserTask, error: SeparationOfDutiesError) -> str:
    """Return why somebody may not have a task."""
    activity = (str(error.facts["activity_id"]), str(error.facts["activity"]))
    return _reason(task, Doing(task.instance_id, *activity, str(error.facts["person"])))


def _reason(task: UserTask, done: Doing) -> str:
    what = _activity(task, done)
    if done.person == me().name:
        return str(
            _("You did “%(what)s” in this case, so somebody else does this task.", what=what)
        )
    who = accounts.display_names(db.session(), [done.person], language())[done.person]
    text = _(
        "%(who)s did “%(what)s” in this case, so somebody else does this task.", who=who, what=what
    )
    return str(text)


def _barring(task: UserTask, doings: Mapping[str, Doing]) -> Doing | None:
    """Return what the reader did, or who they would stand in for."""
    own = doings.get(me().name)
    return own or doings.get(on_behalf_of(db.session(), me(), task) or "")


def _activity(task: UserTask, done: Doing) -> str:
    drawn = queries.user_task_names(db.session(), task.definition_id)
    names = {one.activity_id: title(one) for one in drawn}
    return names.get(done.activity_id) or " ".join(done.activity_name.split())


def _people(offered: Candidates) -> set[str]:
    session = db.session()
    named = {
        *offered.users,
        *(one for key in offered.groups for one in accounts.members(session, key)),
    }
    return accounts.active(session, named)
