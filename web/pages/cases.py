"""Cases, as people call process instances: the list, one case, cancelling, changing its data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from engine import commands, queries
from engine.queries import IncidentFilter, InstanceFilter, ProcessInstance, TaskFilter
from web import loading
from web.accounts import queries as accounts
from web.accounts.roles import Permission
from web.diagram import element_names
from web.extensions import db
from web.i18n import _, language
from web.identity import me
from web.jalali import normalise
from web.pages import attachments, comments, explanations, timeline
from web.pages.answers import go
from web.pages.diagrams import case_state
from web.pages.paging import page_of
from web.pages.values import shown_variables
from web.permissions import may, visible_instances
from web.services import change

pages = Blueprint("cases", __name__, url_prefix="/cases")
STATUSES = ("active", "completed", "externally_terminated", "internally_terminated")


@pages.get("")
def index() -> str:
    """Show the cases that this person may see."""
    session, chosen = db.session(), _chosen()
    page = page_of(queries.count_instances(session, chosen))
    rows = queries.instances(session, chosen, page.first, page.size)
    part = request.headers.get("HX-Target", "").split("#")[-1] == "case-list"
    return render_template(
        "cases_list.html" if part else "cases.html",
        rows=rows,
        page=page,
        statuses=STATUSES,
        definitions={one: queries.definition(session, one) for one in _versions(rows)},
        processes=queries.definitions(session),
        mine=_is_mine(),
        **_waiting(rows),
    )


@pages.get("/<instance_id>")
def show(instance_id: str) -> str:
    """Show where a case stands, what happened, and what is open."""
    instance = _loaded(instance_id, Permission.INSTANCE_READ)
    session, who = db.session(), me()
    sees_data = may(session, who, Permission.VARIABLE_READ, instance)
    is_active = instance.status == "active"
    return render_template(
        "case.html",
        instance=instance,
        **comments.parts(instance),
        **attachments.parts(instance),
        definition=queries.definition(session, instance.definition_id),
        entries=timeline.of_case(instance),
        people=accounts.display_names(session, [instance.started_by], language()),
        state=case_state(instance),
        tasks=_open_tasks(instance),
        variables=_variables(instance) if sees_data else None,
        decided=explanations.of_instance(instance),
        incidents=_incidents(instance) if may(session, who, Permission.RETRY_JOB, instance) else [],
        modifies=may(session, who, Permission.INSTANCE_MODIFY, instance),
        updates=is_active and may(session, who, Permission.INSTANCE_UPDATE, instance),
        cancels=is_active and may(session, who, Permission.INSTANCE_CANCEL, instance),
    )


@pages.post("/<instance_id>/cancel")
def cancel(instance_id: str) -> Response:
    """End a case, with the reason that its history keeps."""
    instance = _loaded(instance_id, Permission.INSTANCE_CANCEL)
    reason = request.form.get("reason", "")
    if not reason.strip():
        flash(_("Say why the case is cancelled."), "danger")
        return go(url_for("cases.show", instance_id=instance.id))
    with change() as ctx:
        commands.cancel(ctx, instance.id, reason)
    flash(_("The case is cancelled."), "success")
    return go(url_for("cases.show", instance_id=instance.id))


@pages.post("/<instance_id>/suspend")
def suspend(instance_id: str) -> Response:
    """Stop a case where it is, or let it go on."""
    instance = _loaded(instance_id, Permission.INSTANCE_UPDATE)
    suspended, reason = request.form.get("suspended") == "yes", request.form.get("reason", "")
    if not reason.strip():
        flash(_("Say why you do this."), "danger")
        return go(url_for("cases.show", instance_id=instance.id))
    with change() as ctx:
        commands.suspend(ctx, instance.id, suspended=suspended, reason=reason.strip())
    flash(_("The case is suspended.") if suspended else _("The case goes on."), "success")
    return go(url_for("cases.show", instance_id=instance.id))


def _loaded(name: str, permission: Permission) -> ProcessInstance:
    return loading.case(db.session(), me(), name, permission)


def _is_mine() -> bool:
    return request.args.get("tab") == "mine"


def _waiting(rows: Sequence[ProcessInstance]) -> dict[str, Any]:
    """Return what the cases of a page wait for, and the names of everybody in it."""
    session = db.session()
    waits = queries.waits(session, [row.id for row in rows if row.status == "active"])
    holders = [one.assignee for found in waits.values() for one in found if one.assignee]
    starters = [row.started_by for row in rows]
    names = {
        one: element_names(queries.diagram(session, one), language())
        for one in {row.definition_id for row in rows if row.id in waits}
    }
    return {
        "waits": waits,
        "names": names,
        "people": accounts.display_names(session, [*starters, *holders], language()),
    }


def _chosen() -> InstanceFilter:
    status, visible = request.args.get("status", ""), visible_instances(me())
    return replace(
        InstanceFilter(part_of=me().name) if _is_mine() else visible,
        status=status if status in STATUSES else None,
        definition_key=request.args.get("process") or None,
        definition_id=request.args.get("version") or None,
        search=normalise(request.args.get("q", ""))[:200] or None,
        with_incidents=request.args.get("incidents") == "yes",
    )


def _versions(rows: Sequence[ProcessInstance]) -> set[str]:
    return {row.definition_id for row in rows}


def _open_tasks(instance: ProcessInstance) -> list[dict[str, Any]]:
    session, who = db.session(), me()
    rows = queries.tasks(session, TaskFilter(instance_id=instance.id))
    names = accounts.display_names(session, [r.assignee for r in rows if r.assignee], language())
    return [
        {"row": row, "holder": names.get(row.assignee or "")}
        | {"opens": may(session, who, Permission.TASK_READ, row)}
        for row in rows
    ]


def _variables(instance: ProcessInstance) -> list[dict[str, Any]]:
    return shown_variables(queries.variables(db.session(), instance.id))


def _incidents(instance: ProcessInstance) -> list[Any]:
    return list(queries.incidents(db.session(), IncidentFilter(instance_id=instance.id)))
