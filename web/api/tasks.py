"""User tasks: list, count, work."""

from __future__ import annotations

from typing import Any

from engine import commands, queries
from engine.queries import TaskFilter, UserTask
from web import loading, submission
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import (
    Count,
    Part,
    sort_of,
)
from web.api.task_parameters import (
    EscalationIn,
    TaskErrorIn,
    TaskPage,
    TaskQuery,
    UserIn,
    VariablesIn,
)
from web.extensions import db
from web.i18n import language
from web.identity import me
from web.permissions import (
    may,
    on_behalf_of,
    require,
    require_claim,
    require_some,
    visible_tasks,
)
from web.services import change

part = Part("task", "/task", "User tasks that are open")


def task_out(row: UserTask) -> dict[str, Any]:
    """Return a task as Camunda writes it, with its case number."""
    return {
        "id": row.id,
        "name": row.name,
        "assignee": row.assignee,
        "owner": row.owner,
        "created": typed.date_text(row.created_at),
        "lastUpdated": typed.date_text(row.updated_at),
        "due": typed.date_text(row.due_at),
        "followUp": typed.date_text(row.follow_up_at),
        "delegationState": row.delegation.upper() if row.delegation else None,
        "description": row.description,
        "executionId": row.instance_id,
        "parentTaskId": None,
        "priority": row.priority,
        "processDefinitionId": row.definition_id,
        "processInstanceId": row.instance_id,
        "caseNo": row.case_no,
        "businessKey": row.business_key,
        "taskDefinitionKey": row.activity_id,
        "formKey": row.form_key,
        "tenantId": None,
        "taskState": {"created": "Created", "completed": "Completed"}.get(row.status, "Deleted"),
    }


def _filter(query: dict[str, Any]) -> TaskFilter:
    group = query.pop("candidate_group", None)
    if group is not None:
        query["candidate_groups"] = (*query.get("candidate_groups", ()), group)
    if query.pop("assigned", False):
        query["unassigned"] = False
    elif not query.get("unassigned", True):
        query.pop("unassigned")  # as in Camunda, `unassigned=false` does not restrict
    conditions = [typed.read_condition(text) for text in query.pop("variables", ())]
    variables = tuple((name, typed.guess(value)) for name, _, value in conditions)
    if conditions:
        query["processes"] = require_some(db.session(), me(), Permission.VARIABLE_READ)
    found = query | sort_of(query)
    return TaskFilter(visible_to=visible_tasks(me()), variables=variables, **found)


def _list(query: dict[str, Any]) -> list[dict[str, Any]]:
    first, limit = query.pop("first"), query.pop("limit")
    return [task_out(row) for row in queries.tasks(db.session(), _filter(query), first, limit)]


