"""What may be asked and said about user tasks."""

from __future__ import annotations

from marshmallow import fields

from web.api.blueprints import Moment, Names, Page, Schema, Sorting, Whole, order

SORTS = {
    "id": "id",
    "created": "created_at",
    "priority": "priority",
    "dueDate": "due_at",
    "followUpDate": "follow_up_at",
    "name": "name",
    "assignee": "assignee",
}


class TaskQuery(Schema):
    """Which tasks; Camunda's names. Only tasks that the caller may see are found."""

    ids = Names(data_key="taskIdIn")
    assignee = fields.String()
    assignee_like = fields.String(data_key="assigneeLike")
    owner = fields.String()
    assigned = fields.Boolean()
    unassigned = fields.Boolean()
    candidate_user = fields.String(data_key="candidateUser")
    candidate_group = fields.String(data_key="candidateGroup")
    candidate_groups = Names(data_key="candidateGroups")
    include_assigned = fields.Boolean(data_key="includeAssignedTasks")
    definition_key = fields.String(data_key="processDefinitionKey")
    definition_id = fields.String(data_key="processDefinitionId")
    instance_id = fields.String(data_key="processInstanceId")
    business_key = fields.String(data_key="processInstanceBusinessKey")
    case_no = fields.String(data_key="caseNo")
    activity_id = fields.String(data_key="taskDefinitionKey")
    name = fields.String()
    name_like = fields.String(data_key="nameLike")
    due_before = Moment(data_key="dueBefore")
    due_after = Moment(data_key="dueAfter")
    created_before = Moment(data_key="createdBefore")
    created_after = Moment(data_key="createdAfter")
    follow_up_before_or_none = Moment(data_key="followUpBeforeOrNotExistent")
    priority = Whole()
    priority_min = Whole(data_key="minPriority")
    priority_max = Whole(data_key="maxPriority")
    variables = Names(data_key="processVariables")


class TaskPage(TaskQuery, Page):
    """Which tasks, and which part of the list."""

    sort_by = Sorting(SORTS)
    sort_order = order()


class UserIn(Schema):
    """A person."""

    userId = fields.String(load_default=None, allow_none=True)  # noqa: N815 - Camunda's name


class VariablesIn(Schema):
    """Typed variables."""

    variables = fields.Dict(keys=fields.String(), load_default=dict, allow_none=True)
    with_variables = fields.Boolean(data_key="withVariablesInReturn", load_default=False)


class TaskErrorIn(VariablesIn):
    """A business error from a task."""

    code = fields.String(required=True, data_key="errorCode")
    message = fields.String(load_default=None, allow_none=True, data_key="errorMessage")


class EscalationIn(VariablesIn):
    """An escalation from a task."""

    code = fields.String(required=True, data_key="escalationCode")
