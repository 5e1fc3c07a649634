"""What may be asked and said about process instances."""

from __future__ import annotations

from marshmallow import fields

from web.api.blueprints import Moment, Names, Page, Schema, Sorting, order


class InstanceQuery(Schema):
    """Which instances."""

    ids = Names(data_key="processInstanceIds")
    definition_id = fields.String(data_key="processDefinitionId")
    definition_key = fields.String(data_key="processDefinitionKey")
    business_key = fields.String(data_key="businessKey")
    business_key_like = fields.String(data_key="businessKeyLike")
    case_no = fields.String(data_key="caseNo")
    suspended = fields.Boolean()
    with_incidents = fields.Boolean(data_key="withIncident")
    variables = Names()


class InstancePage(InstanceQuery, Page):
    """Which instances, and which part of the list."""

    sort_by = Sorting(
        {"instanceId": "case_no", "definitionKey": "definition_key", "businessKey": "business_key"}
    )
    sort_order = order()


class HistoricQuery(Schema):
    """Which instances, running and ended."""

    ids = Names(data_key="processInstanceIds")
    definition_id = fields.String(data_key="processDefinitionId")
    definition_key = fields.String(data_key="processDefinitionKey")
    business_key = fields.String(data_key="processInstanceBusinessKey")
    business_key_like = fields.String(data_key="processInstanceBusinessKeyLike")
    started_by = fields.String(data_key="startedBy")
    started_after = Moment(data_key="startedAfter")
    started_before = Moment(data_key="startedBefore")
    finished = fields.Boolean()
    unfinished = fields.Boolean()
    with_incidents = fields.Boolean(data_key="withIncidents")
    variables = Names()


class HistoricPage(HistoricQuery, Page):
    """Which instances, and which part of the list."""

    sort_by = Sorting(
        {
            "startTime": "started_at",
            "endTime": "ended_at",
            "definitionKey": "definition_key",
            "businessKey": "business_key",
        }
    )
    sort_order = order()


class ReasonIn(Schema):
    """Why an instance is cancelled."""

    reason = fields.String(load_default="", data_key="deleteReason")


class ModifyIn(Schema):
    """Variables to set, and names of those to delete."""

    modifications = fields.Dict(keys=fields.String(), load_default=dict)
    deletions = fields.List(fields.String(), load_default=list)


class InstanceSuspensionIn(Schema):
    """Whether the instance stops where it is."""

    suspended = fields.Boolean(required=True)


class ValueIn(Schema):
    """A typed value."""

    value = fields.Raw(allow_none=True)
    type = fields.String(allow_none=True)
    valueInfo = fields.Dict(allow_none=True)  # noqa: N815 - Camunda's name
