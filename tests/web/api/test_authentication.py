"""Who may call, and how."""

import pytest

from tests.web.conftest import PASSWORD
from web.accounts import commands
from web.services import change


def test_without_credentials_is_401(app):
    answer = app.test_client().get("/engine-rest/task")

    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert "Basic" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    "header",
    [
        "Basic !",
        "Basic YWxpY2U6d3Jvbmc=",
        "Bearer",
        "Bearer rvd_x",
        "Digest a=b",
        "x",
        "Basic \xff",
        "Basic AGE6eA==",
    ],
)
def test_wrong_credentials_are_401(app, header):
    answer = app.test_client().get("/engine-rest/task", headers={"Authorization": header})

    assert answer.status_code == 401


def test_guessing_is_throttled(app, caller):
    statuses = [caller("alice", f"guess {n}").get("/task").status_code for n in range(35)]

    assert statuses[0] == 401
    assert statuses[-1] == 429


def test_language_does_not_tell_a_right_password(app, caller):
    with app.app_context(), change("test") as ctx:
        commands.prefer(ctx, "alice", language="fa")

    for n in range(35):
        caller("alice", f"guess {n}").get("/nothing")

    assert caller("alice").get("/nothing").json["title"] == "Not found"


def test_header_beside_a_session_does_not_replace_its_token(login, order):
    alice = login("alice")
    headers = {"Authorization": "Basic eDp5"}

    answer = alice.post("/engine-rest/process-definition/key/order/start", json={}, headers=headers)

    assert (answer.status_code, answer.json["code"]) == (400, "csrf")


def test_session_reads_but_needs_its_token_to_write(login, order):
    alice = login("alice")

    assert alice.get("/engine-rest/task").status_code == 200
    forged = alice.post("/engine-rest/process-definition/key/order/start", json={})
    assert (forged.status_code, forged.json["code"]) == (400, "csrf")


def test_token_opens_no_page(app, program):
    headers = {"Authorization": "Bearer rvd_x"}

    assert app.test_client().get("/tasks", headers=headers).status_code == 302


def test_changed_password_ends_the_remembered_one(app, caller):
    assert caller("alice").get("/task").status_code == 200
    settings = app.extensions["ravand"].settings
    with app.app_context(), change("test") as ctx:
        commands.set_password(ctx, settings, "alice", PASSWORD + "!")

    assert caller("alice").get("/task").status_code == 401


def test_deactivated_person_is_refused(app, caller):
    assert caller("bob").get("/task").status_code == 200
    with app.app_context(), change("test") as ctx:
        commands.set_active(ctx, "bob", active=False)

    assert caller("bob").get("/task").status_code == 401


def test_description_is_open_and_complete(app):
    document = app.test_client().get("/engine-rest/openapi.json").json
    rules = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/engine-rest/") and not rule.rule.endswith("openapi.json")
    }

    assert set(document["paths"]) == rules
    assert all(
        operation.get("summary")
        for path in document["paths"].values()
        for method, operation in path.items()
        if method != "parameters"
    )


def test_page_shows_every_call(login):
    page = login("alice").get("/api").text

    assert "/engine-rest/external-task/fetchAndLock" in page
