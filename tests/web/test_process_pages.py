"""Definitions: the list, versions, diagrams, uploads."""

import io
import re
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient
from lxml import etree
from werkzeug.test import TestResponse

from engine import commands as engine
from engine import queries
from tests.web.conftest import HERE, Login, World, bundle, csrf_token, post, send
from web.accounts import queries as accounts
from web.extensions import db


def upload(client: FlaskClient, files: list[tuple[str, bytes]]) -> TestResponse:
    data = {"csrf_token": csrf_token(client), "files": [(io.BytesIO(c), n) for n, c in files]}
    return client.post("/processes/upload", data=data)


def changed(old: bytes, new: bytes) -> list[tuple[str, bytes]]:
    (name, xml), form = bundle()
    assert old in xml
    return [(name, xml.replace(old, new)), form]


def test_upload_deploys_and_starts(app, login: Login) -> None:
    dena = login("dena")

    page = upload(dena, bundle())

    assert page.status_code == 200
    assert "version 1" in page.text
    assert "request.form" in page.text
    assert "Request" in dena.get("/processes").text
    assert "درخواست" in dena.get("/processes", headers={"Accept-Language": "fa"}).text


def test_same_files_are_no_new_version(world: World, login: Login) -> None:
    page = upload(login("dena"), bundle()).text

    assert page.count("unchanged, no new version") == 2
    assert "version 1" in page


def test_new_groups_are_made_and_named(app, login: Login) -> None:
    files = changed(b'candidateGroups="finance"', b'candidateGroups="cashiers"')

    page = upload(login("dena"), files).text

    assert "These groups are new and have no members yet: cashiers" in page
    with app.app_context():
        assert accounts.group(db.session(), "cashiers").name == "Cashiers"


@pytest.mark.parametrize(
    ("files", "texts"),
    [
        ([("broken.bpmn", b"<definitions")], ["broken.bpmn", "The file is not XML"]),
        ([("empty.bpmn", b"")], ["The file is empty."]),
        ([("bomb.bpmn", (HERE / "request.bpmn").read_bytes())], ["There is no form request.form."]),
        ([("bad.form", b"[]"), bundle()[0]], ["This is no form-js schema", "bad.form"]),
        ([("notes.txt", b"hello")], ["notes.txt", "Check and deploy"]),
        (
            changed(b'targetRef="done"/>', b'targetRef="ghost"/>'),
            ["request.bpmn", "line 17", "which does not exist in this scope"],
        ),
    ],
    ids=["broken", "empty", "no form", "bad form", "other file", "flow"],
)
def test_wrong_upload_is_explained(
    app, login: Login, files: list[tuple[str, bytes]], texts: list[str]
) -> None:
    answer = upload(login("dena"), files)

    assert answer.status_code == 422
    for text in texts:
        assert text in answer.text
    with app.app_context():
        assert queries.definitions(db.session()) == []


def test_problems_are_explained_in_persian(app, login: Login) -> None:
    dena = login("dena")
    post(dena, "/preferences", locale="fa")

    answer = upload(dena, [("empty.bpmn", b"")])

    assert "فایل خالی است." in answer.text
    assert "چیزی مستقر نشد" in answer.text


def test_nothing_to_upload_is_said(login: Login) -> None:
    answer = upload(login("dena"), [])

    assert answer.status_code == 422
    assert "Choose at least one file." in answer.text


def test_too_large_upload_is_refused(app, login: Login) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 10_000

    answer = upload(login("dena"), [("large.bpmn", b" " * 20_000)])

    assert answer.status_code == 413
    assert "larger than this server accepts" in answer.text


def test_older_version_becomes_default(world: World, login: Login) -> None:
    dena = login("dena")
    upload(dena, changed(b'name="Add up"', b'name="Sum"'))
    page = dena.get(f"/processes/{world.definition_id}").text

    post(dena, f"/processes/{world.definition_id}/state", state="active", reason="Better")

    assert len(re.findall(r'class="row-title number"', page)) == 2
    assert f"/processes/{world.definition_id}/state" in page
    with world.app.app_context():
        assert queries.default_definition(db.session(), "request").id == world.definition_id


def test_version_is_retired_with_a_reason(world: World, login: Login) -> None:
    dena, path = login("dena"), f"/processes/{world.definition_id}"

    unsaid = post(dena, f"{path}/state", state="retired", reason=" ")
    post(dena, f"{path}/state", state="retired", reason="قیمت‌ها نادرست‌اند", seen="active")

    page = dena.get(path).text
    assert unsaid.status_code == 303
    assert "قیمت‌ها نادرست‌اند" in page
    assert "retired, by Dena" in page
    assert login("alice").get("/start/request").status_code == 409


