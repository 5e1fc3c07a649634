"""Decisions over REST: deploy, list, read, evaluate, and what was evaluated."""

import pytest

from decisions import dmn
from tests.engine.decisions import LEVELS, TESTS, literal, model
from tests.engine.diagrams import diagram, flows

ASKING = diagram(
    '<startEvent id="a"/><businessRuleTask id="ask" camunda:decisionRef="level" '
    'camunda:resultVariable="out"/><userTask id="u" camunda:candidateGroups="contact-desk"/>'
    + flows("a>ask, ask>u"),
    key="asking",
)
AMOUNT = {"variables": {"amount": {"value": 500, "type": "Integer"}}}


@pytest.fixture
def level(deploy):
    (found,) = deploy(("level.dmn", LEVELS))["deployedDecisionDefinitions"].values()
    return found


@pytest.fixture
def asked(deploy, level, admin):
    """Start a case that asks the decision, and return the instance."""
    deploy(("asking.bpmn", ASKING))
    answer = admin.post("/process-definition/key/asking/start", json=AMOUNT)
    assert answer.status_code == 200, answer.text
    return answer.json


def test_deployment_answers_with_the_decisions(level):
    assert (level["key"], level["version"], level["name"]) == ("level", 1, "Level")
    assert level["decisionRequirementsDefinitionKey"] == "rules"
    assert level["isDefault"] is True


def test_same_file_is_no_new_version(deploy, level):
    again = deploy(("level.dmn", LEVELS))

    assert again["id"] == level["deploymentId"]
    assert list(again["deployedDecisionDefinitions"]) == [level["id"]]


def test_tests_are_deployed_with_their_file(deploy, admin):
    found = deploy(("level.dmn", LEVELS), ("level.tests.json", TESTS))

    files = admin.get(f"/deployment/{found['id']}/resources").json
    assert [file["name"] for file in files] == ["level.dmn", "level.tests.json"]


def test_refused_decision_names_element_and_line(deploy):
    problem = deploy(("level.dmn", LEVELS.replace(b"[100..1000]", b"[100..")), expect=422)

    found = next(one for one in problem["problems"] if one["severity"] == "error")
    assert (found["resource"], found["elementId"], found["line"]) == ("level.dmn", "level_2_1", 1)
    assert found["text"]


