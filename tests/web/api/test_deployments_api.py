"""Deploying and reading definitions over REST."""

import pytest

from tests.web.api.conftest import ORDER


def test_deploy_answers_with_the_definitions(order):
    (definition,) = order["deployedProcessDefinitions"].values()

    assert (definition["key"], definition["version"], definition["versionTag"]) == (
        "order",
        1,
        "1.0",
    )


def test_same_files_are_no_new_version(deploy, order, admin):
    again = deploy(("order.bpmn", ORDER))

    assert again["id"] == order["id"]
    assert admin.get("/deployment/count").json == {"count": 1}


def test_options_of_camunda_modeler_are_taken(deploy):
    options = {
        "enable-duplicate-filtering": "true",
        "deploy-changed-only": "true",
        "deployment-source": "Camunda Modeler",
    }

    assert deploy(("order.bpmn", ORDER), **options)["source"] == "Camunda Modeler"


def test_refused_deployment_names_element_and_line(deploy, admin):
    broken = ORDER.replace(b'targetRef="approve"', b'targetRef="nowhere"')

    problem = deploy(("order.bpmn", broken), expect=422)

    assert problem["code"] == "definition_invalid"
    assert "nowhere" in str(problem)
    assert admin.get("/process-definition/count").json == {"count": 0}


def test_employee_may_not_deploy(caller):
    answer = caller("alice").post("/deployment/create", data={})

    assert (answer.status_code, answer.json["code"]) == (403, "forbidden")


def test_files_can_be_read_again(order, admin):
    (file,) = admin.get(f"/deployment/{order['id']}/resources").json

    path = f"/deployment/{order['id']}/resources/{file['id']}/data"
    assert admin.get(path).data == ORDER
    assert admin.get(path + "x").status_code == 404


def test_definitions_are_listed_and_counted(order, admin):
    listed = admin.get("/process-definition?latestVersion=true&keyLike=ord%25").json

    assert [one["key"] for one in listed] == ["order"]
    assert admin.get("/process-definition/count?key=other").json == {"count": 0}
    assert admin.get("/process-definition/key/order").json["isDefault"] is True
    assert b"Approve" in admin.get("/process-definition/key/order/xml").data


def test_older_version_becomes_the_default(deploy, order, admin):
    deploy(("order.bpmn", ORDER.replace(b"Approve", b"Check")))
    (first,) = order["deployedProcessDefinitions"]

    assert admin.post(f"/process-definition/{first}/make-default").json["version"] == 1

    assert admin.get("/process-definition/key/order").json["version"] == 1


def test_suspended_definition_starts_nothing(order, admin):
    (definition,) = order["deployedProcessDefinitions"]
    admin.put(f"/process-definition/{definition}/suspended", json={"suspended": True})

    answer = admin.post("/process-definition/key/order/start", json={})

    assert (answer.status_code, answer.json["code"]) == (409, "suspended")


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/process-definition?latest=true", 400),
        ("/process-definition?maxResults=0", 400),
        ("/process-definition?maxResults=5000", 400),
        ("/process-definition/nothing", 404),
        ("/process-definition/key/nothing/xml", 404),
        ("/deployment/nothing", 404),
        ("/nothing", 404),
    ],
)
def test_bad_requests_are_answered(admin, path, status):
    answer = admin.get(path)

    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    assert answer.json["code"]
