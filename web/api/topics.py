"""Topics of external tasks: what a worker asks for, and the tasks it gets."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import marshmallow
from marshmallow import fields, validate

from engine import commands, queries
from web.api import typed
from web.api.blueprints import Schema
from web.diagram import element_properties
from web.extensions import db


class Body(Schema):
    """Of a worker: clients of several versions send more than is needed here."""

    class Meta:
        """Unknown names are left alone."""

        unknown = marshmallow.EXCLUDE


def _names(key: str) -> fields.List[Any]:
    return fields.List(fields.String(), data_key=key, load_default=None, allow_none=True)


def _name(key: str) -> fields.String:
    return fields.String(data_key=key, load_default=None, allow_none=True)


class TopicIn(Body):
    """What a worker wants. There are no tenants: every task is without one."""

    name = fields.String(required=True, data_key="topicName")
    lock_ms = fields.Integer(required=True, data_key="lockDuration", validate=validate.Range(min=1))
    variables = _names("variables")
    local = fields.Boolean(data_key="localVariables", load_default=False)
    business_key = _name("businessKey")
    definition_id = _name("processDefinitionId")
    definition_ids = _names("processDefinitionIdIn")
    definition_key = _name("processDefinitionKey")
    definition_keys = _names("processDefinitionKeyIn")
    properties = fields.Boolean(data_key="includeExtensionProperties", load_default=False)
    process_variables = fields.Dict(data_key="processVariables", load_default=dict, allow_none=True)


def wanted(given: dict[str, Any]) -> commands.Topic:
    """Return a topic as the engine takes it."""
    return commands.Topic(
        given["name"],
        given["lock_ms"] / 1000,
        given["variables"],
        given["business_key"],
        definition_ids=_both(given["definition_id"], given["definition_ids"]),
        definition_keys=_both(given["definition_key"], given["definition_keys"]),
        process_variables=given["process_variables"] or {},
        local=given["local"],
    )


def _both(one: str | None, several: list[str] | None) -> list[str] | None:
    """Return the names that both filters leave; None if there is no filter."""
    if one is None:
        return several or None
    return [one] if not several or one in several else []


@lru_cache(maxsize=256)
def _properties(definition_id: str) -> dict[str, dict[str, str]]:
    # a version never changes
    return element_properties(queries.diagram(db.session(), definition_id))


def locked_out(task: commands.LockedTask, topics: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return a locked task as Camunda writes it, with what one of these topics asked for."""
    asked = any(topic["properties"] for topic in topics if topic["name"] == task.topic)
    known = _properties(task.definition_id).get(task.activity_id, {}) if asked else {}
    return {
        "id": task.id,
        "topicName": task.topic,
        "workerId": task.worker_id,
        "lockExpirationTime": typed.date_text(task.locked_until),
        "createTime": typed.date_text(task.created_at),
        "processInstanceId": task.instance_id,
        "executionId": f"{task.instance_id}:{task.token_id}",
        "activityInstanceId": f"{task.instance_id}:{task.token_id}",
        "processDefinitionId": task.definition_id,
        "processDefinitionKey": task.definition_key,
        "processDefinitionVersionTag": None,
        "activityId": task.activity_id,
        "businessKey": task.business_key,
        "caseNo": task.case_no,
        "priority": task.priority,
        "retries": task.retries,
        "errorMessage": task.error,
        "suspended": False,
        "tenantId": None,
        "variables": typed.write(task.variables),
        "extensionProperties": known,
    }
