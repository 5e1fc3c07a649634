"""Every route against who has no business there; each is named in every_route.txt.

Nobody is signed in (stranger); Charlie works in another group; Mona manages another process. All
objects belong to processes that Adam owns, and to other people.
"""

from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from engine import commands as engine
from engine import queries
from engine.queries import (
    DecisionFilter,
    EvaluationFilter,
    IncidentFilter,
    JobFilter,
)
from tests.engine.diagrams import diagram, flows
from tests.web.conftest import HERE, Login, World
from web.absences.commands import Entered, enter
from web.accounts.credentials import create_token
from web.drafts.commands import begin
from web.extensions import db
from web.publishing import publish
from web.register.commands import Described, Owner, describe
from web.saved_filters.commands import Described as Filter
from web.saved_filters.commands import keep

EXTERNAL = diagram(
    '<startEvent id="a"/><serviceTask id="s" camunda:type="external" camunda:topic="ledger"/>'
    '<endEvent id="z"/>' + flows("a>s, s>z"),
    key="billing",
)
VISITORS = {
    "everybody": {"stranger", "charlie", "mona"},
    "staff": {"charlie", "mona"},
    "managers": {"mona"},  # who sees there what belongs to her own processes
    "nobody": set(),
}
LINES = (HERE / "every_route.txt").read_text(encoding="utf-8").splitlines()
ALLOWED = {" ".join(rule): VISITORS[who] for who, *rule in map(str.split, LINES)}
REFUSED = (401, 403, 404)
SCRIPT = {"Accept": "application/json"}  # refusals in a line, not in a page
WORK = {"workerId": "w"}
STEP = {"type": "startBeforeActivity", "activityId": "answer"}
# what a request must hold before it is asked who sends it
BODIES: dict[str, dict[str, Any]] = {
    "api-external-task.bpmn_error": {**WORK, "errorCode": "E"},
    "api-external-task.complete": WORK,
    "api-external-task.extend_lock": {**WORK, "newDuration": 1_000},
    "api-external-task.failure": WORK,
    "api-external-task.fetch_and_lock": {**WORK, "maxTasks": 1, "topics": []},
    "api-external-task.retries": {"retries": 1},
    "api-job.retries": {"retries": 1},
    "api-incident-annotation.annotate": {"annotation": "x"},
    "api-job.due": {"duedate": "2099-01-01T00:00:00.000+0000"},
    "api-message.correlate": {"messageName": "x", "timeToLive": 60},
    "api-modification.modify": {"instructions": [STEP]},
    "api-process-definition.change_state": {"state": "active", "reason": "x"},
    "api-process-definition.suspend": {"suspended": True},
    "api-process-instance.suspend": {"suspended": True},
    "api-signal.signal": {"name": "x"},
    "api-task-comment.create": {"message": "x"},
    "api-task.bpmn_error": {"errorCode": "E"},
    "api-task.bpmn_escalation": {"escalationCode": "E"},
    "hand_over.act": {"person": "bob"},
}
# ids that stand on no page of a stranger to the process
PRIVATE = (
    "instance_id",
    "task_id",
    "comment_id",
    "attachment_id",
    "draft_id",
    "filter_id",
    "token_id",
    "definition_id",
    "deployment_id",
    "incident_id",
    "evaluation_id",
    "job_id",
)
# files of the bundles, and what is told to alice alone
ELSEWHERE = {"GET /static/<path:filename>", f"GET /notifications/<int(max={2**63 - 1}):number>"}


@pytest.fixture
def objects(world: World) -> dict[str, str]:
    """Return what stands in addresses, by the name of the parameter."""
    world.do("dena", publish, "visit", files("visit.bpmn", "visit.form"))
    rules = files("approval.bpmn", "approval.dmn", "approval.tests.json")
    world.do("dena", publish, "approval", rules)
    world.do("dena", publish, "billing", [("billing.bpmn", EXTERNAL)])
    world.do("alice", engine.start, key="approval", variables={"amount": 5, "region": "EU"})
    world.do("alice", engine.start, key="billing")
    failed = world.do("alice", engine.start, key="request")
    with world.app.app_context():
        (first,) = queries.tasks(db.session(), queries.TaskFilter(instance_id=failed.id))
    world.do("alice", engine.complete, first.id, {"number": 0})
    for key in ("request", "approval", "billing"):
        world.do("dena", describe, key, Owner("user", "adam"), Described())
    task = world.task_id
    told = world.do("alice", engine.comment, world.case_id, "For the desk", task_id=task)
    file = engine.File("bill.txt", b"secret")
    kept = world.do("alice", engine.attach, world.case_id, file, task_id=task)
    days = (datetime(2099, 1, day, tzinfo=UTC) for day in (1, 2))
    away = world.do("alice", enter, Entered("alice", "bob", *days, None))
    draft = world.do("dena", begin, (HERE / "request.bpmn").read_text("utf-8"))
    mine = world.do("alice", keep, Filter("Mine", "blue", 1, shared=False, address="tab=mine"))
    token, _secret = world.do("alice", create_token, "alice", "export")
    return {
        "instance_id": world.case_id,
        "task_id": world.task_id,
        "comment_id": told.id,
        "attachment_id": kept.id,
        "absence_id": away.id,
        "draft_id": draft.id,
        "filter_id": mine.id,
        "token_id": token.id,
        "account_id": "alice",
        "name": "number",
        "number": "1",
        "filename": "app.js",
        **found(world, world.definition_id),
    }


