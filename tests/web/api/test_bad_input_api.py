"""What hostile programs send: refused with a stable code, nothing stored, never an error 500."""

import json

import pytest

from engine import commands as engine
from tests.web.api.conftest import WORK
from web import services

DEEP = "[" * 10_000 + "]" * 10_000
UNREADABLE = {
    "nested": DEEP,
    "nested variable": f'{{"variables": {{"a": {{"value": {DEEP}}}}}}}',
    "broken": '{"variables": ',
    "not UTF-8": b'{"variables": {"a": {"value": "\xff\xfe"}}}',
    "NaN": '{"variables": {"a": {"value": NaN}}}',
    "infinite": '{"variables": {"a": {"value": -Infinity}}}',
    "1e400": '{"variables": {"a": {"value": 1e400}}}',
    "5000 digits": f'{{"variables": {{"a": {{"value": {"9" * 5000}}}}}}}',
    "NUL": '{"variables": {"a": {"value": "x\\u0000y"}}}',
    "NUL in a name": '{"variables": {"a\\u0000": {"value": 1}}}',
    "half a character": '{"variables": {"a": {"value": ["\\uD800"]}}}',
    "half a key": '{"businessKey": "\\ud83d"}',
}
READERS = (
    "/task",
    "/task/x/complete",
    "/task/x/submit-form",
    "/process-definition/key/order/start",
    "/process-instance/x/variables",
    "/message",
    "/signal",
    "/external-task/fetchAndLock",
    "/external-task/x/complete",
    "/external-task/x/failure",
    "/incident/x/retry",
    "/decision-definition/key/level/evaluate",
)


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_unreadable_json_starts_nothing(order, admin, body):
    path = "/process-definition/key/order/start"
    answer = admin.post(path, data=body, content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (400, "request_unreadable")
    assert answer.json["detail"].startswith("The request can not be read: ")
    assert admin.get("/process-instance/count").json == {"count": 0}


@pytest.mark.parametrize("path", READERS)
def test_every_reader_refuses_nested_json(admin, path):
    answer = admin.post(path, data=DEEP, content_type="application/json")

    assert (answer.status_code, answer.json["code"]) == (400, "request_unreadable")


def test_escaped_backslash_is_no_nul(order, admin):
    body = r'{"variables": {"a": {"value": "C:\\u0000"}}, "withVariablesInReturn": true}'
    path = "/process-definition/key/order/start"
    answer = admin.post(path, data=body, content_type="application/json")

    assert answer.json["variables"]["a"]["value"] == r"C:\u0000"


@pytest.mark.parametrize(
    ("variable", "named"),
    [
        ({"value": 10**400}, "Variable a: "),
        ({"value": "0001-01-01T00:00:00+14:00", "type": "Date"}, "Variable a: "),
        ({"value": DEEP, "type": "Json"}, "Variable a: "),
        ({"value": "NaN", "type": "Json"}, "Variable a: "),
        ({"value": json.loads("[" * 300 + "]" * 300)}, "Variable a: "),
        ({"value": "x" * 5_000_000}, "Variable a is larger than 4,194,304 bytes."),
        ({"value": "1e999", "type": "Double"}, "Variable a: "),
    ],
    ids=["huge number", "first day", "nested", "NaN", "nested value", "5 MB", "1e999"],
)
def test_value_that_can_not_be_stored_is_named(order, admin, variable, named):
    body = {"variables": {"a": variable}}
    answer = admin.post("/process-definition/key/order/start", json=body)

    assert (answer.status_code, answer.json["code"]) == (422, "variable_invalid")
    assert answer.json["detail"].startswith(named)
    assert admin.get("/process-instance/count").json == {"count": 0}


@pytest.mark.parametrize(
    "query",
    [
        "firstResult=-1",
        "maxResults=0",
        "maxResults=1001",
        "firstResult=99999999999999999999",
        "priority=99999999999999999999",
        "minPriority=-99999999999999999999",
        "dueBefore=yesterday",
        "dueBefore=0001-01-01T00:00:00%2B14:00",
        "createdAfter=9999-12-31T23:59:59-14:00",
        "name=%00",
        "sortBy=id;drop table user_task",
        "processVariables=price%20or%201",
    ],
)
def test_impossible_query_is_refused(started, admin, query):
    answer = admin.get(f"/task?{query}")

    assert answer.status_code in (400, 422)
    assert answer.json["code"] in ("request_invalid", "request_unreadable", "variable_invalid")


@pytest.mark.parametrize(
    "query",
    [
        "name=' or 1=1 --",
        "nameLike=%25%25' or '1'='1",
        "assignee=%ff%fe",
        "processVariables=price_eq_99999999999999999999999",
        "caseNo=" + "x" * 5000,
        "taskIdIn=" + ",".join(["x"] * 1500),
        "createdAfter=2999-01-01T00:00:00",
    ],
)
def test_strange_query_finds_nothing(started, admin, query):
    answer = admin.get(f"/task?{query}")

    assert (answer.status_code, answer.json) == (200, [])


@pytest.mark.parametrize(
    "path", ["/process-definition?version=99999999999999999999", "/task/%00", "/incident/a%00b"]
)
def test_address_that_can_not_be_asked_for_is_refused(admin, path):
    assert admin.get(path).status_code == 400


def test_too_many_topics_are_refused(program):
    topics = [{"topicName": "x", "lockDuration": 1000}] * 2000
    answer = program.post(
        "/external-task/fetchAndLock", json={"workerId": "w", "maxTasks": 1, "topics": topics}
    )

    assert (answer.status_code, answer.json["code"]) == (400, "request_invalid")


def test_verbs_can_not_be_overridden(started, admin):
    headers = {"X-HTTP-Method-Override": "DELETE"}
    answer = admin._client.post(f"/engine-rest/process-instance/{started['id']}", headers=headers)

    assert (answer.status_code, answer.json["code"]) == (405, "method_not_allowed")
    assert admin.get(f"/process-instance/{started['id']}").json["ended"] is False


@pytest.fixture
def paid(app, deploy, admin, started):
    """A case with data that only some may see, at a task of the contact desk."""
    with app.app_context(), services.change("adam") as ctx:
        engine.set_variables(ctx, started["id"], {"salary": 5000})
    return admin.get("/task").json[0]


def test_employee_sees_of_a_task_what_its_form_shows(paid, caller, admin):
    alice = caller("alice")

    for part in ("variables", "form-variables"):
        assert alice.get(f"/task/{paid['id']}/{part}").json == {}
        assert admin.get(f"/task/{paid['id']}/{part}").json["salary"]["value"] == 5000


@pytest.mark.parametrize(
    "path",
    ["/task/count?processVariables=salary_eq_5000", "/process-instance?variables=salary_eq_5000"],
)
def test_employee_can_not_guess_data_by_searching(paid, caller, path):
    assert caller("mona").get(path).status_code == 200
    assert caller("alice").get(path).status_code == 403


@pytest.mark.parametrize(
    ("verb", "body"),
    [
        ("complete", {}),
        ("bpmnError", {"errorCode": "X"}),
        ("bpmnEscalation", {"escalationCode": "X"}),
        ("resolve", {"variables": {"salary": {"value": 1}}}),
    ],
)
def test_employee_can_not_end_a_task_around_its_form(paid, caller, admin, verb, body):
    caller("alice").post(f"/task/{paid['id']}/claim", json={})
    admin.post(f"/task/{paid['id']}/delegate", json={"userId": "alice"})

    answer = caller("alice").post(f"/task/{paid['id']}/{verb}", json=body)

    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")
    assert admin.get(f"/task/{paid['id']}").json["taskState"] == "Created"
    assert admin.get(f"/task/{paid['id']}/variables").json["salary"]["value"] == 5000


def test_long_polls_leave_threads_to_people(app, deploy, program):
    deploy(("work.bpmn", WORK))
    polls = app.extensions["ravand"].polls
    half = app.extensions["ravand"].settings.threads // 2
    assert all(polls.acquire(blocking=False) for _ in range(half))
    wait = {"workerId": "w", "maxTasks": 1, "asyncResponseTimeout": 30_000}
    topics = [{"topicName": "score", "lockDuration": 1000}]

    answer = program.post("/external-task/fetchAndLock", json={**wait, "topics": topics})

    assert (answer.status_code, answer.json) == (200, [])
