"""Drafts of diagrams: drawn, saved, overtaken, checked, published, discarded."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from engine import queries
from engine.queries import DefinitionFilter
from tests.web.conftest import HERE, Login, World, bundle, post, send
from web.drafts import queries as kept
from web.extensions import db
from web.publishing import publish

XML = bundle()[0][1].decode()
CHANGED = XML.replace("Answer the request", "Answer it soon")


def begin(client: FlaskClient, xml: str = XML, base: str | None = None) -> Any:
    return send(client, "/processes/drafts", {"xml": xml, "base": base})


def test_edit_opens_the_version(world: World, login: Login) -> None:
    page = login("dena").get(f"/processes/{world.definition_id}/edit").text

    assert "data-modeler" in page
    assert "Answer the request" in page
    assert "contact-desk" in page


def test_edit_goes_on_with_the_draft(world: World, login: Login) -> None:
    dena = login("dena")
    draft = begin(dena, CHANGED, world.definition_id).json

    answer = dena.get(f"/processes/{world.definition_id}/edit")
    afresh = dena.get(f"/processes/{world.definition_id}/edit?afresh").text

    assert answer.location == draft["location"]
    assert "Answer it soon" in dena.get(answer.location).text
    assert "Answer it soon" not in afresh


def test_new_process_begins_with_a_start(login: Login) -> None:
    dena = login("dena")

    answer = post(dena, "/processes/new", name="Complaint  handling")

    page = dena.get(answer.location).text
    assert "Complaint handling" in page
    assert "complaint_handling_start" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": ""}, "Give the process a name."),
        ({"name": "A\x01"}, "Give the process a name."),
        ({"name": "A", "key": "1 b"}, "Use Latin letters"),
        ({"name": "A", "key": "request"}, "There is a process with this identifier already."),
    ],
    ids=["no name", "no text", "bad key", "taken"],
)
def test_new_process_needs_a_free_name(
    world: World, login: Login, fields: dict[str, str], said: str
) -> None:
    page = post(login("dena"), "/processes/new", **fields)

    assert page.status_code == 422
    assert said in page.text


def test_save_counts_revisions(login: Login) -> None:
    dena = login("dena")
    draft = begin(dena).json

    saved = send(dena, draft["save"], {"xml": CHANGED, "revision": draft["revision"]}).json

    assert saved["revision"] == draft["revision"] + 1
    assert "Answer it soon" in dena.get(saved["location"]).text


def test_overtaken_save_says_who_was_faster_and_keeps_both(world: World, login: Login) -> None:
    dena, adam = login("dena"), login("adam")
    draft = begin(dena).json
    send(adam, draft["save"], {"xml": CHANGED, "revision": 1})

    refused = send(dena, draft["save"], {"xml": XML, "revision": 1})
    begin(dena, XML)

    assert refused.status_code == 409
    assert refused.json["code"] == "draft_overtaken"
    assert "Adam saved this draft" in refused.json["detail"]
    with world.app.app_context():
        assert sorted(one.saved_by for one in kept.drafts(db.session())) == ["adam", "dena"]


def test_save_of_a_discarded_draft_is_refused(login: Login) -> None:
    dena = login("dena")
    draft = begin(dena).json
    post(dena, f"{draft['save']}/discard")

    refused = send(dena, draft["save"], {"xml": XML, "revision": 1})

    assert refused.status_code == 409
    assert "published or discarded" in refused.json["detail"]


@pytest.mark.parametrize(
    ("xml", "status"),
    [("<a", 422), ("<a/>", 422), (XML.replace("process", "nothing"), 422), (None, 400), (1, 400)],
    ids=["no XML", "no BPMN", "no process", "nothing", "a number"],
)
def test_what_is_no_diagram_is_not_kept(login: Login, xml: Any, status: int) -> None:
    assert begin(login("dena"), xml).status_code == status


@pytest.mark.parametrize("revision", [None, "1", True, 2**40, 1.5])
def test_save_needs_a_revision(login: Login, revision: Any) -> None:
    dena = login("dena")
    draft = begin(dena).json

    assert send(dena, draft["save"], {"xml": XML, "revision": revision}).status_code == 400


def test_check_names_element_and_line(world: World, login: Login) -> None:
    broken = XML.replace('sourceRef="sum"', 'sourceRef="gone"')

    body = {"xml": broken, "base": world.definition_id}
    found = send(login("dena"), "/processes/drafts/check", body).json["problems"]

    (error,) = [one for one in found if one["severity"] == "error"]
    assert (error["id"], error["line"]) == ("f3", 16)


def test_check_knows_the_forms_of_the_version(world: World, login: Login) -> None:
    body = {"xml": XML, "base": world.definition_id}
    assert send(login("dena"), "/processes/drafts/check", body).json["problems"] == []


def test_publish_makes_a_version_with_the_forms(world: World, login: Login) -> None:
    dena = login("dena")
    draft = begin(dena, XML, world.definition_id).json

    answer = send(dena, draft["publish"], {"xml": CHANGED, "revision": 1, "reason": "Sooner"})

    assert answer.status_code == 200
    page = dena.get(answer.json["location"]).text
    assert "Version 2 is published." in page
    assert "Sooner" in page
    with world.app.app_context():
        session = db.session()
        assert kept.count_drafts(session) == 0
        newest = queries.default_definition(session, "request")
        files = queries.resources(session, newest.deployment_id)
        assert [one.name for one in files] == ["request.bpmn", "request.form"]
        assert b"Answer it soon" in queries.diagram(session, newest.id)


def test_publish_as_a_test_leaves_the_active_version(world: World, login: Login) -> None:
    dena = login("dena")
    draft = begin(dena, XML, world.definition_id).json

    body = {"xml": CHANGED, "revision": 1, "state": "test"}
    assert send(dena, draft["publish"], {**body, "state": "other"}).status_code == 422
    assert send(dena, draft["publish"], body).status_code == 200

    with world.app.app_context():
        assert queries.default_definition(db.session(), "request").version == 1
        assert queries.count_definitions(db.session(), DefinitionFilter(version=2)) == 1


def test_publish_refuses_what_cannot_run(world: World, login: Login) -> None:
    dena = login("dena")
    draft = begin(dena, XML, world.definition_id).json
    broken = XML.replace('sourceRef="sum"', 'sourceRef="gone"')

    answer = send(dena, draft["publish"], {"xml": broken, "revision": 1})

    assert answer.status_code == 422
    assert answer.json["problems"][0]["id"] == "f3"
    with world.app.app_context():
        assert queries.count_definitions(db.session(), DefinitionFilter(version=2)) == 0
        assert kept.drafts(db.session())[0].revision == 1


def test_publish_over_a_newer_version_is_asked_about(world: World, login: Login) -> None:
    dena = login("dena")
    mine = begin(dena, XML, world.definition_id).json
    other = begin(dena, XML, world.definition_id).json
    send(dena, other["publish"], {"xml": CHANGED, "revision": 1})
    body = {"xml": XML.replace("Pay", "Pay now"), "revision": 1}

    asked = send(dena, mine["publish"], body)
    done = send(dena, mine["publish"], {**body, "regardless": True})

    assert (asked.status_code, asked.json["code"]) == (409, "process_changed")
    assert "has version 2 by now" in asked.json["detail"]
    assert done.status_code == 200


def test_publish_of_an_overtaken_draft_is_refused(world: World, login: Login) -> None:
    dena = login("dena")
    draft = begin(dena, XML, world.definition_id).json
    send(dena, draft["save"], {"xml": CHANGED, "revision": 1})

    refused = send(dena, draft["publish"], {"xml": XML, "revision": 1})

    assert (refused.status_code, refused.json["code"]) == (409, "draft_overtaken")


def test_drafts_are_listed_and_discarded(login: Login) -> None:
    dena = login("dena")
    draft = begin(dena).json

    listed = dena.get("/processes/drafts").text
    post(dena, f"{draft['save']}/discard")

    assert draft["location"] in listed
    assert "Dena" in listed
    assert "The draft is discarded." in dena.get("/processes/drafts").text
    assert dena.get(draft["location"]).status_code == 404


@pytest.mark.parametrize("name", ["alice", "mona", "nobody"])
def test_drawing_is_for_designers(world: World, login: Login, name: str) -> None:
    draft = begin(login("dena")).json
    client = login(name)
    body = {"xml": XML, "revision": 1}
    looks = ["/processes/drafts", "/processes/new", draft["location"]]
    acts = ["/processes/drafts", "/processes/drafts/check", draft["save"], draft["publish"]]

    looks.append(f"/processes/{world.definition_id}/edit")
    assert {client.get(path).status_code for path in looks} == {403}
    assert {send(client, path, body).status_code for path in acts} == {403}
    assert post(client, f"{draft['save']}/discard").status_code == 403


def test_forged_requests_are_refused(login: Login) -> None:
    dena = login("dena")
    draft = begin(dena).json

    for path in ("/processes/drafts", draft["save"], draft["publish"]):
        assert dena.post(path, json={"xml": XML, "revision": 1}).status_code == 400


def test_file_of_another_encoding_is_drawn(world: World, login: Login) -> None:
    xml = (HERE / "request.bpmn").read_text("utf-8").partition("?>")[2]
    content = f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")
    files = [("request.bpmn", content), ("request.form", (HERE / "request.form").read_bytes())]
    world.do("dena", publish, "again", files)
    with world.app.app_context():
        newest = queries.default_definition(db.session(), "request").id

    page = login("dena").get(f"/processes/{newest}/edit").text

    assert newest != world.definition_id
    assert "Answer the request" in page
    assert "UTF-16" not in page