def files(*names: str) -> list[tuple[str, bytes]]:
    return [(name, (HERE / name).read_bytes()) for name in names]


def found(world: World, definition_id: str) -> dict[str, str]:
    """Return the ids of what the cases left behind."""
    with world.app.app_context():
        session = db.session()
        definition = queries.definition(session, definition_id)
        (incident,) = queries.incidents(session, IncidentFilter())
        (evaluation,) = queries.evaluations(session, EvaluationFilter())
        (decision, *_) = queries.decisions(session, DecisionFilter(key="approver"))
        (job,) = queries.jobs(session, JobFilter(kind="external"))
        (resource, *_) = queries.resources(session, definition.deployment_id)
        return {
            "definition_id": definition.id,
            "deployment_id": definition.deployment_id,
            "resource_id": resource.id,
            "incident_id": incident.id,
            "evaluation_id": evaluation.id,
            "evaluated_id": str(evaluation.instance_id),
            "decision_id": decision.id,
            "job_id": job.id,
        }


def address(app: Flask, rule: Rule, objects: dict[str, str]) -> str:
    values: dict[str, Any] = {name: objects.get(name) for name in rule.arguments}
    if "key" in values:
        keys = {"groups": "contact-desk", "figure_files": "totals", "api-decision": "approver"}
        first = rule.endpoint.split(".")[0].removesuffix("-definition")
        values["key"] = keys.get(first, "request")
    if rule.endpoint.startswith("api-decision"):
        values |= {"definition_id": objects["decision_id"]} if "definition_id" in values else {}
    if rule.endpoint == "explanations.of_case":
        values["instance_id"] = objects["evaluated_id"]
    assert None not in values.values(), f"no object for {rule.rule}"
    with app.test_request_context():
        return str(app.url_for(rule.endpoint, **values))


def test_every_route_is_named(serving: Flask) -> None:
    assert {name for name, _method, _rule in routes(serving)} == set(ALLOWED)


def test_routes_are_closed_to_who_has_no_business_there(
    world: World, objects: dict[str, str], login: Login
) -> None:
    app = world.app
    app.config.update(WTF_CSRF_ENABLED=False, WTF_CSRF_METHODS=[])
    private = {objects[name] for name in PRIVATE}
    clients = {name: login(name) for name in ("charlie", "mona")}
    clients["stranger"] = app.test_client()
    answered: dict[str, set[str]] = {}
    leaks = []

    for name, method, rule in routes(app):
        path, body = address(app, rule, objects), _body(rule, objects)
        sent: dict[str, Any] = {"json" if "engine-rest" in path else "data": body}
        for visitor, client in clients.items():
            answer = client.open(path, method=method, headers=SCRIPT, **sent)
            if answer.status_code not in REFUSED:
                answered.setdefault(name, set()).add(visitor)
                leaks += [(name, visitor, one) for one in private if one.encode() in answer.data]

    assert {name: answered.get(name, set()) for name in ALLOWED} == ALLOWED
    assert leaks == []


def test_objects_of_the_walk_are_there(world: World, objects: dict[str, str], login: Login) -> None:
    """What is refused above must not be refused because it does not exist."""
    admin = login("adam")

    missing = {
        name
        for name, method, rule in routes(world.app)
        if method == "GET"
        and rule.arguments
        and admin.get(address(world.app, rule, objects)).status_code == 404
    }

    assert missing == ELSEWHERE


def routes(app: Flask) -> list[tuple[str, str, Rule]]:
    """Return (method and address, method, rule) of every route, the end of sessions last."""
    found = [
        (f"{method} {rule.rule}", method, rule)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]
    return sorted(found, key=lambda one: one[0] == "POST /sign-out")


def _body(rule: Rule, objects: dict[str, str]) -> dict[str, Any]:
    if rule.endpoint == "api-restart.restart":
        return {"processInstanceIds": [objects["instance_id"]], "instructions": [STEP]}
    if rule.endpoint.startswith("api-migration"):
        version = objects["definition_id"]
        plan = {"sourceProcessDefinitionId": version, "targetProcessDefinitionId": version}
        whole = {"migrationPlan": plan, "processInstanceIds": [objects["instance_id"]]}
        return whole if rule.endpoint.endswith(".execute") else plan
    return BODIES.get(rule.endpoint, {})