def test_lost_race_for_a_state_is_told(world: World, login: Login) -> None:
    path = f"/processes/{world.definition_id}/state"

    answer = post(login("dena"), path, state="retired", reason="x", seen="test")

    assert answer.status_code == 409
    assert "was changed by somebody else" in answer.text


def test_suspended_version_is_opened_by_making_it_active(world: World, login: Login) -> None:
    world.do("dena", engine.suspend_definition, world.definition_id, suspended=True)
    dena, path = login("dena"), f"/processes/{world.definition_id}"
    assert "Suspended" in dena.get(path).text

    post(dena, f"{path}/state", state="active", reason="Again")

    assert "Suspended" not in dena.get(path).text


def upload_to_test(client: FlaskClient) -> str:
    """Upload a version to be tested; return its id."""
    data = {"csrf_token": csrf_token(client), "state": "test", "reason": "Faster"}
    files = changed(b'name="Add up"', b'name="Sum"')
    data["files"] = [(io.BytesIO(content), name) for name, content in files]
    page = client.post("/processes/upload", data=data).text
    assert "In test" in page
    return unquote(re.search(r'href="/processes/(request[^"]+)"', page).group(1))


def test_version_in_test_starts_sandbox_cases_for_designers(world: World, login: Login) -> None:
    dena, alice, adam = login("dena"), login("alice"), login("adam")
    version = upload_to_test(dena)
    assert "Faster" in dena.get(f"/processes/{version}").text
    path = f"/start/request?version={version}"

    assert [one.get(path).status_code for one in (dena, alice)] == [200, 403]
    assert "is in test" in dena.get(path).text
    assert dena.get("/start/request?version=" + world.definition_id).status_code == 403
    started = send(dena, path, {"variables": {"number": 4}})

    assert "This is a test case" in adam.get(started.json["location"]).text
    assert adam.get("/cases").text.count("Test case") == 1
    assert adam.get("/tasks?tab=all").text.count("Test case") == 1
    listed = adam.get(f"/cases?process=request&version={version}").text
    assert listed.count("Test case") == listed.count("<tr data-row") == 1


def test_rest_starts_tested_versions_for_designers_only(world: World, login: Login) -> None:
    version = upload_to_test(login("dena"))
    path = f"/engine-rest/process-definition/{version}/submit-form"

    answers = [send(login(name), path, {"variables": {}}) for name in ("alice", "dena")]

    assert [answer.status_code for answer in answers] == [403, 200]
    assert answers[1].json["sandbox"]


def test_warnings_stay_with_the_version(app, login: Login) -> None:
    dena = login("dena")
    files = changed(b'scriptFormat="python"', b'scriptFormat="python" camunda:unheard="x"')

    page = upload(dena, files)
    path = re.search(r'href="(/processes/request[^"]+)"', page.text).group(1)

    assert "Warning" in page.text
    assert "unheard" in dena.get(path).text


def test_diagram_speaks_the_readers_language(world: World, login: Login) -> None:
    alice = login("alice")
    path = f"/cases/{world.case_id}/diagram.bpmn"
    english = alice.get(path)
    post(alice, "/preferences", locale="fa")

    persian = alice.get(path, headers={"If-None-Match": english.headers["ETag"]})

    names = {one.get("id"): one.get("name") for one in etree.fromstring(persian.data).iter("{*}*")}
    assert 'name="Answer the request"' in english.text
    assert names["answer"] == "پاسخ به درخواست"
    assert names["pay"] == "Pay"
    assert english.headers["Cache-Control"] == "private, no-cache"


def test_diagram_is_not_sent_twice(world: World, login: Login) -> None:
    alice = login("alice")
    path = f"/cases/{world.case_id}/diagram.bpmn"
    tag = alice.get(path).headers["ETag"]

    assert alice.get(path, headers={"If-None-Match": tag}).status_code == 304


def test_viewer_gets_nothing_but_the_drawing(world: World, login: Login) -> None:
    drawn = login("alice").get(f"/cases/{world.case_id}/diagram.bpmn").text

    assert "total = 100" not in drawn
    assert "extensionElements" not in drawn
    assert 'id="sum_di"' in drawn


def test_download_is_the_uploaded_file(world: World, login: Login) -> None:
    answer = login("dena").get(f"/processes/{world.definition_id}/file")

    assert answer.data == (HERE / "request.bpmn").read_bytes()
    assert answer.headers["Content-Disposition"] == 'attachment; filename="request-1.bpmn"'


def test_processes_are_searched(world: World, login: Login) -> None:
    dena = login("dena")

    assert world.definition_id in dena.get("/processes?q=Requ").text
    assert world.definition_id not in dena.get("/processes?q=Other").text
