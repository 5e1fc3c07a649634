"""What external workers call."""

import pytest

from engine import queries
from tests.web.api.conftest import WORK
from web.extensions import db


@pytest.fixture
def instance(deploy, admin):
    deploy(("work.bpmn", WORK))
    body = {"variables": {"amount": {"value": 5, "type": "Integer"}}, "businessKey": "B-9"}
    return admin.post("/process-definition/key/scoring/start", json=body).json


@pytest.fixture
def fetch(program, instance):
    def fetch(worker="w1", **options):
        body = {
            "workerId": worker,
            "maxTasks": 5,
            "topics": [{"topicName": "score", "lockDuration": 10_000}],
            **options,
        }
        answer = program.post("/external-task/fetchAndLock", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json

    return fetch


def test_fetched_task_holds_what_a_worker_needs(fetch, instance):
    (task,) = fetch()

    assert task["topicName"] == "score"
    assert task["workerId"] == "w1"
    assert task["processInstanceId"] == instance["id"]
    assert task["businessKey"] == "B-9"
    assert task["variables"]["amount"]["value"] == 5


def test_locked_task_is_not_fetched_again(fetch):
    fetch()

    assert fetch(worker="w2") == []


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"processVariables": {"amount": 5}}, True),
        ({"processVariables": {"amount": 6}}, False),
        ({"processVariables": None, "withoutTenantId": True}, True),
        ({"businessKey": "B-9"}, True),
        ({"businessKey": "B-8"}, False),
        ({"processDefinitionKey": "scoring"}, True),
        ({"processDefinitionKey": "other"}, False),
        ({"processDefinitionKeyIn": ["other", "scoring"]}, True),
        ({"processDefinitionKeyIn": ["other"]}, False),
        ({"processDefinitionKeyIn": []}, True),
        ({"processDefinitionKey": "scoring", "processDefinitionKeyIn": ["other"]}, False),
        ({"processDefinitionId": "other"}, False),
        ({"processDefinitionIdIn": ["other"]}, False),
    ],
    ids=str,
)
def test_topic_may_ask_for_some_instances_only(fetch, asked, found):
    topic = {"topicName": "score", "lockDuration": 10_000, **asked}

    assert bool(fetch(topics=[topic])) is found


def test_local_variables_are_asked_for(fetch):
    topic = {"topicName": "score", "lockDuration": 10_000, "localVariables": True}

    (task,) = fetch(topics=[topic])

    assert task["variables"] == {}


def test_waiting_ends_when_nothing_comes(fetch):
    fetch()

    assert fetch(worker="w2", asyncResponseTimeout=300) == []


def test_complete_takes_the_instance_on(fetch, program, instance, admin):
    (task,) = fetch()
    body = {"workerId": "w1", "variables": {"score": {"value": 7, "type": "Integer"}}}

    assert program.post(f"/external-task/{task['id']}/complete", json=body).status_code == 204

    historic = admin.get(f"/history/process-instance/{instance['id']}").json
    assert historic["state"] == "COMPLETED"
    assert program.post(f"/external-task/{task['id']}/complete", json=body).status_code == 404


def test_local_variables_of_an_answer_stay_with_the_task(app, fetch, program, instance):
    (task,) = fetch()
    own = {"trace": {"value": "t-1", "type": "String"}}
    body = {"workerId": "w1", "variables": {}, "localVariables": own}

    assert program.post(f"/external-task/{task['id']}/complete", json=body).status_code == 204

    with app.app_context():
        updates = queries.variable_updates(db.session(), instance["id"])
        assert "trace" in {one.name for one in updates if one.scope}
        assert "trace" not in queries.variables(db.session(), instance["id"])


