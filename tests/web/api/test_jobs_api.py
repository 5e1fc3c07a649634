"""Jobs over REST: list them, let them be due, set their tries; notes on incidents."""

import pytest

from tests.engine.diagrams import diagram, flows

TIMER = diagram(
    '<startEvent id="a"/><intermediateCatchEvent id="t"><timerEventDefinition>'
    "<timeDuration>PT5H</timeDuration></timerEventDefinition></intermediateCatchEvent>"
    '<userTask id="u"/><endEvent id="z"/>' + flows("a>t, t>u, u>z"),
    key="waiting",
)


@pytest.fixture
def job(deploy, admin):
    deploy(("waiting.bpmn", TIMER))
    admin.post("/process-definition/key/waiting/start", json={})
    (found,) = admin.get("/job?kind=timer").json
    return found


def test_timer_gets_another_time(admin, job):
    body = {"duedate": "2099-01-01T00:00:00.000+0000"}
    assert admin.put(f"/job/{job['id']}/duedate", json=body).status_code == 204

    (changed,) = admin.get(f"/job?processInstanceId={job['processInstanceId']}").json
    assert changed["dueDate"] == "2099-01-01T00:00:00.000+0000"
    assert admin.get("/job/count?dueBefore=2098-01-01T00:00:00Z").json == {"count": 0}


def test_timer_fires_at_once(admin, job):
    assert admin.post(f"/job/{job['id']}/execute").status_code == 204

    assert admin.get("/job/count").json == {"count": 0}
    assert [task["taskDefinitionKey"] for task in admin.get("/task").json] == ["u"]


def test_tries_and_notes(admin, job):
    assert admin.put(f"/job/{job['id']}/retries", json={"retries": -1}).status_code == 422
    assert admin.put(f"/job/{job['id']}/retries", json={"retries": 0}).status_code == 204
    (incident,) = admin.get("/incident").json
    path = f"/incident/{incident['id']}/annotation"

    assert admin.put(path, json={"annotation": "به من بگویید"}).status_code == 204
    assert admin.get("/incident").json[0]["annotation"] == "به من بگویید"
    assert admin.delete(path).status_code == 204
    assert admin.get("/incident").json[0]["annotation"] is None


def test_only_operators_touch_jobs(caller, job):
    for name in ("alice", "dena", "charlie"):
        assert caller(name).get("/job").status_code == 403
        assert caller(name).get(f"/job/{job['id']}").status_code == 403
        assert caller(name).post(f"/job/{job['id']}/execute").status_code == 403
    assert caller("adam").get("/job/nothing").status_code == 404


def test_pages_show_and_change_them(app, login, job):
    from tests.web.conftest import post

    adam, path = login("adam"), f"/administration/jobs/{job['id']}"
    page = adam.get("/administration/jobs?kind=timer").text
    assert "Run now" in page
    assert login("alice").get("/administration/jobs").status_code == 403

    post(adam, f"{path}/due", due_at="nonsense")
    assert "This is no date and time." in adam.get("/administration/jobs").text
    post(adam, f"{path}/retries", retries="x")
    assert "it must be 0 to" in adam.get("/administration/jobs").text
    post(adam, f"{path}/run")
    assert "No jobs" in adam.get("/administration/jobs").text