def test_findings_are_said_in_persian(deploy, app, admin):
    import io

    headers = {"Accept-Language": "fa"}
    data = {"a.dmn": (io.BytesIO(b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"), "a.dmn")}
    client = app.test_client()
    answer = client.post(
        "/engine-rest/deployment/create", data=data, headers=headers | admin._headers
    )

    assert answer.status_code == 422
    assert "DOCTYPE" in answer.json["problems"][0]["text"]
    assert "پذیرفته نمی‌شود" in answer.json["problems"][0]["text"]


def test_file_without_anything_to_deploy_is_refused(deploy):
    assert deploy(("a.dmn", model()), expect=422)["code"] == "request_invalid"


def test_decisions_are_listed_and_counted(deploy, level, admin):
    deploy(
        ("level.dmn", LEVELS.replace(b"board", b"owner")), ("one.dmn", model(literal("one", "1")))
    )

    def keys(query):
        found = admin.get(f"/decision-definition?{query}")
        assert found.status_code == 200, found.text
        assert admin.get(f"/decision-definition/count?{query}").json == {"count": len(found.json)}
        return [f"{one['key']}:{one['version']}" for one in found.json]

    assert keys("") == ["level:2", "level:1", "one:1"]
    assert keys("latestVersion=true") == ["level:2", "one:1"]
    assert keys("key=level&version=1") == keys(f"decisionDefinitionId={level['id']}") == ["level:1"]
    assert keys(f"decisionDefinitionIdIn={level['id']},x") == ["level:1"]
    assert keys("keyLike=on%25") == keys("nameLike=on%25") == ["one:1"]
    assert keys(f"deploymentId={level['deploymentId']}&name=Level") == ["level:1"]
    assert keys("decisionRequirementsDefinitionKey=rules&versionTag=x") == []


def test_decisions_are_sorted(deploy, level, admin):
    deploy(("one.dmn", model(literal("one", "1"))))

    found = admin.get("/decision-definition?sortBy=key&sortOrder=desc").json

    assert [one["key"] for one in found] == ["one", "level"]
    assert admin.get("/decision-definition?sortBy=color").status_code == 400


def test_unknown_parameter_is_refused(admin):
    assert admin.get("/decision-definition?colour=red").status_code == 400


def test_one_is_read_by_id_and_key(level, admin):
    path = f"/decision-definition/{level['id']}"

    assert admin.get(path).json == admin.get("/decision-definition/key/level").json == level
    assert admin.get(f"{path}/xml").json == {"id": level["id"], "dmnXml": LEVELS.decode()}
    assert admin.get("/decision-definition/key/level/xml").json["id"] == level["id"]


@pytest.mark.parametrize("path", ["none", "key/none", "none/xml", "key/none/xml"])
def test_unknown_decision_is_not_found(admin, path):
    assert admin.get(f"/decision-definition/{path}").status_code == 404


def test_evaluation_answers_with_typed_results(level, admin):
    answer = admin.post("/decision-definition/key/level/evaluate", json=AMOUNT)

    assert answer.json == [
        {
            "level": {"value": "manager", "type": "String", "valueInfo": {}},
            "deadline": {"value": 5, "type": "Integer", "valueInfo": {}},
        }
    ]
    assert (
        admin.post(f"/decision-definition/{level['id']}/evaluate", json=AMOUNT).json == answer.json
    )


def test_no_result_is_an_empty_list(level, admin):
    assert admin.post("/decision-definition/key/level/evaluate", json={}).json == []


def test_number_of_many_digits_is_a_double(deploy, admin):
    deploy(("third.dmn", model(literal("third", "10 / 3"))))

    (found,) = admin.post("/decision-definition/key/third/evaluate", json={}).json

    assert found["third"] == {"value": 10 / 3, "type": "Double", "valueInfo": {}}


def test_file_of_another_encoding_is_text(deploy, admin):
    source = f'<?xml version="1.0" encoding="UTF-16"?>{LEVELS.decode()}'
    deploy(("level.dmn", source.encode("utf-16")))

    text = admin.get("/decision-definition/key/level/xml").json["dmnXml"]

    assert 'id="level"' in text
    assert "UTF-16" not in text
    assert dmn.read(text.encode()).decisions == dmn.read(LEVELS).decisions


def test_wrong_variables_are_refused(level, admin):
    wrong = {"variables": {"amount": {"value": "x", "type": "Integer"}}}

    answer = admin.post("/decision-definition/key/level/evaluate", json=wrong)

    assert (answer.status_code, answer.json["code"]) == (422, "variable_invalid")


def test_decision_that_takes_too_long_is_refused(deploy, admin):
    deploy(
        ("long.dmn", model(literal("long", "for i in 1..100000 return for j in 1..99 return j")))
    )

    answer = admin.post("/decision-definition/key/long/evaluate", json={})

    assert (answer.status_code, answer.json["code"]) == (422, "decision_failed")
    assert admin.get("/history/decision-instance/count").json == {"count": 0}


def test_older_version_becomes_the_default_again(deploy, level, admin):
    deploy(("level.dmn", LEVELS.replace(b"manager", b"boss")))

    answer = admin.post(f"/decision-definition/{level['id']}/make-default")

    assert answer.json["isDefault"] is True
    found = admin.post("/decision-definition/key/level/evaluate", json=AMOUNT).json
    assert found[0]["level"]["value"] == "manager"


def test_evaluation_of_a_case_is_in_the_history(asked, level, admin):
    query = f"processInstanceId={asked['id']}&includeInputs=true&includeOutputs=true"

    (found,) = admin.get(f"/history/decision-instance?{query}").json

    assert found["decisionDefinitionId"] == level["id"]
    assert (found["decisionDefinitionKey"], found["decisionDefinitionName"]) == ("level", "Level")
    assert (found["processDefinitionKey"], found["activityId"]) == ("asking", "ask")
    assert found["processDefinitionId"].startswith("asking:1:")
    assert (found["userId"], found["matchedRules"]) == ("adam", {"level": ["level_2"]})
    (given,) = found["inputs"]
    assert (given["clauseId"], given["clauseName"], given["value"]) == ("level_in1", "amount", 500)
    assert [
        (one["ruleId"], one["ruleOrder"], one["variableName"], one["value"], one["type"])
        for one in found["outputs"]
    ] == [
        ("level_2", 2, "level", "manager", "String"),
        ("level_2", 2, "deadline", 5, "Integer"),
    ]
    assert found["result"] == {"level": "manager", "deadline": 5}
    assert admin.get(f"/history/decision-instance/{found['id']}").json["inputs"] == []
    whole = admin.get(f"/history/decision-instance/{found['id']}?includeInputs=true").json
    assert whole["inputs"] == found["inputs"]
    assert whole["variables"] == {"amount": 500}


def test_evaluation_by_hand_is_in_the_history(deploy, admin):
    deploy(("one.dmn", model(literal("one", "[1, 2]"))))
    admin.post("/decision-definition/key/one/evaluate", json={})

    (found,) = admin.get("/history/decision-instance?includeOutputs=true").json

    assert (found["processInstanceId"], found["activityInstanceId"]) == (None, None)
    assert [(one["ruleId"], one["value"]) for one in found["outputs"]] == [(None, 1), (None, 2)]


def test_history_is_filtered_sorted_and_counted(asked, level, admin):
    for _ in range(2):
        admin.post("/decision-definition/key/level/evaluate", json=AMOUNT)

    def ids(query):
        found = admin.get(f"/history/decision-instance?{query}")
        assert found.status_code == 200, found.text
        return [one["id"] for one in found.json]

    newest = ids("")
    assert len(newest) == 3
    assert ids("sortBy=evaluationTime&sortOrder=asc") == newest[::-1]
    assert ids("sortBy=evaluationTime&sortOrder=desc&maxResults=1") == newest[:1]
    assert ids("activityIdIn=ask") == ids("processDefinitionKey=asking") == newest[-1:]
    assert ids(f"decisionDefinitionId={level['id']}&userId=adam") == newest
    assert ids("evaluatedBefore=2020-01-01T00:00:00Z") == []
    count = admin.get("/history/decision-instance/count?decisionDefinitionKey=level").json
    assert count == {"count": 3}


def test_unknown_evaluation_is_not_found(admin):
    assert admin.get("/history/decision-instance/none").status_code == 404


def test_employee_may_not_read_nor_evaluate(level, caller):
    alice = caller("alice")

    assert alice.get("/decision-definition").status_code == 403
    assert alice.get("/decision-definition/key/level").status_code == 403
    assert alice.post("/decision-definition/key/level/evaluate", json=AMOUNT).status_code == 403
    assert alice.post(f"/decision-definition/{level['id']}/make-default").status_code == 403
    assert alice.get("/history/decision-instance").status_code == 403


def test_program_may_evaluate(level, program):
    assert program.get("/decision-definition/key/level").status_code == 200
    assert program.post("/decision-definition/key/level/evaluate", json=AMOUNT).status_code == 200


def test_history_of_a_case_is_for_those_who_see_it(asked, admin, caller):
    alice, path = caller("alice"), "/history/decision-instance"
    (row,) = admin.get(path).json
    query = f"processInstanceId={asked['id']}"

    seen = alice.get(f"{path}?{query}")

    assert [one["id"] for one in seen.json] == [row["id"]]
    assert alice.get(f"{path}/{row['id']}").status_code == 200
    assert alice.get(f"{path}?{query}&includeInputs=true").status_code == 403
    assert alice.get(f"{path}/{row['id']}?includeOutputs=true").status_code == 403
    assert alice.get(f"{path}?processInstanceId=none").status_code == 404


def test_decisions_are_in_the_description(app):
    paths = app.test_client().get("/engine-rest/openapi.json").json["paths"]

    assert "/engine-rest/decision-definition/key/{key}/evaluate" in paths
    assert "/engine-rest/history/decision-instance/{evaluation_id}" in paths