@pytest.mark.parametrize(("order", "expected"), [("asc", ["B-1", "B-2"]), ("desc", ["B-2", "B-1"])])
def test_tasks_come_in_the_order_asked_for(deploy, admin, program, order, expected):
    deploy(("work.bpmn", WORK))
    for key in ("B-1", "B-2"):
        body = {"variables": {}, "businessKey": key}
        admin.post("/process-definition/key/scoring/start", json=body)
    asked = {
        "workerId": "w1",
        "maxTasks": 5,
        "topics": [{"topicName": "score", "lockDuration": 10_000}],
        "sorting": [{"sortBy": "createTime", "sortOrder": order}],
    }

    found = program.post("/external-task/fetchAndLock", json=asked).json
    wrong = program.post(
        "/external-task/fetchAndLock", json=asked | {"sorting": [{"sortBy": "colour"}]}
    )

    assert [one["businessKey"] for one in found] == expected
    assert (wrong.status_code, wrong.json["code"]) == (400, "request_invalid")


def test_complete_by_another_worker_is_refused(fetch, program):
    (task,) = fetch()

    answer = program.post(f"/external-task/{task['id']}/complete", json={"workerId": "w2"})

    assert (answer.status_code, answer.json["code"]) == (409, "job_locked")


def test_failure_without_retries_is_an_incident(fetch, program, admin):
    (task,) = fetch()
    body = {"workerId": "w1", "errorMessage": "no net", "errorDetails": "line 1", "retries": 0}
    program.post(f"/external-task/{task['id']}/failure", json=body)

    (incident,) = admin.get("/incident").json
    assert (incident["incidentMessage"], incident["activityId"]) == ("no net", "s")
    assert program.get("/incident").status_code == 403

    assert admin.post(f"/incident/{incident['id']}/retry", json={}).status_code == 204
    assert [one["id"] for one in fetch()] == [task["id"]]
    assert admin.get("/incident/count").json == {"count": 0}


def test_retries_close_the_incident(fetch, program, admin):
    (task,) = fetch()
    body = {"workerId": "w1", "errorMessage": "no net", "retries": 0}
    program.post(f"/external-task/{task['id']}/failure", json=body)

    assert admin.put(f"/external-task/{task['id']}/retries", json={"retries": 2}).status_code == 204

    assert admin.get("/incident").json == []


def test_business_error_takes_the_boundary_event(fetch, program, caller):
    (task,) = fetch()
    body = {"workerId": "w1", "errorCode": "NO_SCORE", "errorMessage": "not found"}

    assert program.post(f"/external-task/{task['id']}/bpmnError", json=body).status_code == 204

    assert [one["name"] for one in caller("alice").get("/task").json] == ["Look at it"]


def test_lock_is_extended_and_given_back(fetch, program):
    (task,) = fetch()
    path = f"/external-task/{task['id']}"

    longer = program.post(f"{path}/extendLock", json={"workerId": "w1", "newDuration": 60_000})
    assert longer.status_code == 204
    assert program.post(f"{path}/unlock").status_code == 204

    assert [one["id"] for one in fetch(worker="w2")] == [task["id"]]


def test_external_tasks_are_listed(fetch, program):
    (task,) = fetch()

    assert program.get("/external-task/count?locked=true").json == {"count": 1}
    assert program.get("/external-task/count?locked=false").json == {"count": 0}
    assert program.get("/external-task?topicName=score").json[0]["id"] == task["id"]
    assert program.get(f"/external-task/{task['id']}").json["workerId"] == "w1"


def test_people_do_not_fetch(caller, instance):
    body = {"workerId": "w", "maxTasks": 1, "topics": []}

    assert caller("alice").post("/external-task/fetchAndLock", json=body).status_code == 403


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"workerId": "w", "maxTasks": 0, "topics": []},
        {"workerId": "w", "maxTasks": 1, "topics": [{"topicName": "x"}]},
        {"workerId": "w", "maxTasks": 1, "topics": [{"topicName": "x", "lockDuration": 0}]},
    ],
    ids=str,
)
def test_malformed_requests_are_refused(program, body):
    assert program.post("/external-task/fetchAndLock", json=body).status_code == 400
