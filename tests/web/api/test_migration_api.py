"""Migration over REST, in Camunda's words."""

from tests.web.api.conftest import ORDER

NEWER = ORDER.replace(b'name="Approve the order"', b'name="Approve it"')


def plan(caller, started, target, path="/migration/generate", **more):
    body = {
        "sourceProcessDefinitionId": started["definitionId"],
        "targetProcessDefinitionId": target,
        **more,
    }
    return caller.post(path, json=body)


def newer(deploy):
    (found,) = deploy(("order.bpmn", NEWER))["deployedProcessDefinitions"]
    return found


def test_plan_is_made_checked_and_executed(admin, started, deploy):
    target = newer(deploy)

    made = plan(admin, started, target).json
    checked = admin.post("/migration/validate", json=made).json
    body = {"migrationPlan": made, "processInstanceIds": [started["id"]], "annotation": "New law"}
    answer = admin.post("/migration/execute", json=body)

    assert checked == {"instructionReports": []}
    assert answer.status_code == 204, answer.text
    assert admin.get(f"/process-instance/{started['id']}").json["definitionId"] == target
    (task,) = admin.get("/task").json
    assert task["name"] == "Approve it"


def test_wrong_plan_is_reported_and_refused(admin, started, deploy):
    target = newer(deploy)
    wrong = [{"sourceActivityIds": ["approve"], "targetActivityIds": ["sum"]}]

    report = plan(admin, started, target, "/migration/validate", instructions=wrong).json
    made = plan(admin, started, target).json | {"instructions": wrong}
    body = {"migrationPlan": made, "processInstanceIds": [started["id"]]}

    assert "different kinds" in report["instructionReports"][0]["failures"][0]
    assert admin.post("/migration/execute", json=body).status_code == 409


def test_only_operators_migrate(caller, admin, started, deploy):
    target = newer(deploy)
    made = plan(admin, started, target).json
    body = {"migrationPlan": made, "processInstanceIds": [started["id"]]}

    for name in ("mona", "dena", "charlie"):
        assert plan(caller(name), started, target).status_code == 403
        assert caller(name).post("/migration/execute", json=body).status_code == 403
