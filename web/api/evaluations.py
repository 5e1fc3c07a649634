"""History of decisions: what was evaluated, with which inputs, and which rules matched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from marshmallow import fields, validate

from engine import queries
from engine.queries import (
    DecisionDefinition,
    DecisionEvaluation,
    DecisionFilter,
    EvaluationFilter,
    InstanceFilter,
    ProcessInstance,
)
from web import loading
from web.accounts.roles import Permission
from web.api import typed
from web.api.blueprints import Count, Moment, Page, Part, Schema, order
from web.extensions import db
from web.identity import me
from web.permissions import require, require_some

part = Part("history-decision", "/history/decision-instance", "History of decisions")
SORT_BY = ("evaluationTime",)


class EvaluationQuery(Schema):
    """Which evaluations; of one process instance for those who only see their own."""

    id = fields.String(data_key="decisionInstanceId")
    definition_id = fields.String(data_key="decisionDefinitionId")
    definition_key = fields.String(data_key="decisionDefinitionKey")
    instance_id = fields.String(data_key="processInstanceId")
    process_key = fields.String(data_key="processDefinitionKey")
    activity_id = fields.String(data_key="activityIdIn")
    actor = fields.String(data_key="userId")
    after = Moment(data_key="evaluatedAfter")
    before = Moment(data_key="evaluatedBefore")


class EvaluationPage(EvaluationQuery, Page):
    """Which evaluations, with what of them, sorted how, and which part of the list."""

    inputs = fields.Boolean(data_key="includeInputs", load_default=False)
    outputs = fields.Boolean(data_key="includeOutputs", load_default=False)
    sort_by = fields.String(data_key="sortBy", validate=validate.OneOf(SORT_BY))
    sort_order = order()


class Included(Schema):
    """What of an evaluation is wanted."""

    inputs = fields.Boolean(data_key="includeInputs", load_default=False)
    outputs = fields.Boolean(data_key="includeOutputs", load_default=False)


@part.get("")
@part.query(EvaluationPage)
def listing(query: dict[str, Any]) -> list[dict[str, Any]]:
    """List evaluations, newest first unless sorted otherwise."""
    first, limit = query.pop("first"), query.pop("limit")
    included = {name: query.pop(name) for name in ("inputs", "outputs")}
    sorted_by, direction = query.pop("sort_by", None), query.pop("sort_order")
    processes = _visible(query.get("instance_id"), values=any(included.values()))
    oldest_first = sorted_by is not None and direction == "asc"
    wanted = EvaluationFilter(oldest_first=oldest_first, processes=processes, **query)
    return _out(queries.evaluations(db.session(), wanted, first, limit), **included)


@part.get("/count")
@part.query(EvaluationQuery)
@part.response(200, Count)
def count(query: dict[str, Any]) -> dict[str, int]:
    """Count evaluations."""
    processes = _visible(query.get("instance_id"), values=False)
    wanted = EvaluationFilter(processes=processes, **query)
    return {"count": queries.count_evaluations(db.session(), wanted)}


@part.get("/<evaluation_id>")
@part.query(Included)
def one(query: dict[str, bool], evaluation_id: str) -> dict[str, Any]:
    """Read an evaluation."""
    row = queries.evaluation(db.session(), evaluation_id)
    _visible(row.instance_id, values=any(query.values()))
    return _out([row], **query)[0]


def _visible(instance_id: str | None, *, values: bool) -> tuple[str, ...] | None:
    """Return the processes whose evaluations the caller may see, or even their values; None: all.

    Raises:
        NotFoundError: of a case that is not theirs.
        ForbiddenError: of no process, or the values of a case.
    """
    session, who = db.session(), me()
    wanted = Permission.VARIABLE_READ if values else Permission.INSTANCE_READ
    if instance_id is None:
        return require_some(session, who, wanted)
    case = loading.case(session, who, instance_id, Permission.INSTANCE_READ)
    require(session, who, wanted, case)
    return None


def _out(
    rows: Sequence[DecisionEvaluation], *, inputs: bool, outputs: bool
) -> list[dict[str, Any]]:
    definitions, cases = _definitions(rows), _cases(rows)
    found = []
    for row in rows:
        told = _evaluation(row, definitions[row.definition_id], cases.get(row.instance_id or ""))
        if inputs:
            told |= {"inputs": list(_inputs(row)), "variables": row.inputs}
        if outputs:
            told |= {"outputs": list(_outputs(row)), "result": row.result}
        found.append(told)
    return found


def _definitions(rows: Sequence[DecisionEvaluation]) -> dict[str, DecisionDefinition]:
    ids = tuple({row.definition_id for row in rows})
    found = queries.decisions(db.session(), DecisionFilter(ids=ids), limit=len(ids))
    return {row.id: row for row in found}


def _cases(rows: Sequence[DecisionEvaluation]) -> dict[str, ProcessInstance]:
    ids = tuple({row.instance_id for row in rows if row.instance_id is not None})
    found = queries.instances(db.session(), InstanceFilter(ids=ids), limit=len(ids)) if ids else []
    return {row.id: row for row in found}


def _evaluation(
    row: DecisionEvaluation, definition: DecisionDefinition, case: ProcessInstance | None
) -> dict[str, Any]:
    """Return an evaluation as Camunda's history writes it; `matchedRules` is Ravand's own."""
    return {
        "id": row.id,
        "decisionDefinitionId": row.definition_id,
        "decisionDefinitionKey": row.definition_key,
        "decisionDefinitionName": definition.name,
        "evaluationTime": typed.date_text(row.at),
        "removalTime": None,
        "processDefinitionId": None if case is None else case.definition_id,
        "processDefinitionKey": row.process_key,
        "processInstanceId": row.instance_id,
        "rootProcessInstanceId": row.instance_id,
        "activityId": row.activity_id,
        "activityInstanceId": f"{row.instance_id}:{row.token_id}" if row.token_id else None,
        "tenantId": None,
        "userId": row.actor,
        "inputs": [],
        "outputs": [],
        "collectResultValue": None,
        "rootDecisionInstanceId": None,
        "decisionRequirementsDefinitionId": None,
        "decisionRequirementsDefinitionKey": definition.drd_id,
        "matchedRules": {each["id"]: each["rules"] for each in row.decisions},
        "truncated": row.truncated,
    }


def _asked(row: DecisionEvaluation) -> dict[str, Any]:
    """Return the record of the decision that was asked; those it required come before it."""
    nothing: dict[str, Any] = {"inputs": [], "outputs": [], "matches": []}
    return row.decisions[-1] if row.decisions else nothing


def _inputs(row: DecisionEvaluation) -> Iterator[dict[str, Any]]:
    for number, cell in enumerate(_asked(row)["inputs"]):
        yield {
            "id": f"{row.id}:in{number}",
            "decisionInstanceId": row.id,
            "clauseId": cell["id"],
            "clauseName": cell["name"],
            "errorMessage": None,
            "createTime": typed.date_text(row.at),
            **typed.write_one(cell["value"]),
        }


def _outputs(row: DecisionEvaluation) -> Iterator[dict[str, Any]]:
    record = _asked(row)
    found = record["matches"] or [
        {"rule": None, "index": None, "outputs": each} for each in record["outputs"]
    ]
    given = ((match, name, value) for match in found for name, value in match["outputs"].items())
    for number, (match, name, value) in enumerate(given):
        yield {
            "id": f"{row.id}:out{number}",
            "decisionInstanceId": row.id,
            "clauseId": None,
            "clauseName": name,
            "ruleId": match["rule"],
            "ruleOrder": match["index"],
            "variableName": name,
            "errorMessage": None,
            "createTime": typed.date_text(row.at),
            **typed.write_one(value),
        }