@part.get("")
@part.query(TaskPage)
def listing(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List open tasks."""
    return _list(query)


@part.post("")
@part.arguments(TaskPage)
def query_by_body(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List open tasks; the query is in the body."""
    return _list(query)


@part.get("/count")
@part.query(TaskQuery)
@part.response(200, Count)
def count(query: dict[str, Any]) -> dict[str, int]:
    """Count open tasks."""
    return {"count": queries.count_tasks(db.session(), _filter(query))}


def _stood_for(row: UserTask) -> str | None:
    return on_behalf_of(db.session(), me(), row)


def _loaded(task_id: str, permission: Permission) -> UserTask:
    row = queries.task(db.session(), task_id)
    require(db.session(), me(), permission, row)
    return row


@part.get("/<task_id>")
def one(task_id: str) -> dict[str, Any]:
    """Read a task, open or ended."""
    return task_out(_loaded(task_id, Permission.TASK_READ))


@part.post("/<task_id>/claim")
@part.arguments(UserIn)
@part.response(204)
def claim(body: dict[str, Any], task_id: str) -> None:
    """Take a task for oneself; for somebody else it needs the permission to assign."""
    row = queries.task(db.session(), task_id)
    user, stood_for = body["userId"] or me().name, None
    if user == me().name:
        require_claim(db.session(), me(), row)
        stood_for = _stood_for(row)
    else:
        require(db.session(), me(), Permission.TASK_ASSIGN, row)
        loading.colleague(db.session(), user)
    with change(on_behalf_of=stood_for) as ctx:
        commands.claim(ctx, task_id, user)


@part.post("/<task_id>/unclaim")
@part.response(204)
def unclaim(task_id: str) -> None:
    """Put a task back to its group."""
    row = _loaded(task_id, Permission.TASK_WORK)
    with change(on_behalf_of=_stood_for(row)) as ctx:
        commands.unclaim(ctx, task_id)


@part.post("/<task_id>/assignee")
@part.arguments(UserIn)
@part.response(204)
def assign(body: dict[str, Any], task_id: str) -> None:
    """Give a task to a person, whoever has it; null takes it away."""
    _loaded(task_id, Permission.TASK_ASSIGN)
    user = body["userId"]
    if user is not None:
        loading.colleague(db.session(), user)
    with change() as ctx:
        commands.assign(ctx, task_id, user)


@part.post("/<task_id>/delegate")
@part.arguments(UserIn)
@part.response(204)
def delegate(body: dict[str, Any], task_id: str) -> None:
    """Let somebody else do the work."""
    _loaded(task_id, Permission.TASK_ASSIGN)
    user = loading.colleague(db.session(), body["userId"] or me().name)
    with change() as ctx:
        commands.delegate(ctx, task_id, user)


@part.post("/<task_id>/resolve")
@part.arguments(VariablesIn)
@part.response(204)
def resolve(body: dict[str, Any], task_id: str) -> None:
    """Give delegated work back to its owner, with results."""
    row = _loaded(task_id, Permission.TASK_WORK)
    if body["variables"]:
        require(db.session(), me(), Permission.TASK_COMPLETE_UNCHECKED, row)
    with change(on_behalf_of=_stood_for(row)) as ctx:
        commands.resolve(ctx, task_id, typed.read(body["variables"]))


@part.post("/<task_id>/complete")
@part.arguments(VariablesIn)
def complete(body: dict[str, Any], task_id: str) -> Any:
    """Complete a task without looking at its form: for programs, needs a permission of its own."""
    row = _unchecked(task_id)
    with change(on_behalf_of=_stood_for(row)) as ctx:
        commands.complete(ctx, task_id, typed.read(body["variables"]))
    return _completed(row, body)


@part.post("/<task_id>/submit-form")
@part.arguments(VariablesIn)
def submit_form(body: dict[str, Any], task_id: str) -> Any:
    """Complete a task with its form, which is always validated."""
    row = _loaded(task_id, Permission.TASK_WORK)
    with change(on_behalf_of=_stood_for(row)) as ctx:
        submission.submit(ctx, row, typed.read(body["variables"]), language())
    return _completed(row, body)


def _completed(row: UserTask, body: dict[str, Any]) -> Any:
    if not body["with_variables"]:
        return "", 204
    return _variables(row)


@part.post("/<task_id>/bpmnError")
@part.arguments(TaskErrorIn)
@part.response(204)
def bpmn_error(body: dict[str, Any], task_id: str) -> None:
    """Report a business error: the error event of the diagram takes over."""
    row = _unchecked(task_id)
    with change(on_behalf_of=_stood_for(row)) as ctx:
        given = typed.read(body["variables"])
        commands.task_error(ctx, task_id, body["code"], body["message"], given)


@part.post("/<task_id>/bpmnEscalation")
@part.arguments(EscalationIn)
@part.response(204)
def bpmn_escalation(body: dict[str, Any], task_id: str) -> None:
    """Escalate: the escalation event of the diagram takes over."""
    row = _unchecked(task_id)
    with change(on_behalf_of=_stood_for(row)) as ctx:
        commands.task_escalation(ctx, task_id, body["code"], typed.read(body["variables"]))


def _unchecked(task_id: str) -> UserTask:
    """Return a task that the caller may end without its form."""
    row = _loaded(task_id, Permission.TASK_WORK)
    require(db.session(), me(), Permission.TASK_COMPLETE_UNCHECKED, row)
    return row


@part.get("/<task_id>/variables")
def variables(task_id: str) -> dict[str, Any]:
    """Read the variables of the task's instance; who may not see all: those its form shows."""
    return _variables(_loaded(task_id, Permission.TASK_READ))


@part.get("/<task_id>/form-variables")
def form_variables(task_id: str) -> dict[str, Any]:
    """Read the same as `variables`, under Camunda's other name."""
    return _variables(_loaded(task_id, Permission.TASK_READ))


def _variables(row: UserTask) -> dict[str, Any]:
    session = db.session()
    instance = queries.instance(session, row.instance_id)
    if may(session, me(), Permission.VARIABLE_READ, instance):
        return typed.write(queries.variables(session, row.instance_id))
    form = submission.task_form(session, row, language())
    return typed.write(form.data if form else {})


@part.get("/<task_id>/deployed-form")
def deployed_form(task_id: str) -> Any:
    """Read the form-js schema of the task's form; 204 without one."""
    row = _loaded(task_id, Permission.TASK_READ)
    found = queries.task_form(db.session(), row)
    return ("", 204) if found is None else found.schema


@part.get("/<task_id>/identity-links")
def identity_links(task_id: str) -> list[dict[str, Any]]:
    """Read who has the task and who may claim it."""
    row = _loaded(task_id, Permission.TASK_READ)
    offered = queries.candidates(db.session(), [task_id])[task_id]
    links = [_link(user=name, kind="candidate") for name in offered.users]
    links += [_link(group=name, kind="candidate") for name in offered.groups]
    if row.assignee:
        links.append(_link(user=row.assignee, kind="assignee"))
    if row.owner:
        links.append(_link(user=row.owner, kind="owner"))
    return links


def _link(kind: str, user: str | None = None, group: str | None = None) -> dict[str, Any]:
    return {"userId": user, "groupId": group, "type": kind}
