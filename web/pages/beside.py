"""The case beside the form of a task: tabs that are filled when somebody looks at them."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask import Blueprint, render_template, url_for

from engine import queries
from engine.queries import AttachmentFilter, CommentFilter, ProcessInstance, UserTask
from web import loading
from web.accounts.roles import Permission
from web.extensions import db
from web.i18n import _
from web.identity import me
from web.pages import timeline
from web.pages.diagrams import case_state
from web.pages.values import shown_variables
from web.permissions import may

pages = Blueprint("beside", __name__, url_prefix="/cases/<instance_id>")


class Tab(NamedTuple):
    """One tab: `url` is what fills it, `key` the letter that opens it."""

    name: str
    text: str
    url: str
    number: int | None = None
    key: str | None = None


def tabs(instance: ProcessInstance, task: UserTask) -> list[Tab]:
    """Return the tabs about its case that this person has beside a task."""
    session, case = db.session(), instance.id
    said = queries.count_comments(session, CommentFilter(instance_id=case))
    kept = queries.count_attachments(session, AttachmentFilter(instance_id=case))
    address = url_for("comments.show", instance_id=case, task=task.id)
    files = url_for("attachments.show", instance_id=case, task=task.id)
    found = [
        Tab("comments", _("Comments"), address, said, "m"),
        Tab("files", _("Files"), files, kept, "f"),
        Tab("history", _("History"), url_for("beside.history", instance_id=case)),
        Tab("diagram", _("Diagram"), url_for("beside.diagram", instance_id=case)),
    ]
    if may(session, me(), Permission.VARIABLE_READ, instance):
        found.append(Tab("data", _("Data"), url_for("beside.data", instance_id=case)))
    return found


@pages.get("/history")
def history(instance_id: str) -> str:
    """Show what happened in a case so far."""
    instance = _loaded(instance_id, Permission.INSTANCE_READ)
    return _part("history", instance, entries=timeline.of_case(instance))


@pages.get("/diagram")
def diagram(instance_id: str) -> str:
    """Show where a case stands on its diagram."""
    instance = _loaded(instance_id, Permission.INSTANCE_READ)
    return _part("diagram", instance, state=case_state(instance))


@pages.get("/data")
def data(instance_id: str) -> str:
    """Show the variables of a case to whoever may see them all."""
    instance = _loaded(instance_id, Permission.VARIABLE_READ)
    known = queries.variables(db.session(), instance.id)
    return _part("data", instance, variables=shown_variables(known))


def _part(part: str, instance: ProcessInstance, **shown: Any) -> str:
    return render_template("beside_part.html", part=part, instance=instance, **shown)


def _loaded(name: str, permission: Permission) -> ProcessInstance:
    return loading.case(db.session(), me(), name, permission)
