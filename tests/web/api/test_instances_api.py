"""Starting, reading, changing and cancelling instances over REST."""

import pytest


def test_start_answers_with_the_instance(started):
    assert started["businessKey"] == "B-1"
    assert started["caseNo"] == "O-1405-000001"
    assert not started["ended"]


def test_variables_come_back_with_their_types(started, admin):
    variables = admin.get(f"/process-instance/{started['id']}/variables").json

    assert variables["price"] == {"value": 3, "type": "Integer", "valueInfo": {}}
    assert variables["clerk"]["type"] == "Null"


def test_start_can_answer_with_variables(order, admin):
    body = {
        "variables": {"clerk": {"value": "bob"}, "when": {"value": "2026-11-21T08:00:00.000+0000"}},
        "withVariablesInReturn": True,
    }

    answer = admin.post("/process-definition/key/order/start", json=body).json

    assert answer["variables"]["clerk"] == {"value": "bob", "type": "String", "valueInfo": {}}


@pytest.mark.parametrize(
    "variable",
    [
        {"value": "seven", "type": "Integer"},
        {"value": 1.5, "type": "Integer"},
        {"value": 2**40, "type": "Integer"},
        {"value": "yes", "type": "Boolean"},
        {"value": "tomorrow", "type": "Date"},
        {"value": "{", "type": "Json"},
        {"value": 7, "type": "String"},
        {"value": "x", "type": "java.util.List"},
        "bare",
    ],
    ids=str,
)
def test_wrong_variable_types_are_refused(order, admin, variable):
    body = {"variables": {"x": variable}}

    answer = admin.post("/process-definition/key/order/start", json=body)

    assert (answer.status_code, answer.json["code"]) == (422, "variable_invalid")
    assert admin.get("/process-instance/count").json == {"count": 0}


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b'{"unknown": 1}'])
def test_wrong_bodies_are_refused(order, admin, body):
    answer = admin.post(
        "/process-definition/key/order/start", data=body, content_type="application/json"
    )

    assert answer.status_code == 400


def test_instances_are_found_by_business_key_and_variable(started, admin):
    assert admin.get("/process-instance/count?businessKey=B-1").json == {"count": 1}
    assert admin.get("/process-instance/count?variables=price_eq_3").json == {"count": 1}
    assert admin.get("/process-instance/count?variables=price_eq_4").json == {"count": 0}
    assert admin.get("/process-instance?variables=price").status_code == 422


def test_set_and_delete_variables(started, admin):
    path = f"/process-instance/{started['id']}/variables"

    admin.put(f"{path}/price", json={"value": 9, "type": "Integer"})
    admin.post(path, json={"modifications": {"x": {"value": [1]}}, "deletions": ["count"]})

    assert set(admin.get(path).json) == {"clerk", "price", "x"}
    assert admin.get(path).json["x"] == {"value": "[1]", "type": "Json", "valueInfo": {}}


def test_cancel_and_read_the_history(started, admin):
    answer = admin.delete(f"/process-instance/{started['id']}?deleteReason=No%20stock")

    assert answer.status_code == 204
    historic = admin.get(f"/history/process-instance/{started['id']}").json
    assert (historic["state"], historic["deleteReason"]) == ("EXTERNALLY_TERMINATED", "No stock")
    assert admin.get("/process-instance").json == []
    assert admin.get("/history/process-instance/count?finished=true").json == {"count": 1}
    again = admin.delete(f"/process-instance/{started['id']}")
    assert (again.status_code, again.json["code"]) == (409, "instance_ended")


def test_suspended_instance_waits(started, admin):
    path = f"/process-instance/{started['id']}"
    admin.put(f"{path}/suspended", json={"suspended": True})

    assert admin.get(path).json["suspended"] is True
    assert admin.get(f"/history{path}").json["state"] == "SUSPENDED"


def test_where_an_instance_stands(started, admin):
    tree = admin.get(f"/process-instance/{started['id']}/activity-instances").json

    assert [one["activityId"] for one in tree["childActivityInstances"]] == ["approve"]
    path = f"/history/activity-instance?processInstanceId={started['id']}"
    assert [one["activityId"] for one in admin.get(path).json] == ["begin", "approve"]
    assert admin.get(f"{path}&unfinished=true").json[0]["endTime"] is None


def test_outsider_sees_nothing_of_it(started, caller):
    charlie = caller("charlie")

    assert charlie.get("/process-instance").json == []
    assert charlie.get(f"/process-instance/{started['id']}").status_code == 404
    assert charlie.get(f"/process-instance/{started['id']}/variables").status_code == 404
    assert charlie.delete(f"/process-instance/{started['id']}").status_code == 404
    path = f"/history/activity-instance?processInstanceId={started['id']}"
    assert charlie.get(path).status_code == 404
    assert charlie.get("/history/activity-instance").status_code == 404
