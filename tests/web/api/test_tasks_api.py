"""Working user tasks over REST."""

import pytest

from web.accounts import commands as people
from web.services import change


@pytest.fixture
def task(started, admin):
    (task,) = admin.get("/task").json
    return task


def test_task_as_camunda_writes_it(task, started):
    assert task["name"] == "Approve the order"
    assert task["taskDefinitionKey"] == "approve"
    assert task["processInstanceId"] == started["id"]
    assert task["created"].endswith("+0000")
    assert task["priority"] == 70


def test_colleagues_see_what_their_group_is_offered(task, caller):
    assert [one["id"] for one in caller("alice").get("/task").json] == [task["id"]]
    assert caller("charlie").get("/task").json == []
    assert caller("charlie").get(f"/task/{task['id']}").status_code == 403
    assert caller("nobody").get("/task").status_code == 403


def test_claim_and_the_second_is_refused(task, caller):
    alice, bob = caller("alice"), caller("bob")

    assert alice.post(f"/task/{task['id']}/claim", json={}).status_code == 204
    assert alice.post(f"/task/{task['id']}/claim", json={"userId": "alice"}).status_code == 204
    refused = bob.post(f"/task/{task['id']}/claim", json={})

    assert (refused.status_code, refused.json["code"]) == (409, "task_already_claimed")
    assert "alice" in refused.json["detail"]


def test_claim_for_somebody_else_needs_a_permission(task, caller):
    body = {"userId": "bob"}

    assert caller("alice").post(f"/task/{task['id']}/claim", json=body).status_code == 403
    assert caller("mona").post(f"/task/{task['id']}/assignee", json=body).status_code == 204
    assert caller("charlie").post(f"/task/{task['id']}/claim", json={}).status_code == 403


def test_unclaim_puts_it_back(task, caller):
    alice = caller("alice")
    alice.post(f"/task/{task['id']}/claim", json={})

    assert alice.post(f"/task/{task['id']}/unclaim").status_code == 204

    assert caller("bob").get("/task/count?unassigned=true").json == {"count": 1}


def test_complete_is_for_programs(task, caller, program):
    alice = caller("alice")
    alice.post(f"/task/{task['id']}/claim", json={})
    body = {"variables": {"approved": {"value": True, "type": "Boolean"}}}

    assert alice.post(f"/task/{task['id']}/complete", json=body).status_code == 403
    assert program.post(f"/task/{task['id']}/complete", json=body).status_code == 204
    again = program.post(f"/task/{task['id']}/complete", json=body)
    assert (again.status_code, again.json["code"]) == (409, "task_already_completed")


def test_completion_can_answer_with_variables(task, program):
    body = {
        "variables": {"approved": {"value": True, "type": "Boolean"}},
        "withVariablesInReturn": True,
    }

    variables = program.post(f"/task/{task['id']}/complete", json=body).json

    assert variables["total"] == {"value": 12, "type": "Integer", "valueInfo": {}}


def test_delegate_and_resolve(task, caller):
    mona, bob = caller("mona"), caller("bob")
    mona.post(f"/task/{task['id']}/assignee", json={"userId": "alice"})
    mona.post(f"/task/{task['id']}/delegate", json={"userId": "bob"})

    assert bob.get(f"/task/{task['id']}").json["delegationState"] == "PENDING"
    assert bob.post(f"/task/{task['id']}/resolve", json={}).status_code == 204

    assert caller("alice").get("/task").json[0]["assignee"] == "alice"


def test_identity_links_say_who_may(task, admin):
    links = admin.get(f"/task/{task['id']}/identity-links").json

    assert links == [{"userId": None, "groupId": "contact-desk", "type": "candidate"}]


def test_error_that_nothing_catches_stays(task, caller):
    alice = caller("alice")
    alice.post(f"/task/{task['id']}/claim", json={})

    answer = alice.post(f"/task/{task['id']}/bpmnError", json={})

    assert answer.status_code == 400


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("name=Approve%20the%20order", 1),
        ("nameLike=%25order%25", 1),
        ("candidateGroup=contact-desk", 1),
        ("candidateGroups=finance,sales", 0),
        ("processDefinitionKey=order&taskDefinitionKey=approve", 1),
        ("processInstanceBusinessKey=B-1", 1),
        ("caseNo=O-1405-000001", 1),
        ("minPriority=71", 0),
        ("assigned=true", 0),
        ("unassigned=true", 1),
        ("unassigned=false", 1),
        ("dueAfter=2020-01-01T00:00:00Z", 1),
        ("dueBefore=2020-01-01T00:00:00Z", 0),
        ("processVariables=price_eq_3", 1),
    ],
)
def test_queries_of_camunda(task, admin, query, count):
    assert admin.get(f"/task/count?{query}").json == {"count": count}
    assert len(admin.get(f"/task?{query}&sortBy=priority&sortOrder=desc").json) == count


def test_query_in_the_body(task, admin):
    assert len(admin.post("/task", json={"assigned": False, "maxResults": 5}).json) == 1
    assert admin.post("/task", json={"assigneeExpression": "${x}"}).status_code == 400


def test_unknown_sort_is_refused(task, admin):
    answer = admin.get("/task?sortBy=mood")

    assert answer.status_code == 400
    assert "dueDate" in answer.json["detail"]


@pytest.mark.parametrize("verb", ["claim", "assignee", "delegate"])
@pytest.mark.parametrize("who", ["ghost", "gone"])
def test_task_is_given_to_people_who_are_there_only(app, task, admin, verb, who):
    with app.app_context(), change("adam") as ctx:
        people.create_account(ctx, app.extensions["ravand"].settings, "gone", "correct horse")
        people.set_active(ctx, "gone", active=False)

    answer = admin.post(f"/task/{task['id']}/{verb}", json={"userId": who})

    assert (answer.status_code, answer.json["code"]) == (400, "person_unknown")
    assert admin.get(f"/task/{task['id']}").json["assignee"] is None
