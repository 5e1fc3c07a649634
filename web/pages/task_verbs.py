"""What the reader can do with one task at this moment, and with whom."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from engine import queries
from engine.queries import Catch, UserTask
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.accounts.tables import Account
from web.extensions import db
from web.i18n import language, title
from web.identity import me
from web.pages import away, duties
from web.permissions import may, may_claim, on_behalf_of

VERBS = (
    "works",
    "claims",
    "assigns",
    "returns",
    "colleagues",
    "errors",
    "barred",
    "nobody_left",
    "stood_for",
)


def verbs(task: UserTask) -> dict[str, Any]:
    """Return what this person can do with the task at this moment."""
    if task.status != "created":
        return dict.fromkeys(VERBS)
    session, who = db.session(), me()
    found = duties.barred([task])
    barred = duties.reasons([task], found).get(task.id)
    assigns = may(session, who, Permission.TASK_ASSIGN, task)
    works = not barred and may(session, who, Permission.TASK_WORK, task)
    return {
        "barred": barred,
        "nobody_left": duties.nobody_left([task], found),
        "stood_for": on_behalf_of(session, who, task),
        "works": works,
        "returns": works and task.delegation == "pending",
        "errors": [(e.code, title(e)) for e in reportable(task)] if works else [],
        "claims": not barred and task.assignee is None and may_claim(session, who, task),
        "assigns": assigns,
        "colleagues": _colleagues(task, found.get(task.id, {})) if assigns else [],
    }


def reportable(task: UserTask) -> Sequence[Catch]:
    """Return the business errors that events of the diagram take from a task."""
    return queries.reportable_errors(db.session(), task)


def people(task: UserTask) -> dict[str, str]:
    """Return the names of everybody whom a task names."""
    named = [task.assignee, task.owner, task.claimed_by, task.ended_by]
    return accounts.display_names(db.session(), [one for one in named if one], language())


def _colleagues(task: UserTask, barred: Collection[str]) -> list[tuple[str, str]]:
    rows = accounts.accounts(db.session())
    chosen = (row for row in rows if row.active and row.id not in barred)
    notes = away.notes(task.definition_key)
    return [(row.id, _shown(row, notes.get(row.id))) for row in chosen]


def _shown(row: Account, note: str | None) -> str:
    name = accounts.shown(row, language())
    return f"{name} ({note})" if note else name
