"""Messages and signals over REST."""

import pytest

from tests.engine.test_messages import STARTING, WAITING


@pytest.fixture
def waiting(deploy, admin):
    deploy(("w.bpmn", WAITING), ("s.bpmn", STARTING))
    body = {"businessKey": "B-1"}
    instance = admin.post("/process-definition/key/order/start", json=body).json
    (task,) = admin.get("/task").json
    admin.post(f"/task/{task['id']}/complete", json={})
    return instance


def test_message_reaches_the_instance(waiting, program):
    body = {
        "messageName": "paid",
        "businessKey": "B-1",
        "processVariables": {"amount": {"value": 7, "type": "Integer"}},
        "resultEnabled": True,
    }

    (result,) = program.post("/message", json=body).json

    assert result["resultType"] == "Execution"
    assert result["processInstance"]["id"] == waiting["id"]


def test_message_without_result_is_204(waiting, program):
    assert program.post("/message", json={"messageName": "paid"}).status_code == 204


def test_message_starts_a_process(waiting, program):
    body = {"messageName": "ordered", "businessKey": "B-2", "resultEnabled": True}

    (result,) = program.post("/message", json=body).json

    assert result["resultType"] == "ProcessDefinition"
    assert result["processInstance"]["businessKey"] == "B-2"


def test_nobody_waits(waiting, program):
    body = {"messageName": "paid", "businessKey": "B-7"}

    answer = program.post("/message", json=body)

    assert (answer.status_code, answer.json["code"]) == (409, "message_not_correlated")
    assert program.post("/message", json=body | {"timeToLive": 60}).status_code == 204
    assert program.post("/message", json=body | {"timeToLive": -1}).status_code == 422
    assert program.post("/message", json=body | {"all": True}).status_code == 204


def test_correlation_keys(waiting, program, admin):
    path = f"/process-instance/{waiting['id']}/variables/invoice"
    admin.put(path, json={"value": "I-1", "type": "String"})
    wrong = {"messageName": "paid", "correlationKeys": {"invoice": {"value": "I-2"}}}
    right = {"messageName": "paid", "correlationKeys": {"invoice": {"value": "I-1"}}}

    assert program.post("/message", json=wrong).status_code == 409
    assert program.post("/message", json=right).status_code == 204


def test_signal_is_accepted(waiting, program):
    assert program.post("/signal", json={"name": "alarm"}).status_code == 204


def test_people_send_no_messages(waiting, caller):
    assert caller("alice").post("/message", json={"messageName": "paid"}).status_code == 403
    assert caller("alice").post("/signal", json={"name": "alarm"}).status_code == 403
